import { type Instant, instantFromMilliseconds, type PublishedKey } from '@trusted-tech/model'
import { exportMultikey, importPublicKey, type KeyPurpose } from '@trusted-tech/proofs'
import { describe, expect, it } from 'vitest'
import { actors } from '../../../../test/world/world.js'
import { type HandedKey, mergeKeyHistory } from './merge-key-history.js'

const did = 'did:web:meridian.example'
const NOON = instantFromMilliseconds(Date.UTC(2026, 10, 24, 12))
const later = (seconds: number) => (NOON + seconds * 1000) as Instant
const both: readonly KeyPurpose[] = ['assertionMethod', 'authentication']
const [first, second] = [actors.assessor, actors.alliance].map(({ publicJwk }) => {
  const key = importPublicKey({ publicKeyJwk: publicJwk })
  if (!key.ok) throw new Error(key.problems[0].code)
  return key.value
})

const handed = (name: string, key = first!, ends?: Instant, purposes = both): HandedKey => ({
  method: { id: `${did}#${name}`, controller: did, purposes, key },
  ends,
})
const merge = (known: readonly PublishedKey[], keys: readonly HandedKey[], now = NOON) =>
  mergeKeyHistory({ did, known, handed: keys, now }).map(({ id, from, until }) => [id.slice(did.length), from, until])
const recorded = (name: string, key = first!, until?: string): PublishedKey => ({
  id: `${did}#${name}`,
  publicKeyMultibase: exportMultikey(key),
  purposes: both,
  from: '2026-01-01T00:00:00Z',
  ...(until === undefined ? {} : { until }),
})

describe('the key history of a body', () => {
  it('begins when its document is taken; keys that have ended then are left out', () => {
    expect(merge([], [handed('a'), handed('b', second, later(-5))])).toEqual([
      ['#a', '2026-11-24T12:00:00Z', undefined],
    ])
  })

  it('ends a key where the document says so, and begins its successor there, a moment earlier', () => {
    const keys = [handed('a', first, later(-3600)), handed('b', second)]
    expect(merge([recorded('a')], keys)).toEqual([
      ['#a', '2026-01-01T00:00:00Z', '2026-11-24T11:00:00Z'],
      ['#b', '2026-11-24T10:59:59Z', undefined],
    ])
  })

  it('ends a key now that is not in the document any more, and never moves an end later', () => {
    expect(merge([recorded('a')], [handed('b', second)])).toEqual([
      ['#a', '2026-01-01T00:00:00Z', '2026-11-24T12:00:00Z'],
      ['#b', '2026-11-24T11:59:59Z', undefined],
    ])
    const ended = recorded('a', first, '2026-06-01T00:00:00Z')
    expect(merge([ended, recorded('b', second)], [handed('a'), handed('b', second)])[0]).toEqual([
      '#a',
      '2026-01-01T00:00:00Z',
      '2026-06-01T00:00:00Z',
    ])
  })

  it('keeps a key in force for a moment at least, whatever the document says', () => {
    const [a] = merge([recorded('a')], [handed('a', first, 0 as Instant), handed('b', second)])
    expect(a).toEqual(['#a', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'])
  })

  it('is unchanged by the same document', () => {
    const once = mergeKeyHistory({
      did,
      known: [recorded('a')],
      handed: [handed('a', first, later(60)), handed('b', second)],
      now: NOON,
    })
    expect(
      mergeKeyHistory({
        did,
        known: once,
        handed: [handed('a', first, later(60)), handed('b', second)],
        now: later(120),
      }),
    ).toEqual(once)
  })

  it('refuses another key under an id on record: it would take over what was signed', () => {
    expect(() => merge([recorded('a')], [handed('a', second)])).toThrow('is another key than the one on record')
  })

  it('refuses a document that leaves no key to sign credentials with', () => {
    expect(() => merge([], [])).toThrow('no key in force')
    expect(() => merge([], [handed('a', first, undefined, ['authentication'])])).toThrow('no key in force')
    expect(() => merge([recorded('a')], [handed('a', first, later(-1))])).toThrow('no key in force')
  })
})
