import {
  type Opened,
  openSecured,
  resolveSelfContainedDid,
  type SignatureResult,
  type VerificationKey,
} from '@trusted-tech/proofs'
import { describe, expect, it } from 'vitest'
import { createActor } from '../../../../test/world/actor.js'
import { actors, declaration, sign } from '../../../../test/world/world.js'
import { createJobLedger } from './job-ledger.js'

const { vendor, other } = actors
const open = async (): Promise<Opened> => {
  const opened = openSecured(await sign(declaration(), vendor))
  if (!opened.ok) throw new Error('opens')
  return opened.value
}
const keyOf = (did: string): VerificationKey => {
  const methods = resolveSelfContainedDid(did)
  if (!methods.ok) throw new Error('no key')
  return methods.value[0]?.key as VerificationKey
}
const memo = () => {
  const kept = new Map<string, SignatureResult>()
  const name = (opened: Opened, key: VerificationKey) => `${opened.compact} ${key.jwk.x}`
  return {
    kept,
    get: (opened: Opened, key: VerificationKey) => kept.get(name(opened, key)),
    set: (opened: Opened, key: VerificationKey, result: SignatureResult) => void kept.set(name(opened, key), result),
  }
}

describe('the ledger of signatures', () => {
  it('plans a document once under each key, and reads results by their place', async () => {
    const [document, key, another] = [await open(), keyOf(vendor.did), keyOf(other.did)]
    const ledger = createJobLedger(undefined)
    expect([
      ledger.add(document, key, false),
      ledger.add(document, another, false),
      ledger.add(document, key, false),
    ]).toEqual([[], [], []])
    expect(ledger.jobs).toHaveLength(2)
    const signatureOf = ledger.settle(['valid', 'invalid'])
    expect([signatureOf(document, key), signatureOf(document, another)]).toEqual(['valid', 'invalid'])
  })

  it('knows nothing of what was not planned or not settled', async () => {
    const [document, key, another] = [await open(), keyOf(vendor.did), keyOf(other.did)]
    const ledger = createJobLedger(undefined)
    ledger.add(document, key, false)
    ledger.add(document, another, false)
    const signatureOf = ledger.settle(['valid'])
    expect(signatureOf(document, another)).toBeUndefined()
    expect(signatureOf(await open(), key)).toBeUndefined()
  })

  it('remembers only what it is told to, and asks for it no more', async () => {
    const [document, key, another] = [await open(), keyOf(vendor.did), keyOf(other.did)]
    const kept = memo()
    const first = createJobLedger(kept)
    first.add(document, key, true)
    first.add(document, another, false)
    first.settle(['valid', 'invalid'])
    expect([...kept.kept.values()]).toEqual(['valid'])
    const second = createJobLedger(kept)
    second.add(document, key, true)
    expect(second.jobs).toEqual([])
    expect(second.settle([])(document, key)).toBe('valid')
    // Asked without memory it is verified anew.
    const third = createJobLedger(kept)
    third.add(document, key, false)
    expect(third.jobs).toHaveLength(1)
  })

  it('refuses a key of another algorithm before there is a job', async () => {
    const key = keyOf(createActor({ seed: 'curve', name: 'x', curve: 'P-256' }).did)
    const ledger = createJobLedger(undefined)
    expect(ledger.add(await open(), key, false)).toMatchObject([{ code: 'KEY_ALG_MISMATCH', pointer: '/header/alg' }])
    expect(ledger.jobs).toEqual([])
  })
})
