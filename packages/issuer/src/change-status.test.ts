import { beforeAll, describe, expect, it } from 'vitest'
import { actors, at } from '../../../test/world/world.js'
import { reinstateCredential, revokeCredential, suspendCredential } from './change-status.js'
import type { IssuedRecord } from './issuance-store.js'
import { issueClaim } from './issue-claim.js'
import { certificateDraft, deskOf, type ObservedDesk, refusalOf, trustOf } from './testing/desk.js'

describe('changing the status of a credential', () => {
  const issuer = actors.assessor.did
  const now = at('2026-11-02T08:00:00.250Z')
  let desk: ObservedDesk
  let record: IssuedRecord
  beforeAll(async () => {
    desk = deskOf(actors.assessor)
    record = await issueClaim({ ...desk, trust: await trustOf(), draft: certificateDraft() })
  })
  const change = (reason: string) => ({ id: record.id, issuer, reason, store: desk.store, now })

  it('records who, what, when and why, in order', async () => {
    await suspendCredential(change('under investigation'))
    await reinstateCredential(change('cleared'))
    await revokeCredential(change('assessed another build'))
    const history = await desk.store.history({ issuer, credential: record.id })
    expect(history.map(({ act, reason, recordedAt }) => [act, reason, recordedAt])).toEqual([
      ['issued', undefined, '2026-11-01T12:00:00Z'],
      ['suspended', 'under investigation', '2026-11-02T08:00:00.250Z'],
      ['reinstated', 'cleared', '2026-11-02T08:00:00.250Z'],
      ['revoked', 'assessed another build', '2026-11-02T08:00:00.250Z'],
    ])
  })

  it('THREAT-092 a revoked credential is not reinstated, and nothing clears its bit', async () => {
    const error = await refusalOf(reinstateCredential(change('on second thoughts')))
    expect(error.code).toBe('ERR_STATUS_IRREVERSIBLE')
    expect((await refusalOf(suspendCredential(change('while it is looked into')))).code).toBe('ERR_STATUS_IRREVERSIBLE')
    const [revocation] = await desk.store.lists(issuer)
    expect(revocation?.set).toEqual([record.places[0]?.index])
  })

  it('asked for again, a revocation is no error', async () => {
    await expect(revokeCredential(change('asked again'))).resolves.toBeUndefined()
  })

  it('another issuer’s credential is unknown', async () => {
    const foreign = { ...change('not mine'), issuer: actors.limited.did }
    for (const attempt of [revokeCredential, suspendCredential, reinstateCredential]) {
      expect((await refusalOf(attempt(foreign))).code).toBe('ERR_CREDENTIAL_UNKNOWN')
    }
  })
})
