import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantFromMilliseconds } from '@trusted-tech/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withDesk } from '../desk/open-desk.js'
import { type Ran, tta } from '../testing/captured-io.js'

const now = instantFromMilliseconds(Date.UTC(2026, 10, 24, 12))
const env = { TTA_PASSPHRASE: 'harbour lights at seven' }
const folder = mkdtempSync(join(tmpdir(), 'tta-init-'))
const at = (name: string) => join(folder, name)
const json = (path: string) => JSON.parse(readFileSync(at(path), 'utf8'))
const mode = (path: string) => statSync(at(path)).mode & 0o777
const run = (args: readonly string[], more = {}): Promise<Ran> => tta(args, { now, env, ...more })

afterAll(() => rmSync(folder, { recursive: true, force: true }))

let said: string

describe('tta init', () => {
  beforeAll(async () => {
    const made = [
      await run([
        'init',
        'alliance',
        '--dir',
        at('alliance'),
        '--name',
        'Sample Alliance',
        '--domain',
        'alliance.example',
      ]),
      await run(['init', 'vendor', '--dir', at('vendor'), '--name', 'Tidewater Instruments', '--json']),
    ]
    expect(made.map(({ exitCode, err }) => [exitCode, err])).toEqual([
      [0, ''],
      [0, ''],
    ])
    said = made[0]?.out ?? ''
  })

  it('gives an alliance a did:web, its did.json, and the registry key to pin', () => {
    const { did, role, roots, registry, statusBase } = json('alliance/tta.json')
    expect([did, role, statusBase]).toEqual(['did:web:alliance.example', 'alliance', 'https://alliance.example/status'])
    expect(registry).toMatch(/^did:key:z6Mk/)
    expect(roots).toHaveLength(1)
    expect(json('alliance/did.json')).toMatchObject({ id: did, verificationMethod: [{ controller: did }] })
    expect(Object.keys(json('alliance/registry.jwk')).sort()).toEqual(['crv', 'kty', 'x'])
  })

  it('tells an alliance what to do with its did.json, and not to hand it to itself', () => {
    expect(said).toContain('Put did.json on your web server.')
    expect(said).not.toContain('to the alliance')
  })

  it('gives a vendor a did:key, and no registry key', () => {
    expect(json('vendor/tta.json')).toMatchObject({
      did: expect.stringMatching(/^did:key:z6Mk/),
      role: 'vendor',
      roots: [],
    })
  })

  it('THREAT-169 no private key is readable: the folder is 0700, its files 0600, and the store holds none in clear', () => {
    expect(mode('alliance')).toBe(0o700)
    for (const file of ['tta.json', 'did.json', 'registry.jwk', 'store.db'])
      expect([file, mode(`alliance/${file}`)]).toEqual([file, 0o600])
    const bytes = readFileSync(at('alliance/store.db'))
    // The beginning of PKCS #8 of an Ed25519 key.
    expect(bytes.includes(Buffer.from('302e020100300506032b6570', 'hex'))).toBe(false)
    expect(bytes.includes(env.TTA_PASSPHRASE)).toBe(false)
  })

  it('makes a desk that signs', async () => {
    const signed = await withDesk(
      { flags: { dir: at('alliance') }, io: { env } as never, roles: ['alliance'] },
      async (desk) => {
        const signer = await desk.signer()
        const [method] = await desk.methods()
        const { issuer, statusBase } = await desk.issuing(now)
        return { same: method?.id === signer.verificationMethod, issuer, statusBase }
      },
    )
    expect(signed).toEqual({
      same: true,
      issuer: { id: 'did:web:alliance.example', name: 'Sample Alliance' },
      statusBase: 'https://alliance.example/status',
    })
  })

  it('refuses a folder that is a desk already, or holds something else, and touches nothing', async () => {
    const again = await run(['init', 'buyer', '--dir', at('vendor'), '--name', 'Other'])
    expect([again.exitCode, again.err]).toEqual([2, expect.stringContaining('is a desk already')])
    expect(json('vendor/tta.json').name).toBe('Tidewater Instruments')
    writeFileSync(at('note.txt'), 'mine')
    const foreign = await run(['init', 'buyer', '--dir', folder, '--name', 'Other'])
    expect([foreign.exitCode, foreign.err]).toEqual([2, expect.stringContaining('is not empty')])
  })

  it('says what is missing: role, folder, name, domain, passphrase', async () => {
    const cases: readonly [readonly string[], string][] = [
      [['init'], 'name the role'],
      [['init', 'vender', '--dir', at('x'), '--name', 'X'], 'did you mean vendor'],
      [['init', 'vendor', '--name', 'X'], '--dir DIR is needed'],
      [['init', 'vendor', '--dir', at('x')], '--name NAME is needed'],
      [['init', 'assessor', '--dir', at('x'), '--name', 'X'], '--domain DOMAIN is needed'],
      [['init', 'assessor', '--dir', at('x'), '--name', 'X', '--did-method', 'key'], 'must be changeable'],
    ]
    for (const [args, said] of cases) {
      const { exitCode, err } = await run(args)
      expect([exitCode, err]).toEqual([2, expect.stringContaining(said)])
    }
    const silent = await run(['init', 'vendor', '--dir', at('x'), '--name', 'X'], { env: {} })
    expect(silent.exitCode).toBe(2)
    for (const way of ['TTA_PASSPHRASE', '--passphrase-file', 'terminal']) expect(silent.err).toContain(way)
  })

  it('a run that was interrupted is finished by the same command, with the same keys', async () => {
    const args = ['init', 'assessor', '--dir', at('assessor'), '--name', 'Meridian', '--domain', 'meridian.example']
    await run(args)
    const before = json('assessor/did.json')
    rmSync(at('assessor/tta.json'))
    rmSync(at('assessor/did.json'))
    const other = await run([...args.slice(0, -1), 'other.example'])
    expect([other.exitCode, other.err]).toEqual([2, expect.stringContaining('was begun for did:web:meridian.example')])
    expect((await run(args)).exitCode).toBe(0)
    expect(json('assessor/did.json')).toEqual(before)
  })
})
