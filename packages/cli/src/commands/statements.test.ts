import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../demo/demo-world.js'
import { withDesk } from '../desk/open-desk.js'
import { admitTidewater, createSampleDesks, NOON, PASSPHRASE, type SampleDesks } from '../testing/sample-desks.js'

const SCOPE = fileURLToPath(new URL('../../../../examples/scopes/every-principle.json', import.meta.url))
const RESELLER = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
const MERIDIAN = 'did:web:meridian.example'
const io = { env: { TTA_PASSPHRASE: PASSPHRASE } } as never

let desks: SampleDesks
beforeAll(async () => {
  desks = await createSampleDesks(['alliance', 'meridian', 'tidewater'])
})
afterAll(() => desks.remove())

const at = (desk: string) => ['--dir', desks.at(desk)]
const accredit = (...args: readonly string[]) => desks.run(['accredit', ...args, ...at('alliance')])
const usual = () => [
  '--scope',
  SCOPE,
  '--name',
  'Meridian Assurance',
  '--valid-until',
  '2028-11-30',
  '--did-document',
  desks.at('meridian/did.json'),
]
const onRecord = () =>
  withDesk({ flags: { dir: desks.at('alliance') }, io }, async ({ store, config }) => ({
    bodies: await store.registry().bodies(),
    statements: (await store.registry().statements(config.did)).length,
  }))

describe('tta accredit', () => {
  it('says what is missing or wrong before it asks for anything, and records nothing', async () => {
    const cases: readonly [readonly string[], number, string | RegExp][] = [
      [[], 2, 'name the DID'],
      [['meridian.example', ...usual()], 2, 'is no DID'],
      [[MERIDIAN, RESELLER, ...usual()], 2, 'one DID at a time'],
      [[MERIDIAN, ...usual().slice(2)], 2, '--scope FILE is needed'],
      [[MERIDIAN, ...usual().slice(0, 6)], 2, '--did-document FILE'],
      [['did:web:other.example', ...usual()], 2, 'it is of did:web:meridian.example, not of did:web:other.example'],
      [[RESELLER, ...usual()], 2, 'carries its key'],
      [[MERIDIAN, ...usual().map((text) => (text === '2028-11-30' ? 'tomorrow' : text))], 2, 'write a day'],
      [[MERIDIAN, ...usual(), '--max-path-length', '9'], 2, 'a number from 0 to 7'],
      [[MERIDIAN, ...usual(), '--scope', desks.at('nothing.json')], 2, '--scope is given twice'],
    ]
    for (const [args, code, said] of cases) {
      const { exitCode, err } = await accredit(...args)
      expect([args[0], exitCode, err]).toEqual([args[0], code, expect.stringMatching(said)])
    }
    expect(await onRecord()).toEqual({ bodies: [], statements: 0 })
  })

  it('THREAT-179 a scope without all six dimensions, or a day that is past, is refused before signing, and leaves nothing on record', async () => {
    const scope = JSON.parse(
      '{"actions":["issueCertificate"],"schemes":[{"scheme":"*","versions":"*"}],"criteria":["*"]}',
    )
    const { exitCode, err } = await accredit(
      MERIDIAN,
      '--scope',
      desks.put('scope.json', JSON.stringify(scope)),
      ...usual().slice(2),
    )
    expect([exitCode, err]).toEqual([1, expect.stringContaining('nothing was issued')])
    expect(err).toContain('expected the member maxAssuranceLevel')
    const past = await accredit(MERIDIAN, ...usual().map((text) => (text === '2028-11-30' ? '2020-01-01' : text)))
    expect([past.exitCode, past.err]).toEqual([1, expect.stringMatching(/EXPIRED|VALIDITY_RANGE/)])
    expect(await onRecord()).toEqual({ bodies: [], statements: 0 })
  })

  it('issues, writes the file once, and keeps the body’s keys', async () => {
    const out = desks.at('accreditation.jwt')
    const args = [MERIDIAN, ...usual(), '--control-group', 'Meridian', '--independence', 'established', '--out', out]
    const first = await accredit(...args, '--json')
    expect(first.json()).toMatchObject({
      exitCode: 0,
      subject: MERIDIAN,
      file: out,
      validUntil: '2028-11-30T23:59:59Z',
    })
    expect(documentOf(desks.text('accreditation.jwt'))).toMatchObject({
      issuer: { id: 'did:web:alliance.example', name: 'Sample Alliance' },
      credentialSubject: { id: MERIDIAN, controlGroup: 'Meridian', independence: 'established', maxPathLength: 0 },
    })
    const { bodies, statements } = await onRecord()
    expect([statements, bodies.map(({ did, keys }) => [did, keys.length])]).toEqual([1, [[MERIDIAN, 1]]])
    const again = await accredit(...args)
    expect([again.exitCode, again.err]).toEqual([2, expect.stringContaining('exists already')])
    expect((await onRecord()).statements).toBe(1)
  })

  it('THREAT-166 the same again is the statement on record; another one says what stands beside it', async () => {
    const args = [MERIDIAN, ...usual(), '--control-group', 'Meridian', '--independence', 'established', '--json']
    const known = (await accredit(...args)).json()
    expect(known).toMatchObject({ state: 'known', standing: 'good', othersInForce: [] })
    expect(known.credential).toBe(desks.text('accreditation.jwt'))
    expect((await onRecord()).statements).toBe(1)
    const other = (await accredit(...args, '--require-logged')).json()
    expect(other).toMatchObject({ state: 'issued', othersInForce: [known.id] })
    await desks.done(['revoke', other.id, '--reason', 'too wide', ...at('alliance')])
    const again = (await accredit(...args, '--require-logged')).json()
    expect(again).toMatchObject({ state: 'issued', othersInForce: [known.id] })
    expect(again.id).not.toBe(other.id)
    expect((await accredit(...args, '--require-logged')).json()).toMatchObject({ state: 'known', id: again.id })
    const past = await accredit(...args.map((text) => (text === '2028-11-30' ? '2020-01-01' : text)))
    expect(past.exitCode).toBe(1)
    expect((await onRecord()).statements).toBe(3)
  })

  it('is about others: not about the alliance itself', async () => {
    const own = ['--did-document', desks.at('alliance/did.json')]
    const { exitCode, err } = await accredit('did:web:alliance.example', ...usual().slice(0, 6), ...own)
    expect([exitCode, err]).toEqual([2, expect.stringContaining('is this alliance')])
  })

  it('a delegated body carries the keys of whom it accredits in the accreditation', async () => {
    const { json } = await desks.run([
      'accredit',
      'did:web:alliance.example',
      ...at('meridian'),
      ...usual().slice(0, 6),
      '--did-document',
      desks.at('alliance/did.json'),
      '--json',
    ])
    const { credentialSubject } = documentOf(json().credential) as { credentialSubject: { keys: unknown[] } }
    expect(credentialSubject.keys).toHaveLength(1)
    const later = { now: (NOON + 86_400_000) as never }
    const args = [...at('meridian'), ...usual().slice(0, 6), '--did-document', desks.at('alliance/did.json'), '--json']
    const renewed = await desks.run(['accredit', 'did:web:alliance.example', ...args, '--max-lifetime', 'P30D'], later)
    expect(renewed.json().state).toBe('issued')
    // What the body signed since the first accreditation stays signed with a key in force.
    expect(documentOf(renewed.json().credential)).toMatchObject({ credentialSubject: { keys: credentialSubject.keys } })
  })
})

describe('tta admit and tta mandate', () => {
  it('admits a member, with no document where the DID is its key', async () => {
    const { did } = desks.json('tidewater/tta.json')
    const { json } = await desks.run([...admitTidewater(desks), '--json'])
    expect(documentOf(json().credential)).toMatchObject({
      credentialSubject: { id: did, role: 'vendor', type: 'Member' },
    })
  })

  it('mandates a reseller, for products without version only', async () => {
    const mandate = (product: string) =>
      desks.run([
        'mandate',
        RESELLER,
        ...at('tidewater'),
        '--products',
        product,
        '--until',
        '2027-01-01',
        '--out',
        desks.at('mandate.jwt'),
      ])
    const versioned = await mandate('pkg:generic/tidewater/gauge@1.0')
    expect([versioned.exitCode, existsSync(desks.at('mandate.jwt'))]).toEqual([1, false])
    expect((await mandate('pkg:generic/tidewater/gauge')).exitCode).toBe(0)
    expect(documentOf(desks.text('mandate.jwt'))).toMatchObject({
      credentialSubject: {
        id: RESELLER,
        mandate: { products: ['pkg:generic/tidewater/gauge'], until: '2027-01-01T23:59:59Z' },
      },
    })
  })
})
