import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list'
import type { Json, JsonObject } from '@trusted-tech/model'
import { describe, expect, test } from 'vitest'
import { createBits, setBit } from './bitstring/bits.js'
import { createStatusList } from './create-status-list.js'
import { type EvaluateStatusOptions, evaluateStatus } from './evaluate-status.js'
import { parseStatusList } from './parse-status-list.js'
import type { StatusListCandidate } from './status-list-candidate.js'
import { at, authentic, INDEX, ISSUER, NOW } from './testing/lists.js'

const REVOCATIONS = 'https://assessor.example/status/revocation-1'
const SUSPENSIONS = 'https://assessor.example/status/suspension-1'
const entry = (purpose: 'revocation' | 'suspension', listId: string) => ({
  id: `urn:uuid:0b7e1c1e-33fd-4d0d-9d25-6a0ab0d8e4a5#${purpose}`,
  type: 'BitstringStatusListEntry',
  statusPurpose: purpose,
  statusListIndex: `${INDEX}`,
  statusListCredential: listId,
})
const certificate: JsonObject = {
  credentialStatus: [entry('revocation', REVOCATIONS), entry('suspension', SUSPENSIONS)],
}

const window = (from: string, until: string) => ({
  validFrom: at(`${from}T00:00:00Z`),
  validUntil: at(`${until}T00:00:00Z`),
})
const CURRENT = window('2026-11-24', '2026-12-24')
const EARLIER = window('2026-11-10', '2026-12-10')
const STALE = window('2026-09-01', '2026-10-01')

type ListOptions = Parameters<typeof authentic>[0]
const revocations = (options: ListOptions = {}) => authentic({ ...CURRENT, ...options, id: REVOCATIONS })
const suspensions = (options: ListOptions = {}) =>
  authentic({ ...CURRENT, ...options, id: SUSPENSIONS, purpose: 'suspension' })

function evaluate(candidates: readonly StatusListCandidate[], options: Partial<EvaluateStatusOptions> = {}) {
  return evaluateStatus({
    document: certificate,
    issuer: ISSUER,
    candidatesFor: (listId) => candidates.filter((candidate) => candidate.authentic && candidate.list.id === listId),
    required: ['revocation', 'suspension'],
    now: NOW,
    evaluateAt: NOW,
    ...options,
  })
}
const brief = ({ outcome, problems }: ReturnType<typeof evaluate>) => [
  outcome,
  ...problems.map(({ code, pointer }) => `${code} ${pointer}`),
]

describe('the worst purpose decides', () => {
  test('good: both bits clear in good lists', () => {
    expect(evaluate([revocations(), suspensions()])).toMatchObject({
      outcome: 'good',
      problems: [],
      notes: [],
      purposes: [{ state: 'clear' }, { state: 'clear' }],
    })
  })

  test('revoked, and everything else is still named', () => {
    expect(brief(evaluate([revocations({ set: true })]))).toEqual([
      'revoked',
      'REVOKED /credentialStatus/0',
      'STATUS_UNAVAILABLE /credentialStatus/1',
    ])
    expect(brief(evaluate([revocations({ set: true }), suspensions({ set: true })]))).toEqual([
      'revoked',
      'REVOKED /credentialStatus/0',
      'SUSPENDED /credentialStatus/1',
    ])
  })

  test('suspended, before what is only unavailable', () => {
    expect(brief(evaluate([suspensions({ set: true })]))).toEqual([
      'suspended',
      'SUSPENDED /credentialStatus/1',
      'STATUS_UNAVAILABLE /credentialStatus/0',
    ])
  })

  test('THREAT-080 indeterminate while one list is missing or stale', () => {
    expect(brief(evaluate([revocations()]))).toEqual(['indeterminate', 'STATUS_UNAVAILABLE /credentialStatus/1'])
    expect(brief(evaluate([revocations(STALE), suspensions()]))).toEqual([
      'indeterminate',
      'STATUS_STALE /credentialStatus/0',
    ])
  })

  test('THREAT-084 malformed when the index lies beyond the list in force', () => {
    const document = {
      credentialStatus: [
        { ...entry('revocation', REVOCATIONS), statusListIndex: '131072' },
        entry('suspension', SUSPENSIONS),
      ],
    }
    const found = evaluate([revocations(), suspensions()], { document })
    expect(brief(found)).toEqual([
      'malformed',
      'STATUS_INDEX /credentialStatus/0/statusListIndex',
      'STATUS_UNAVAILABLE /credentialStatus/0',
    ])
    expect(evaluate([revocations(STALE), suspensions()], { document }).outcome).toBe('indeterminate')
  })

  test('a list that was passed over is a note', () => {
    const other = authentic({ ...CURRENT, id: REVOCATIONS, issuer: 'did:web:other.example' })
    expect(evaluate([revocations(), suspensions(), other])).toMatchObject({
      outcome: 'good',
      notes: [{ code: 'STATUS_ISSUER' }],
    })
  })
})

describe('THREAT-086 a required purpose is there, or the credential is not good', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ['removed', {}, ['malformed', 'STATUS_REQUIRED /credentialStatus', 'STATUS_REQUIRED /credentialStatus']],
    [
      'emptied',
      { credentialStatus: [] },
      ['malformed', 'STATUS_REQUIRED /credentialStatus', 'STATUS_REQUIRED /credentialStatus'],
    ],
    ['null', { credentialStatus: null as Json }, ['malformed', 'STATUS_TYPE /credentialStatus']],
    [
      'reduced to suspension',
      { credentialStatus: [entry('suspension', SUSPENSIONS)] },
      ['malformed', 'STATUS_REQUIRED /credentialStatus'],
    ],
    [
      'with an unknown entry',
      { credentialStatus: [...(certificate['credentialStatus'] as Json[]), { type: 'Other' }] },
      ['malformed', 'STATUS_TYPE /credentialStatus/2/type'],
    ],
  ])('%s', (_name, document, expected) => {
    expect(brief(evaluate([revocations(), suspensions()], { document }))).toEqual(expected)
  })

  test('what is not required may be absent, and counts if it is there', () => {
    expect(evaluate([], { document: {}, required: [] }).outcome).toBe('good')
    expect(evaluate([revocations({ set: true })], { required: [] }).outcome).toBe('revoked')
  })

  test('THREAT-094 problems of another credential of the chain name it', () => {
    const about = 'urn:uuid:accreditation'
    for (const document of [certificate, {}, { credentialStatus: null as Json }]) {
      const { problems } = evaluate([], { document, about })
      expect(problems.length).toBeGreaterThan(0)
      for (const found of problems) expect(found.about).toBe(about)
    }
  })
})

describe('specification, section 6: what bits can say about a time', () => {
  const june = at('2026-06-01T00:00:00Z')
  const mid = at('2026-11-15T00:00:00Z')

  test('a revocation counts for every time', () => {
    expect(evaluate([revocations({ set: true }), suspensions()], { evaluateAt: june }).outcome).toBe('revoked')
  })

  test('a suspension counts from the list that shows it', () => {
    const lists = [revocations(), suspensions({ ...EARLIER, set: true }), suspensions({ set: true })]
    expect(brief(evaluate(lists))).toEqual(['suspended', 'SUSPENDED /credentialStatus/1'])
    expect(brief(evaluate(lists, { evaluateAt: mid }))).toEqual(['suspended', 'SUSPENDED /credentialStatus/1'])
    expect(brief(evaluate(lists, { evaluateAt: EARLIER.validFrom }))).toEqual([
      'suspended',
      'SUSPENDED /credentialStatus/1',
    ])
    expect(brief(evaluate(lists, { evaluateAt: june }))).toEqual(['indeterminate', 'SUSPENDED /credentialStatus/1'])
  })

  test('a suspension from the future counts now, and says nothing about the past', () => {
    const lists = [revocations(), suspensions(), suspensions({ ...window('2026-11-25', '2026-12-25'), set: true })]
    expect(evaluate(lists).outcome).toBe('suspended')
    expect(brief(evaluate(lists, { evaluateAt: mid }))).toEqual(['indeterminate', 'SUSPENDED /credentialStatus/1'])
  })

  test('a suspension that was lifted leaves the time before in doubt', () => {
    const lists = [revocations(), suspensions({ ...EARLIER, set: true }), suspensions()]
    expect(evaluate(lists).outcome).toBe('good')
    expect(evaluate(lists, { evaluateAt: CURRENT.validFrom }).outcome).toBe('good')
    expect(brief(evaluate(lists, { evaluateAt: mid }))).toEqual(['indeterminate', 'SUSPENDED /credentialStatus/1'])
    expect(brief(evaluate(lists, { evaluateAt: june }))).toEqual(['indeterminate', 'SUSPENDED /credentialStatus/1'])
  })

  test('where no list knows a suspension, an earlier time is as good as now', () => {
    expect(evaluate([revocations(), suspensions()], { evaluateAt: june }).outcome).toBe('good')
  })

  test('freshness is a question about now', () => {
    expect(evaluate([revocations(STALE), suspensions(STALE)], { evaluateAt: at('2026-09-15T00:00:00Z') }).outcome).toBe(
      'indeterminate',
    )
  })

  test('a time after now is misuse', () => {
    for (const evaluateAt of [at('2026-11-24T12:00:01Z'), Number.NaN as typeof NOW]) {
      expect(() => evaluate([], { evaluateAt })).toThrow(expect.objectContaining({ code: 'ERR_ARGUMENT_INVALID' }))
    }
  })
})

describe('interoperability with @digitalbazaar/vc-bitstring-status-list', () => {
  test.each([true, false])('both find the same bit: %s', async (set) => {
    const bits = createBits()
    setBit(bits, INDEX, set)
    const list = createStatusList({ id: REVOCATIONS, issuer: ISSUER, purpose: 'revocation', bits, ...CURRENT })
    const credential = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential'],
      issuer: { id: ISSUER },
      credentialStatus: [entry('revocation', REVOCATIONS)],
    }
    const theirs = await checkStatus({
      credential,
      documentLoader: async () => ({ document: list }),
      verifyBitstringStatusListCredential: false,
      verifyMatchingIssuers: true,
    })
    expect(theirs).toMatchObject({ verified: true, results: [{ status: set }] })
    const parsed = parseStatusList(list as unknown as JsonObject)
    if (!parsed.ok) throw new Error('not a status list')
    const candidates: readonly StatusListCandidate[] = [{ authentic: true, list: parsed.value, source: 'bundled' }]
    const ours = evaluate([], { document: credential, candidatesFor: () => candidates, required: ['revocation'] })
    expect(ours.outcome).toBe(set ? 'revoked' : 'good')
  })
})
