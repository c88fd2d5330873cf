import type { PublishedKey } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { findKey } from './find-key.js'
import { findSelfContainedKey } from './find-self-contained-key.js'
import { at } from './testing/documents.js'
import { testKey } from './testing/keys.js'

const DID = 'did:web:assessor.example'
const NOW = '2026-06-01T00:00:00Z'
const publish = (fragment: string, changes: Partial<PublishedKey> = {}): PublishedKey => ({
  id: `${DID}#${fragment}`,
  publicKeyMultibase: testKey('assessor').multikey,
  purposes: ['assertionMethod'],
  from: '2026-01-01T00:00:00Z',
  ...changes,
})
const find = (
  history: readonly PublishedKey[],
  { kid = `${DID}#k1`, time = NOW, purpose = 'assertionMethod' as 'assertionMethod' | 'authentication' } = {},
) => {
  const found = findKey({ history, controller: DID, kid, purpose, at: at(time) })
  return found.ok ? found.value.jwk.x : found.problems.map(({ code, pointer }) => [code, pointer])
}
const X = testKey('assessor').publicKeyJwk.x
const refused = (code: string) => [[code, '/header/kid']]

describe('Specification 9, step 5: the key that kid names', () => {
  it('is found by its exact id', () => {
    expect(find([publish('k0', { publicKeyMultibase: testKey('outsider').multikey }), publish('k1')])).toBe(X)
  })

  it('THREAT-007 a kid of another DID', () => {
    for (const kid of ['did:web:other.example#k1', `${DID}.evil#k1`, 'did:web:assessor.exampl#k1', `${DID}:a#k1`]) {
      expect(find([publish('k1'), { ...publish('k1'), id: kid }], { kid })).toEqual(refused('KEY_CONTROLLER'))
    }
  })

  it('THREAT-008 a kid that names no key, and no other key is tried', () => {
    for (const fragment of ['k2', 'K1', 'k1 ', 'k1#', '', 'k']) {
      expect(find([publish('k1')], { kid: `${DID}#${fragment}` })).toEqual(refused('KEY_NOT_FOUND'))
    }
    expect(find([publish('k1')], { kid: DID })).toEqual(refused('KEY_NOT_FOUND'))
    expect(find([publish('k1')], { kid: '' })).toEqual(refused('KEY_NOT_FOUND'))
    expect(find([])).toEqual(refused('KEY_NOT_FOUND'))
  })

  it('THREAT-008 a kid that names two keys', () => {
    const other = publish('k1', { publicKeyMultibase: testKey('outsider').multikey })
    expect(find([publish('k1'), other])).toEqual(refused('KEY_NOT_FOUND'))
  })

  it('THREAT-009 a kid is an opaque string: paths, queries, escapes and sizes are only unequal', () => {
    for (const fragment of [
      '../../dev/null',
      "'; DROP TABLE keys; --",
      '%6b1',
      'k1%00',
      'k1\u0000',
      '__proto__',
      'k1?x',
    ]) {
      expect(find([publish('k1')], { kid: `${DID}#${fragment}` })).toEqual(refused('KEY_NOT_FOUND'))
    }
    expect(find([publish('k1')], { kid: `${DID}#${'k'.repeat(1_000_000)}` })).toEqual(refused('KEY_NOT_FOUND'))
  })

  it('THREAT-010 matrix: a key serves the purposes it lists and no other', () => {
    const lists = [['assertionMethod'], ['authentication'], ['assertionMethod', 'authentication'], []] as const
    for (const purposes of lists) {
      for (const purpose of ['assertionMethod', 'authentication'] as const) {
        const serves = (purposes as readonly string[]).includes(purpose)
        expect(find([publish('k1', { purposes })], { purpose })).toEqual(serves ? X : refused('KEY_PURPOSE'))
      }
    }
  })

  it('THREAT-011 no purpose listed is no purpose, not all of them', () => {
    expect(find([publish('k1', { purposes: [] })])).toEqual(refused('KEY_PURPOSE'))
    expect(find([publish('k1', { purposes: ['keyAgreement' as never] })])).toEqual(refused('KEY_PURPOSE'))
  })

  it('THREAT-012 a key that another DID controls', () => {
    expect(find([publish('k1', { controller: 'did:web:other.example' })])).toEqual(refused('KEY_CONTROLLER'))
    expect(find([publish('k1', { controller: DID })])).toBe(X)
  })

  it('a key of small order in trust data', () => {
    // Multicodec 0xed01 and the encoding of the point (0, 1).
    const identity = 'z6MkeXATEjyXENzBXBxgC5EHk2JE5aqd7qMGGtDpLUH1e2Sj'
    expect(find([publish('k1', { publicKeyMultibase: identity })])).toEqual(refused('KEY_WEAK'))
    expect(find([publish('k1', { publicKeyMultibase: 'z' })])).toEqual(refused('KEY_MALFORMED'))
  })
})

describe('Specification 6: a key is judged at the signing time', () => {
  const rotation = [
    publish('old', { until: '2026-05-01T00:00:00Z' }),
    publish('new', { publicKeyMultibase: testKey('rotated').multikey, from: '2026-04-01T00:00:00Z' }),
  ]
  it.each([
    ['2025-12-31T23:59:59Z', false, false],
    ['2026-01-01T00:00:00Z', true, false],
    ['2026-03-31T23:59:59Z', true, false],
    ['2026-04-01T00:00:00Z', true, true],
    ['2026-04-30T23:59:59Z', true, true],
    ['2026-05-01T00:00:00Z', false, true],
    ['2030-01-01T00:00:00Z', false, true],
  ])('THREAT-075 rotation with an overlap, signed at %s: old key %s, new key %s', (time, old, fresh) => {
    expect(find(rotation, { kid: `${DID}#old`, time })).toEqual(old ? X : refused('KEY_RETIRED'))
    expect(find(rotation, { kid: `${DID}#new`, time })).toEqual(
      fresh ? testKey('rotated').publicKeyJwk.x : refused('KEY_RETIRED'),
    )
  })

  it('times that cannot be read are no times', () => {
    expect(find([publish('k1', { from: 'always' })])).toEqual(refused('KEY_MALFORMED'))
    expect(find([publish('k1', { until: 'never' })])).toEqual(refused('KEY_MALFORMED'))
  })
})

describe('Specification 8: a DID that carries its keys', () => {
  const multikey = testKey('vendor').multikey
  const did = `did:key:${multikey}`
  const ask = (changes: { did?: string; kid?: string; purpose?: 'assertionMethod' | 'authentication' } = {}) => {
    const found = findSelfContainedKey({ did, kid: `${did}#${multikey}`, purpose: 'authentication', ...changes })
    return found.ok ? found.value.jwk.x : found.problems.map(({ code, pointer }) => [code, pointer])
  }

  it('is found for both purposes', () => {
    expect(ask()).toBe(testKey('vendor').publicKeyJwk.x)
    expect(ask({ purpose: 'assertionMethod' })).toBe(testKey('vendor').publicKeyJwk.x)
  })

  it('THREAT-007 THREAT-008 by its own kid only', () => {
    const other = testKey('outsider').multikey
    expect(ask({ kid: `did:key:${other}#${other}` })).toEqual(refused('KEY_CONTROLLER'))
    expect(ask({ kid: `${did}#${other}` })).toEqual(refused('KEY_NOT_FOUND'))
    expect(ask({ kid: did })).toEqual(refused('KEY_NOT_FOUND'))
    expect(ask({ did: DID, kid: `${DID}#k1` })).toEqual(refused('KEY_NOT_FOUND'))
    const weak = 'did:key:z6MkeXATEjyXENzBXBxgC5EHk2JE5aqd7qMGGtDpLUH1e2Sj'
    expect(ask({ did: weak, kid: `${weak}#${weak.slice(8)}` })).toEqual(refused('KEY_WEAK'))
  })
})
