import { type IssuanceStore, REQUEST_LEASE_SECONDS } from '@trusted-tech/issuer'
import { instantFromSeconds } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { openStore } from '../open-store.js'
import { codeOf, scratchFolder } from '../testing/scratch-folder.js'

const scratch = scratchFolder()
const ISSUER = 'did:web:assessor.example'
const REQUEST = { key: 'order-7', content: 'one' }
const at = (second: number) => instantFromSeconds(1_793_000_000 + second)

let drawn = 0
const begin = (store: IssuanceStore, credential: string, second = 0, content = REQUEST.content) =>
  store.reserve({
    issuer: ISSUER,
    credential,
    purposes: ['revocation'],
    listIdFor: (purpose, n) => `https://assessor.example/status/${purpose}/${n}`,
    random: () => {
      drawn += 1
      return drawn
    },
    signedAt: at(second),
    request: { ...REQUEST, content, askedAt: at(second) },
  })
async function answer(store: IssuanceStore, id: string, second = 0): Promise<string> {
  const places = await begin(store, id, second)
  const facts = { type: 'ConformityCertificate', subject: 'pkg:generic/a/b', issuedAt: '2026-11-01T12:00:00Z' }
  await store.commit({ id, issuer: ISSUER, ...facts, secured: `secured ${id}`, places })
  return id
}

describe('a request in a store file', () => {
  it('THREAT-165 outlives the process that answered it, with the signing clock', async () => {
    const path = scratch('answered.db')
    const first = await openStore({ path })
    await answer(first.issuance(), 'a', 5)
    await first.close()
    const second = await openStore({ path })
    const store = second.issuance()
    const record = await store.answerTo({ issuer: ISSUER, request: REQUEST })
    expect(record?.secured).toBe('secured a')
    expect(await store.latestSigning(ISSUER)).toBe(at(5))
    expect(await codeOf(begin(store, 'b', 1000, 'other'))).toBe('ERR_REQUEST_CONFLICT')
    await second.close()
  })

  it('THREAT-165 that a process left in flight is in flight for the next one, until the lease is over', async () => {
    const path = scratch('crashed.db')
    const first = await openStore({ path })
    await begin(first.issuance(), 'crashed')
    await first.close()
    const second = await openStore({ path })
    const store = second.issuance()
    expect(await codeOf(answer(store, 'b', 1))).toBe('ERR_REQUEST_IN_FLIGHT')
    expect(await answer(store, 'c', REQUEST_LEASE_SECONDS)).toBe('c')
    expect(await store.history({ issuer: ISSUER })).toHaveLength(1)
    await second.close()
  })

  it('THREAT-165 at several connections at once is begun by one of them', async () => {
    const path = scratch('together.db')
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ path })))
    const attempts = stores.flatMap((store, connection) =>
      Array.from({ length: 5 }, (_, turn) => answer(store.issuance(), `${connection}-${turn}`)),
    )
    const settled = await Promise.allSettled(attempts)
    const codes = settled.map((one) => (one.status === 'fulfilled' ? 'issued' : one.reason.code))
    expect(codes.filter((code) => code === 'issued')).toHaveLength(1)
    expect(codes.filter((code) => code === 'ERR_REQUEST_IN_FLIGHT')).toHaveLength(19)
    expect(await stores[0]?.issuance().history({ issuer: ISSUER })).toHaveLength(1)
    await Promise.all(stores.map((store) => store.close()))
  })
})
