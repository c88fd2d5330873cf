import { instantFromMilliseconds } from '@trusted-tech/model'
import { describe, expect, it, vi } from 'vitest'
import { tta } from '../testing/captured-io.js'
import { schemaFaults } from '../testing/schema-faults.js'

const answers = new Map<string, unknown>()
const asked: string[] = []
vi.mock('@trusted-tech/fetcher', async (original) => ({
  ...(await original<typeof import('@trusted-tech/fetcher')>()),
  createGuardedFetcher: () => ({
    get: async ({ url }: { readonly url: string }) => {
      asked.push(url)
      const answer = answers.get(url)
      return answer === undefined
        ? { ok: false, problems: [{ code: 'FETCH_UNREACHABLE', pointer: '', expected: 'a connection' }] }
        : { ok: true, value: { bytes: Buffer.from(JSON.stringify(answer)), mediaType: 'application/json' } }
    },
  }),
}))

const now = instantFromMilliseconds(Date.UTC(2026, 10, 24, 12))
const run = async (...args: readonly string[]) => {
  const ran = await tta(['did', ...args], { now })
  if (args.includes('--json')) expect(schemaFaults('did', ran.json())).toBeNull()
  return ran
}
const KEY = 'z6Mkf5rGMoatrSj1f4CyvuHBeXJELe9RPdzo2PKGNCKVtZxP'

describe('tta did resolve', () => {
  it('reads a did:key without a connection, and says that it decides nothing', async () => {
    const { exitCode, out, err } = await run('resolve', `did:key:${KEY}`)
    expect([exitCode, err]).toEqual([0, ''])
    expect(out).toContain('NO TRUST DECISION')
    expect(out).toContain('nothing was fetched')
    expect(out.replace(/\s+/g, '')).toContain(`did:key:${KEY}#${KEY}`)
    expect(asked).toEqual([])
  })

  it('--json is one object', async () => {
    const { exitCode, json } = await run('resolve', `did:key:${KEY}`, '--json')
    expect(json()).toEqual({
      outputVersion: 1,
      command: 'did',
      exitCode,
      notice: expect.stringContaining('NO TRUST DECISION'),
      did: `did:key:${KEY}`,
      source: 'identifier',
      trustData: 'notCompared',
      keys: [
        {
          id: `did:key:${KEY}#${KEY}`,
          controller: `did:key:${KEY}`,
          algorithm: 'EdDSA',
          purposes: ['assertionMethod', 'authentication'],
          publicKeyMultibase: KEY,
        },
      ],
    })
  })

  it('a did:jwk too', async () => {
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    }
    const did = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`
    expect((await run('resolve', did, '--json')).json()).toMatchObject({ exitCode: 0, keys: [{ algorithm: 'ES256' }] })
  })

  it('fetches a did:web, and says from where', async () => {
    const did = 'did:web:meridian.example%3A8443:eu'
    const id = `${did}#k1`
    const url = 'https://meridian.example:8443/eu/did.json'
    const verificationMethod = [{ id, type: 'Multikey', controller: did, publicKeyMultibase: KEY }]
    answers.set(url, { id: did, verificationMethod, assertionMethod: [id] })
    const { exitCode, out } = await run('resolve', did)
    expect(exitCode).toBe(0)
    expect(out).toContain(url)
    expect(out.replace(/\s+/g, ' ')).toContain('Whoever has the server, or the name, writes it')
    expect(asked).toEqual([url])
    expect((await run('resolve', did, '--json')).json()).toMatchObject({ source: 'network', url, keys: [{ id }] })
  })

  it.each([
    ['did:web:nobody.example', 4, 'FETCH_UNREACHABLE'],
    ['did:web:localhost', 1, 'URL_FORBIDDEN'],
    ['did:web:169.254.169.254', 1, 'URL_FORBIDDEN'],
    ['did:web:meridian.example%2Fevil', 1, 'URL_FORBIDDEN'],
    ['did:key:z6Mk', 1, 'KEY_MALFORMED'],
  ])('%s: exit %i, %s and what to do', async (did, code, reason) => {
    const ran = await run('resolve', did)
    expect(ran.exitCode).toBe(code)
    expect(ran.out).toContain(reason)
    expect(ran.out).toContain('remedy')
    expect((await run('resolve', did, '--json')).json()).toMatchObject({
      exitCode: code,
      did,
      problem: { code: reason },
    })
  })

  it.each([
    [[], 'tta did resolve DID'],
    [['resolve'], 'tta did resolve DID'],
    [['resolve', 'did:key:a', 'did:key:b'], 'tta did resolve DID'],
    [['list'], 'tta did resolve DID'],
    [['resolve', 'meridian.example'], 'is no DID'],
    [['resolve', `did:key:${KEY}#${KEY}`], 'write the DID alone'],
    [['resolve', 'did:ion:abc'], 'key, jwk, web'],
    [['resolve', 'did:x\u001b[31m:a'], 'is no DID'],
  ])('%j is no use: exit 2', async (args, message) => {
    const ran = await run(...args)
    expect([ran.exitCode, ran.out]).toEqual([2, ''])
    await run(...args, '--json')
    expect(ran.err).toContain(message)
    expect(ran.err).not.toContain('\u001b')
  })

  it('trust data that was asked for and is not there is no silence', async () => {
    const ran = await run('resolve', 'did:web:meridian.example', '--bundle', 'not-there', '--root', 'A'.repeat(43))
    expect(ran.exitCode).toBe(4)
    expect(ran.err).toContain('not-there')
  })

  it('nor is trust data that cannot be used: exit 3, and nothing is fetched', async () => {
    const before = asked.length
    // A folder that is there and has no manifest.
    const args = ['resolve', 'did:web:meridian.example', '--bundle', 'packages', '--root', 'A'.repeat(43)]
    const ran = await run(...args, '--json')
    expect([ran.exitCode, ran.json()]).toEqual([
      3,
      expect.objectContaining({ problem: expect.objectContaining({ code: 'BUNDLE_MISSING' }) }),
    ])
    expect(ran.err).toContain('BUNDLE_MISSING')
    expect(asked).toHaveLength(before)
  })
})
