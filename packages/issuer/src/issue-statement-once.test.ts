import { addDays } from '@trusted-tech/model'
import { importPublicKey } from '@trusted-tech/proofs'
import { expect, it } from 'vitest'
import { actors, NOW } from '../../../test/world/world.js'
import { revokeCredential, suspendCredential } from './change-status.js'
import { issueStatementOnce } from './issue-statement-once.js'
import { deskOf, refusalOf } from './testing/desk.js'

const { alliance, vendor } = actors

function atDesk() {
  const desk = deskOf(alliance)
  const key = importPublicKey({ publicKeyMultibase: alliance.multikey })
  if (!key.ok) throw new Error('no key')
  const method = { id: alliance.kid, controller: alliance.did, purposes: ['assertionMethod'] as const, key: key.value }
  const admit = (role: 'vendor' | 'buyer' = 'vendor', days = 365, at = NOW) =>
    issueStatementOnce({
      ...desk,
      now: at,
      draft: { type: 'MembershipCredential', subject: { id: vendor.did, name: vendor.name, role } },
      validFrom: at,
      validUntil: addDays(NOW, days),
      verificationMethods: [method],
    })
  return { desk, admit }
}

it('THREAT-166 the same statement is issued once, whenever it is asked for again', async () => {
  const { desk, admit } = atDesk()
  const first = await admit()
  expect(await admit('vendor', 365, addDays(NOW, 1))).toEqual({ ...first, isNew: false })
  expect(desk.done).toEqual(['reserve', 'sign', 'commit'])
})

it('another role or another end is another statement', async () => {
  const { admit } = atDesk()
  const made = [await admit(), await admit('buyer'), await admit('vendor', 366)]
  expect(made.map(({ isNew }) => isNew)).toEqual([true, true, true])
})

it('one that is suspended is told as such, one that is revoked is issued anew, once', async () => {
  const { desk, admit } = atDesk()
  const first = await admit()
  const change = { id: first.record.id, issuer: alliance.did, reason: 'left', store: desk.store, now: NOW }
  await suspendCredential(change)
  expect(await admit()).toEqual({ ...first, isNew: false, standing: 'suspended' })
  await revokeCredential(change)
  const second = await admit()
  expect([second.isNew, second.record.id === first.record.id]).toEqual([true, false])
  expect(await admit()).toEqual({ ...second, isNew: false })
})

it('one that has ended is no answer: it is refused as a new one would be', async () => {
  const { admit } = atDesk()
  await admit('vendor', 10)
  expect((await refusalOf(admit('vendor', 10, addDays(NOW, 11)))).code).toBe('ERR_DRAFT_REFUSED')
})
