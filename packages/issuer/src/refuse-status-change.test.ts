import { TrustedTechError } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import type { IssuedRecord, StatusChange } from './issuance-store.js'
import { refuseStatusChange } from './refuse-status-change.js'

const record: IssuedRecord = {
  id: 'urn:uuid:a',
  issuer: 'did:web:assessor.example',
  type: 'ConformityCertificate',
  subject: 'pkg:generic/a/b',
  issuedAt: '2026-11-01T12:00:00Z',
  secured: 'a.b.c',
  places: [{ purpose: 'revocation', listId: 'https://assessor.example/status/revocation/0', index: 7 }],
}
const change = (changes: Partial<StatusChange> = {}): StatusChange => ({
  issuer: record.issuer,
  credential: record.id,
  act: 'revoked',
  reason: 'a reason',
  recordedAt: '2026-11-02T12:00:00Z',
  ...changes,
})

function refusal(options: Partial<Parameters<typeof refuseStatusChange>[0]>): string | undefined {
  try {
    refuseStatusChange({ change: change(), record, revoked: false, ...options })
    return undefined
  } catch (error) {
    if (error instanceof TrustedTechError) return error.code
    throw error
  }
}

describe('a change of status', () => {
  it('by the issuer, in a list that the credential has a place in, is good', () => {
    expect(refusal({})).toBeUndefined()
  })

  it('by another issuer is refused, also by a store that looks for the id alone', () => {
    expect(refusal({ change: change({ issuer: 'did:web:other.example' }) })).toBe('ERR_CREDENTIAL_UNKNOWN')
  })

  it('of what is not on record is refused', () => {
    expect(refusal({ record: undefined })).toBe('ERR_CREDENTIAL_UNKNOWN')
  })

  it('for a purpose without a place is refused', () => {
    expect(refusal({ change: change({ act: 'suspended' }) })).toBe('ERR_CREDENTIAL_UNKNOWN')
  })

  it('THREAT-092 after a revocation is refused, but for another revocation', () => {
    const both = {
      ...record,
      places: [...record.places, { purpose: 'suspension' as const, listId: 'https://l.example', index: 1 }],
    }
    expect(refusal({ revoked: true })).toBeUndefined()
    for (const act of ['suspended', 'reinstated'] as const) {
      expect(refusal({ record: both, revoked: false, change: change({ act }) })).toBeUndefined()
      expect(refusal({ record: both, revoked: true, change: change({ act }) })).toBe('ERR_STATUS_IRREVERSIBLE')
    }
  })
})
