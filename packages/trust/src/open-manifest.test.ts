import { encodeUtf8, TrustedTechError } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openManifest } from './open-manifest.js'
import { at } from './testing/documents.js'
import { testKey } from './testing/keys.js'
import { NOW, open, payload, signAnything, worldFiles, worldManifest } from './testing/trust-world.js'
import { fileLimit } from './trust-paths.js'

const told = (result: ReturnType<typeof open>) =>
  result.ok ? 'opened' : result.problems.map(({ code, pointer }) => [code, pointer])
const genuine = await worldManifest(await worldFiles())

describe('Specification 7: a trust manifest opens with the pinned root', () => {
  it('by thumbprint or by key', () => {
    for (const root of [{ thumbprint: testKey('root').thumbprint }, { publicKeyJwk: testKey('root').publicKeyJwk }]) {
      const manifest = open(genuine, { root })
      expect(told(manifest)).toBe('opened')
      if (!manifest.ok) continue
      expect(manifest.value).toMatchObject({
        version: 3,
        rootThumbprint: testKey('root').thumbprint,
        expired: false,
        warnings: [],
      })
      expect(manifest.value.digest).toMatch(/^[0-9a-f]{64}$/)
      expect([...manifest.value.files.keys()]).toContain('anchors.json')
    }
  })

  it('not with another root: a manifest vouches for its own root as little as for anything', () => {
    const root = { thumbprint: testKey('outsider').thumbprint }
    expect(told(open(genuine, { root }))).toEqual([['ROOT_NOT_PINNED', '/root']])
    expect(told(open(genuine, { root: { publicKeyJwk: testKey('outsider').publicKeyJwk } }))).toEqual([
      ['ROOT_NOT_PINNED', '/root'],
    ])
  })

  it('not when another key signed it under the name of the root', async () => {
    expect(told(open(await signAnything(payload(), { by: 'outsider' })))).toEqual([['SIG_INVALID', '/signature']])
    expect(told(open(await signAnything(payload())))).toBe('opened')
  })

  it('not with any byte of it changed', () => {
    for (let place = 0; place < genuine.length; place += 7) {
      const changed = Uint8Array.from(genuine)
      changed[place] = changed[place] === 0x41 ? 0x42 : 0x41
      expect(open(changed).ok).toBe(false)
    }
  })

  it('a signature that the runtime cannot check is not a signature', () => {
    const plan = openManifest({ manifest: genuine, root: { thumbprint: testKey('root').thumbprint }, now: NOW })
    expect(told(plan.conclude(['unavailable']))).toEqual([['ALGORITHM_UNAVAILABLE', '/header/alg']])
    expect(told(plan.conclude(['invalid']))).toEqual([['SIG_INVALID', '/signature']])
    expect(told(plan.conclude([]))).toEqual([['SIG_INVALID', '/signature']])
  })

  it('a credential, or anything else that is signed, is no manifest', async () => {
    expect(told(open(await signAnything(payload(), { typ: 'vc+jwt' })))).toEqual([['TYP_MISMATCH', '/header/typ']])
    expect(told(open(encodeUtf8('{}')))).toEqual([['FORMAT_UNSUPPORTED', '']])
    expect(told(open(new Uint8Array()))).toMatchObject([['FORMAT_UNSUPPORTED', '']])
  })

  it('a pin that is none is misuse, a pinned key that is none is a problem', () => {
    for (const root of [{ thumbprint: 'short' }, {}, { thumbprint: 7 }]) {
      expect(() => open(genuine, { root: root as never })).toThrow(TrustedTechError)
    }
    expect(told(open(genuine, { root: { publicKeyJwk: { kty: 'RSA' } } }))).toEqual([['ALG_NOT_ALLOWED', '/root']])
  })
})

describe('Specification 7: the times of a manifest', () => {
  const warnings = (now: string) => {
    const manifest = open(genuine, { now: at(now) })
    return (
      manifest.ok && [manifest.value.expired, ...manifest.value.warnings.map(({ code, pointer }) => [code, pointer])]
    )
  }
  it.each([
    ['2026-10-31T23:58:59Z', [false, ['CLOCK_SUSPECT', '/issuedAt']]],
    ['2026-10-31T23:59:00Z', [false]],
    ['2026-11-30T23:59:59Z', [false]],
    ['2026-12-01T00:00:00Z', [true, ['BUNDLE_EXPIRED', '/expires']]],
  ])('opened at %s', (now, expected) => {
    expect(warnings(now)).toEqual(expected)
  })
})

describe('Specification 7: the form of a manifest', () => {
  const file = { length: 1, sha256: 'a'.repeat(64) }
  const rows: readonly [string, object, string][] = [
    ['no version', { version: undefined }, '/version'],
    ['version 0', { version: 0 }, '/version'],
    ['a version that is no integer', { version: '1' }, '/version'],
    ['no issuedAt', { issuedAt: undefined }, '/issuedAt'],
    ['issuedAt without offset', { issuedAt: '2026-11-01T00:00:00' }, '/issuedAt'],
    ['expires in seconds', { expires: 1795510800 }, '/expires'],
    ['expires before it is issued', { expires: '2026-10-01T00:00:00Z' }, '/expires'],
    ['a member nobody knows', { delegations: {} }, '/delegations'],
    ['files in a list', { files: [file] }, '/files'],
    ['no anchors', { files: { 'status/list-a.jwt': file } }, '/files'],
    ['a length below zero', { files: { 'anchors.json': { ...file, length: -1 } } }, '/files/anchors.json/length'],
    [
      'a length above the limit',
      { files: { 'anchors.json': { ...file, length: 65_537 } } },
      '/files/anchors.json/length',
    ],
    [
      'a digest in upper case',
      { files: { 'anchors.json': { ...file, sha256: 'A'.repeat(64) } } },
      '/files/anchors.json/sha256',
    ],
    [
      'a short digest',
      { files: { 'anchors.json': { ...file, sha256: 'a'.repeat(63) } } },
      '/files/anchors.json/sha256',
    ],
    ['a second digest', { files: { 'anchors.json': { ...file, sha512: 'a' } } }, '/files/anchors.json'],
    ['a file that is null', { files: { 'anchors.json': null } }, '/files/anchors.json/length'],
    ['a path that leaves', { files: { '../anchors.json': file } }, '/files/..~1anchors.json'],
  ]
  it.each(rows)('%s', async (_name, changes, pointer) => {
    expect(told(open(await signAnything(payload(changes))))).toContainEqual(['BUNDLE_FORMAT', pointer])
  })

  it('no root key, or one with its private part', async () => {
    expect(told(open(await signAnything(payload({ root: undefined }))))).toEqual([['KEY_MALFORMED', '/root']])
    const leaked = { ...testKey('root').publicKeyJwk, d: 'M34WCtV-MXY3Nj9GNArYRZyUM2cyb0d3V-o7Tkwv4LY' }
    expect(told(open(await signAnything(payload({ root: leaked }))))).toEqual([['KEY_MALFORMED', '/root']])
  })

  it('more files than a folder has', async () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`status/list-${n}.jwt`, file]))
    const openWith = async (count: number) =>
      told(open(await signAnything(payload({ files: { ...many(count), 'anchors.json': file } }))))
    expect(await openWith(9_999)).toBe('opened')
    expect(await openWith(10_000)).toContainEqual(['BUNDLE_FORMAT', '/files'])
  })

  it('more bytes than are held in memory', async () => {
    const large = { ...file, length: 1024 * 1024 }
    const files = Object.fromEntries(Array.from({ length: 257 }, (_, n) => [`catalogues/c${n}.json`, large]))
    expect(told(open(await signAnything(payload({ files: { ...files, 'anchors.json': file } }))))).toEqual([
      ['BUNDLE_FORMAT', '/files'],
    ])
  })

  it('THREAT-030 one path twice: whichever digest is read, somebody read the other', async () => {
    const text = JSON.stringify(payload()).replace('"files":{', `"files":{"anchors.json":${JSON.stringify(file)},`)
    const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid: 'did:web:r.example#k', typ: 'trust-manifest+jwt' }))
    const input = `${header.toString('base64url')}.${Buffer.from(text).toString('base64url')}`
    const signature = await testKey('root').signer('did:web:r.example#k').sign(encodeUtf8(input))
    const manifest = encodeUtf8(`${input}.${Buffer.from(signature).toString('base64url')}`)
    expect(told(open(manifest))).toMatchObject([['JSON_DUPLICATE_KEY', '/files/anchors.json']])
  })

  it('whatever bytes come, the answer is a result', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(open(bytes).ok).toBe(false)
      }),
      { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) },
    )
  })
})

describe('THREAT-107 paths of a trust folder', () => {
  it.each([
    'anchors.json',
    'accreditation/statements-0a.jsonl',
    'catalogues/trusted-tech-1.0.json',
    `status/list-${'a'.repeat(64)}.jwt`,
    'quorum/events-1.jwt',
  ])('takes %s', (path) => {
    expect(fileLimit(path)).toBeGreaterThan(0)
  })

  it.each([
    '',
    '/anchors.json',
    './anchors.json',
    'Anchors.json',
    'anchors.json/',
    'manifest.jws',
    'other/anchors.json',
    'status',
    'status/',
    'status//a',
    'status/../anchors.json',
    'status/..',
    'status/.hidden',
    'status/a..b',
    'status/a.',
    'status/a/b',
    'status\\a',
    'status/a\\b',
    'status/A',
    'status/a b',
    'status/a\u0000',
    'status/a:stream',
    'status/%2e%2e',
    'C:/a',
    'constructor/a',
    '__proto__/a',
    'toString/a',
    `status/${'a'.repeat(160)}`,
  ])('refuses %j', (path) => {
    expect(fileLimit(path)).toBeUndefined()
  })
})
