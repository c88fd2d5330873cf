import { decodeList } from '@digitalbazaar/vc-bitstring-status-list'
import { addDays, type Instant, type JsonObject } from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import { parseStatusList, readBit } from '@trusted-tech/status'
import type { TrustState } from '@trusted-tech/trust'
import { verify, verifySecured } from '@trusted-tech/verifier'
import { beforeAll, describe, expect, it } from 'vitest'
import { createActor } from '../../../test/world/actor.js'
import { actors, at, NOW, openedTrust, usualParts } from '../../../test/world/world.js'
import { reinstateCredential, revokeCredential, suspendCredential } from './change-status.js'
import type { IssuedRecord } from './issuance-store.js'
import { issueClaim } from './issue-claim.js'
import { createMemoryIssuanceStore } from './memory-issuance-store.js'
import { publishStatusLists } from './publish-status-lists.js'
import {
  certificateDraft,
  declarationDraft,
  deskOf,
  refusalOf,
  statusBaseOf,
  trustOf,
  withProduct,
} from './testing/desk.js'
import { seededRandomness } from './testing/seeded-randomness.js'

const issuer = actors.assessor.did
const desk = deskOf(actors.assessor, { randomness: seededRandomness(12) })
const LATER = addDays(NOW, 2)
let trust: TrustState
let records: readonly IssuedRecord[]
const publish = (changes: object = {}) => publishStatusLists({ ...desk, issuer, now: LATER, validDays: 30, ...changes })

function documentOf(secured: string): JsonObject {
  const opened = openSecured(secured, { maxBytes: 512 * 1024 })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  return opened.value.document
}

/** What a buyer says about a certificate when it has these lists. */
async function verdictOn({ secured }: IssuedRecord, lists: readonly { secured: string }[], now = LATER) {
  const parts = await usualParts()
  const statusLists = [...(parts.statusLists ?? []), ...lists.map((list) => list.secured)]
  const report = await verify({
    input: secured,
    trust: await openedTrust({ ...parts, statusLists }),
    now,
    question: { allowSample: true },
  })
  const status = report.credentials[0]?.checks.status
  return [
    report.verdict,
    ...(status !== undefined && 'problems' in status ? status.problems.map(({ code }) => code) : []),
  ]
}

beforeAll(async () => {
  trust = await trustOf()
  records = await Promise.all(
    Array.from({ length: 12 }, () => issueClaim({ ...desk, trust, draft: certificateDraft() })),
  )
  const change = (at: number) => ({
    id: records[at]?.id ?? '',
    issuer,
    reason: 'a reason',
    store: desk.store,
    now: NOW,
  })
  await revokeCredential(change(1))
  await suspendCredential(change(2))
  await suspendCredential(change(3))
  await reinstateCredential(change(3))
  await suspendCredential(change(4))
  await revokeCredential(change(4))
})

describe('published status lists', () => {
  it('are one for each purpose, named as the entries name them, by the issuer, for the days asked', async () => {
    const lists = await publish()
    expect(lists.map(({ id }) => id)).toEqual([
      `${statusBaseOf(actors.assessor)}/revocation/0`,
      `${statusBaseOf(actors.assessor)}/suspension/0`,
    ])
    for (const { id, secured } of lists) {
      const list = parseStatusList(documentOf(secured))
      expect(list.ok && { ...list.value, bits: undefined }).toMatchObject({
        id,
        issuer,
        validFrom: LATER,
        validUntil: addDays(LATER, 30),
      })
    }
  })

  it('say of each credential what is on record, to our verifier', async () => {
    const lists = await publish()
    expect(await verdictOn(records[0] as IssuedRecord, lists)).toEqual(['accepted'])
    expect(await verdictOn(records[1] as IssuedRecord, lists)).toEqual(['rejected', 'REVOKED'])
    expect(await verdictOn(records[2] as IssuedRecord, lists)).toEqual(['rejected', 'SUSPENDED'])
    expect(await verdictOn(records[3] as IssuedRecord, lists)).toEqual(['accepted'])
    expect((await verdictOn(records[4] as IssuedRecord, lists))[1]).toBe('REVOKED')
  })

  it('say the same to @digitalbazaar/vc-bitstring-status-list, entry by entry', async () => {
    for (const { id, secured } of await publish()) {
      const { encodedList } = documentOf(secured)['credentialSubject'] as { encodedList: string }
      const oracle = await decodeList({ encodedList })
      const state = (await desk.store.lists(issuer)).find(({ listId }) => listId === id)
      const set: number[] = []
      for (let index = 0; index < oracle.length; index += 1) if (oracle.getStatus(index)) set.push(index)
      expect(oracle.length).toBe(state?.length)
      expect(set).toEqual(state?.set)
      expect(set).toHaveLength(2)
    }
  })

  it('grow stale, and then nobody can tell', async () => {
    const lists = await publish({ validDays: 1 })
    expect(await verdictOn(records[0] as IssuedRecord, lists, addDays(LATER, 2))).toEqual([
      'indeterminate',
      'STATUS_STALE',
      'STATUS_STALE',
    ])
  })

  it('THREAT-092 derived again, have every revocation that any of them had', async () => {
    const bitsOf = async () => {
      const [revocation] = await publish()
      const list = parseStatusList(documentOf(revocation?.secured ?? ''))
      const bits = list.ok ? list.value.bits() : list
      if (!bits.ok) throw new Error('unreadable')
      return bits.value
    }
    const before = await bitsOf()
    await revokeCredential({ id: records[7]?.id ?? '', issuer, reason: 'late', store: desk.store, now: LATER })
    const after = await bitsOf()
    let [kept, added] = [0, 0]
    for (let index = 0; index < before.length * 8; index += 1) {
      if (readBit(before, index)) {
        expect(readBit(after, index)).toBe(true)
        kept += 1
      } else if (readBit(after, index)) added += 1
    }
    expect([kept, added]).toEqual([2, 1])
  })

  it('of a vendor are verified with the key that its DID carries', async () => {
    const own = deskOf(actors.vendor)
    await issueClaim({ ...own, trust, draft: declarationDraft() })
    const lists = await publishStatusLists({ ...own, issuer: actors.vendor.did, validDays: 7 })
    expect(lists).toHaveLength(2)
    for (const { secured } of lists) expect((await verifySecured({ input: secured })).proof).toBe('verified')
  })

  it('of an issuer that has issued nothing are none', async () => {
    expect(await publish({ issuer: actors.limited.did, signer: actors.limited.signer })).toEqual([])
  })

  it('are of the issuer alone, although the store is shared', async () => {
    const other = deskOf(actors.limited, { store: desk.store })
    await issueClaim({ ...other, trust, draft: certificateDraft() })
    const lists = await publishStatusLists({ ...other, issuer: actors.limited.did, validDays: 7 })
    expect(lists.map(({ id }) => id)).toEqual([
      `${statusBaseOf(actors.limited)}/revocation/0`,
      `${statusBaseOf(actors.limited)}/suspension/0`,
    ])
  })

  it.each([0, -1, 1.5, 101, Number.NaN])('for %d days are refused', async (validDays) => {
    expect((await refusalOf(publish({ validDays }))).code).toBe('ERR_ARGUMENT_INVALID')
  })

  it('are good for a hundred days at most', async () => {
    const [list] = await publish({ validDays: 100 })
    const parsed = parseStatusList(documentOf(list?.secured ?? ''))
    expect(parsed.ok && parsed.value.validUntil).toBe(at('2027-02-11T12:00:00Z'))
  })

  it('signed with another party’s key are refused', async () => {
    expect((await refusalOf(publish({ signer: actors.limited.signer }))).code).toBe('ERR_ARGUMENT_INVALID')
  })

  describe('that were published before', () => {
    const DAY = 1
    const own = createActor({ seed: 'publishing maker', name: 'Maker' })
    const setUp = async () => {
      const maker = deskOf(own)
      const manufacturer = { id: own.did, name: own.name }
      const { id } = await issueClaim({ ...maker, trust, draft: withProduct({ manufacturer }, declarationDraft()) })
      const publish = async (now = NOW, before: ReadonlyMap<string, string> = new Map()) =>
        publishStatusLists({ ...maker, issuer: own.did, now, validDays: 30, before: { lists: before } })
      const first = new Map((await publish()).map((list) => [list.id, list.secured]))
      return { maker, id, publish, first }
    }

    it('stay as they are while nothing changed and they are good for more than half of their days', async () => {
      const { publish, first } = await setUp()
      const again = await publish(addDays(NOW, 14 * DAY), first)
      expect(again.map(({ id, secured, isNew }) => [first.get(id) === secured, isNew])).toEqual(
        Array(2).fill([true, false]),
      )
      expect((await publish(addDays(NOW, 15 * DAY), first)).map(({ isNew }) => isNew)).toEqual([true, true])
    })

    it('are signed again where a bit changed, and only there', async () => {
      const { maker, id, publish, first } = await setUp()
      await revokeCredential({ id, issuer: own.did, reason: 'a reason', store: maker.store, now: NOW })
      expect((await publish(NOW, first)).map(({ isNew }) => isNew)).toEqual([true, false])
    })

    it('are replaced where they are another’s, damaged, or another list', async () => {
      const { publish, first } = await setUp()
      const [[revocation = '', secured = ''] = [], [suspension = '', other = ''] = []] = [...first]
      const foreign = deskOf(actors.assessor)
      await issueClaim({ ...foreign, trust, draft: certificateDraft() })
      const [theirs] = await publishStatusLists({ ...foreign, issuer, validDays: 30 })
      for (const text of [`${secured.slice(0, -4)}AAAA`, '', 'x', other, theirs?.secured ?? '']) {
        const before = new Map([
          [revocation, text],
          [suspension, other],
        ])
        expect((await publish(NOW, before)).map(({ isNew }) => isNew)).toEqual([true, false])
      }
    })

    it('THREAT-092 and have a revocation that is not on record show that the store is an old copy', async () => {
      const { maker, id, publish } = await setUp()
      const backup = await setUp()
      await revokeCredential({ id, issuer: own.did, reason: 'a reason', store: maker.store, now: NOW })
      const newer = new Map((await publish()).map((list) => [list.id, list.secured]))
      const error = await refusalOf(backup.publish(addDays(NOW, 1), newer))
      expect(error.code).toBe('ERR_STORE_BEHIND')
    })
  })

  it('THREAT-173 are not dated before what was signed before, and not at all by a clock that is days behind', async () => {
    const store = createMemoryIssuanceStore()
    await issueClaim({ ...deskOf(actors.assessor, { store }), trust, draft: certificateDraft() })
    const earlier = (hours: number) => (NOW - hours * 3_600_000) as Instant
    const [list] = await publish({ store, now: earlier(5) })
    const parsed = parseStatusList(documentOf(list?.secured ?? ''))
    expect(parsed.ok && parsed.value.validFrom).toBe(NOW)
    expect((await refusalOf(publish({ store, now: earlier(25) }))).code).toBe('ERR_CLOCK_BEHIND')
    await publish({ store })
    expect(await store.latestSigning(issuer)).toBe(LATER)
  })
})
