import { existsSync, readFileSync, statSync } from 'node:fs'
import { type Json, parseInstant } from '@trusted-tech/model'
import { settleSync } from '@trusted-tech/proofs/sync'
import { openManifest, openTrust } from '@trusted-tech/trust'
import { verifySync } from '@trusted-tech/verifier/sync'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ICAL from 'ical.js'
import { compactVerify, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../../test/world/actor.js'
import {
  actors,
  at,
  certificate,
  cleanLists,
  type Draft,
  mandate,
  NOW,
  PRODUCT_ID,
  sign,
  statusList,
  trustFolder,
  usualParts,
} from '../../../../test/world/world.js'
import { keyOf } from '../desk/init-desk.js'
import { type Ran, tta } from '../testing/captured-io.js'
import { createSampleFolder, type SampleFolder } from '../testing/sample-folder.js'

const { alliance, assessor, reseller } = actors
const env = { TTA_PASSPHRASE: 'harbour lights at seven' }

let folder: SampleFolder
let vendor: Actor
let trust: readonly string[]
let first: Draft
let second: Draft

const desk = () => folder.at('desk')
const schema = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
const ajv = new Ajv2020({ allErrors: true })
ajv.addSchema(schema('../../../reports/schemas/report.schema.json'))
const validate = ajv.compile(schema('../../schemas/wallet.schema.json'))

async function wallet(args: readonly string[], more: Partial<Parameters<typeof tta>[1]> = {}): Promise<Ran> {
  const ran = await tta(['wallet', ...args, '--dir', desk()], { now: NOW, env, ...more })
  if (args.includes('--json')) {
    // Every output here is as the published schema says.
    validate(ran.json())
    expect(validate.errors ?? null).toBeNull()
    expect(ran.json().exitCode).toBe(ran.exitCode)
  }
  return ran
}
const ids = async (...flags: string[]) =>
  (await wallet(['list', '--json', ...flags])).json().credentials.map(({ id }: { id: string }) => id)

/** The buyer's own trust data, opened without any code of the command line. */
async function buyersTrust() {
  const { manifest, files } = await trustFolder(await usualParts())
  const plan = openManifest({ manifest, root: { publicKeyJwk: actors.registry.publicJwk as Json }, now: NOW })
  const opened = plan.conclude(settleSync(plan.jobs))
  if (!opened.ok) throw new Error('trust data')
  return openTrust({ manifest: opened.value, files })
}

beforeAll(async () => {
  folder = await createSampleFolder()
  trust = ['--bundle', folder.trust, '--root', folder.root]
  const made = await tta(['init', 'vendor', '--dir', desk(), '--name', 'Tidewater Instruments'], { now: NOW, env })
  expect([made.exitCode, made.err]).toEqual([0, ''])
  const { did } = JSON.parse(readFileSync(folder.at('desk/tta.json'), 'utf8'))
  vendor = { ...actors.vendor, did }
  first = certificate(assessor, vendor)
  first.credentialSubject.surveillance = { interval: 'P365D', nextDue: '2026-11-20T00:00:00Z', grace: 'P30D' }
  second = certificate(assessor, vendor)
  second.credentialSubject.supersedes = first.id
  folder.put('in/first.jwt', await sign(first, assessor))
  for (const [index, list] of (await cleanLists(assessor)).entries()) folder.put(`in/a-list-${index}.jwt`, list)
})
afterAll(() => folder.remove())

describe('tta wallet', () => {
  it('add keeps what is good, lists after what names them, and says of each what became of it', async () => {
    folder.put('in/altered.jwt', `${readFileSync(folder.at('in/first.jwt'), 'utf8').slice(0, -8)}AAAAAAAA`)
    folder.put('in/foreign.jwt', await sign(certificate(actors.stranger, vendor), actors.stranger))
    const { exitCode, json } = await wallet(['add', folder.at('in'), folder.at('none.jwt'), ...trust, '--json'])
    expect(exitCode).toBe(4)
    const { results, outputVersion, command, action } = json()
    expect([outputVersion, command, action]).toEqual([1, 'wallet', 'add'])
    const told = results.map(({ file, kept, verdict, error }: Draft) => [
      file.split('/').at(-1),
      kept,
      verdict ?? error.code,
    ])
    expect(told).toEqual([
      ['altered.jwt', false, 'ERR_CREDENTIAL_REFUSED'],
      ['first.jwt', true, 'accepted'],
      ['foreign.jwt', false, 'ERR_CREDENTIAL_REFUSED'],
      ['a-list-0.jwt', true, 'accepted'],
      ['a-list-1.jwt', true, 'accepted'],
      ['none.jwt', false, 'ERR_FILE_UNREADABLE'],
    ])
    expect(results[0].problems).toMatchObject([{ code: 'SIG_INVALID' }])
    const again = await wallet(['add', folder.at('in/first.jwt'), ...trust])
    expect([again.exitCode, again.err]).toEqual([0, ''])
    expect(again.out).toContain('kept, accepted: ConformityCertificate')
    expect(again.out).toContain(first.id)
  })

  it('list finds by product, type and state; a predecessor is hidden by its successor', async () => {
    const input = await sign(second, assessor, at('2026-10-02T00:00:00Z'))
    expect((await wallet(['add', '-', ...trust], { stdin: `${input}\n` })).exitCode).toBe(0)
    expect(await ids('--type', 'ConformityCertificate')).toEqual([second.id])
    expect(await ids('--product', `${PRODUCT_ID}@4.5.0`, '--superseded')).toEqual([first.id, second.id])
    expect(await ids('--product', PRODUCT_ID, '--product-version', '9.0.0')).toEqual([])
    expect(await ids('--state', 'superseded')).toEqual([first.id])
    expect(await ids('--issuer', alliance.did)).toEqual([])
    const { out } = await wallet(['list', '--superseded'])
    expect(out).toContain(`superseded, by ${second.id}`)
    expect(out.trimEnd().split('\n').at(-1)).toBe('4 held')
  })

  it('show has one of them, whole', async () => {
    const shown = (await wallet(['show', second.id, '--json'])).json().credential
    expect(shown).toMatchObject({
      id: second.id,
      state: 'inForce',
      document: { credentialSubject: { id: PRODUCT_ID } },
    })
    expect(shown.secured.split('.')).toHaveLength(3)
    expect((await wallet(['show', second.id])).out).toContain('Gauge Gateway')
    expect(await wallet(['show', 'urn:uuid:none'])).toMatchObject({ exitCode: 2 })
  })

  it('THREAT-051 check verifies again, and finds a revocation that came with newer trust data', async () => {
    const good = await wallet(['check', ...trust])
    expect([good.exitCode, good.out.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      '4 held, 4 accepted, 0 rejected, 0 indeterminate',
    ])
    const newer = await createSampleFolder({
      statusLists: [
        ...(await cleanLists(alliance)),
        await statusList(assessor, 'revocation', [second.credentialStatus[0].statusListIndex]),
      ],
    })
    const found = await wallet(['check', '--bundle', newer.trust, '--root', newer.root, '--json'])
    newer.remove()
    expect(found.exitCode).toBe(1)
    const { counts, results } = found.json()
    expect(counts).toEqual({ accepted: 3, rejected: 1, indeterminate: 0 })
    expect(results.find((one: Draft) => one.verdict === 'rejected')).toMatchObject({
      credential: { id: second.id },
      problems: [{ code: 'REVOKED', pointer: '/credentialStatus/0' }],
    })
  })

  it('due tells what lapses, and writes a calendar that a calendar library reads', async () => {
    const near = (await wallet(['due', ...trust, '--json'])).json()
    expect(near.trustData).toBe('opened')
    expect(near.items.map(({ kind, at }: Draft) => `${kind} ${at}`)).toEqual([
      'statusList 2026-11-25T00:00:00Z',
      'statusList 2026-11-25T00:00:00Z',
    ])
    // The successor has no surveillance; without it its predecessor's would be due.
    const ics = folder.at('due.ics')
    const written = await wallet(['due', '--within', 'P900D', '--ics', ics])
    expect(written.exitCode).toBe(0)
    expect(written.out).toContain('Trust data: none.')
    const events = new ICAL.Component(ICAL.parse(readFileSync(ics, 'utf8'))).getAllSubcomponents('vevent')
    expect(events.map((event) => event.getFirstPropertyValue('summary'))).toEqual([
      'Status list goes stale: did:web:meridian-assurance.example',
      'Status list goes stale: did:web:meridian-assurance.example',
      'Certificate or declaration lapses: Gauge Gateway',
    ])
    const before = readFileSync(ics)
    expect(await wallet(['due', '--ics', ics])).toMatchObject({ exitCode: 2 })
    expect(readFileSync(ics)).toEqual(before)
    const nothing = await wallet(['due', '--within', 'P0D', '--ics', folder.at('none.ics')])
    expect([nothing.exitCode, existsSync(folder.at('none.ics'))]).toEqual([0, false])
    expect((await wallet(['due', '--within', '30'])).err).toContain('--within 30 is no duration in whole days')
  })

  it('present binds one to a reader in each of the three ways', async () => {
    const state = await buyersTrust()
    const bindings = [
      [
        ['--audience', 'https://buyer.example', '--nonce', 'n-7f3a'],
        { kind: 'challenge', audience: 'https://buyer.example', nonce: 'n-7f3a' },
      ],
      [['--audience', 'tender:2026-117'], { kind: 'addressed', audience: 'tender:2026-117' }],
      [['--origin', 'https://shop.example'], { kind: 'origin', audience: 'https://shop.example' }],
    ] as const
    for (const [flags, binding] of bindings) {
      const out = folder.at(`${binding.kind}.vp.jwt`)
      const made = await wallet(['present', second.id, ...flags, '--expires', 'P7D', '--out', out, ...trust])
      expect([made.exitCode, made.err]).toEqual([0, ''])
      const report = verifySync({
        input: readFileSync(out),
        trust: state,
        now: NOW,
        question: { allowSample: true, binding },
      })
      expect([report.verdict, report.presentation?.presenter]).toEqual(['accepted', 'manufacturer'])
      expect(report.support.map(({ state }) => state)).toEqual(['used', 'used'])
    }
  })

  it('dossier has what is held on a product with its support in one presentation, which jose and a buyer read', async () => {
    const out = folder.at('dossier.vp.jwt')
    const expires = '2026-12-24T12:00:00Z'
    const made = await wallet([
      ...['dossier', '--product', PRODUCT_ID, '--audience', 'tender:2026-117', '--expires', expires],
      ...['--out', out, ...trust, '--json'],
    ])
    expect(made.exitCode).toBe(0)
    const { claims, support, leftOut, report } = made.json()
    expect(claims.map(({ id }: Draft) => id)).toEqual([second.id])
    expect([support.length, leftOut, report.verdict]).toEqual([2, [], 'accepted'])
    const dossier = readFileSync(out, 'utf8')
    const binding = { kind: 'addressed', audience: 'tender:2026-117' } as const
    const trustState = await buyersTrust()
    expect(
      verifySync({ input: dossier, trust: trustState, now: NOW, question: { allowSample: true, binding } }).verdict,
    ).toBe('accepted')
    const { payload } = await compactVerify(dossier, await importJWK(keyOf(vendor.did).jwk as Draft, 'EdDSA'))
    const until = parseInstant(expires)
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
      holder: vendor.did,
      aud: 'tender:2026-117',
      exp: until.ok ? until.value / 1000 : 0,
    })
  })

  it('what its reader would reject is not written', async () => {
    const out = folder.at('refused.vp.jwt')
    const input = await sign(certificate(assessor, actors.other), assessor)
    const added = await wallet(['add', '-', ...trust, '--json'], { stdin: input })
    const [{ credential }] = added.json().results
    const flags = ['--audience', 'tender:2026-117', '--expires', 'P7D', '--out', out, ...trust]
    const made = await wallet(['present', credential.id, ...flags])
    expect(made.exitCode).toBe(1)
    expect(made.err).toContain('HOLDER_BINDING at /holder: No.')
    expect(made.err.trimEnd().split('\n').at(-1)).toContain('(ERR_PRESENTATION_REFUSED)')
    expect(existsSync(out)).toBe(false)
    expect((await wallet(['remove', credential.id, '--json'])).json().id).toBe(credential.id)
    expect(await wallet(['remove', credential.id, '--json'])).toMatchObject({ exitCode: 2 })
  })

  it('a mandate of a reseller is kept by its desk too', async () => {
    const input = await sign(mandate(reseller), actors.vendor)
    const added = await wallet(['add', '-', ...trust, '--json'], { stdin: input })
    expect(added.exitCode).toBe(0)
    const [{ credential, verdict }] = added.json().results
    expect([credential.type, verdict]).toEqual(['MandateCredential', 'accepted'])
    expect((await wallet(['remove', credential.id])).out).toBe(`removed ${credential.id}\n`)
  })
})

describe('a wallet at rest', () => {
  it('THREAT-169 nothing that it holds is readable on the disk, and its file is for its owner alone', () => {
    const files = ['store.db', 'store.db-wal']
      .map((name) => folder.at(`desk/${name}`))
      .filter((path) => existsSync(path))
    expect(files.length).toBeGreaterThan(0)
    for (const path of files) {
      expect(statSync(path).mode & 0o077).toBe(0)
      const bytes = readFileSync(path).toString('latin1')
      const secrets = [first.id, 'gauge-gateway', 'meridian-assurance', 'Gauge Gateway', 'eyJhbGciOi']
      expect(secrets.filter((word) => bytes.includes(word))).toEqual([])
    }
  })

  it('THREAT-170 another passphrase opens nothing and changes nothing', async () => {
    for (const action of [['list'], ['remove', first.id], ['add', folder.at('in/first.jwt'), ...trust]]) {
      const { exitCode, err } = await wallet(action, { env: { TTA_PASSPHRASE: 'another' } })
      expect(exitCode).toBe(4)
      expect(err).toContain('ERR_KEYSTORE_PASSPHRASE_WRONG')
    }
    expect(await ids('--superseded')).toHaveLength(4)
    const none = await wallet(['list'], { env: {} })
    expect([none.exitCode, none.err.includes('TTA_PASSPHRASE')]).toEqual([2, true])
  })
})

describe('misuse of tta wallet', () => {
  it.each<readonly [readonly string[], string]>([
    [[], 'say what to do: tta wallet add'],
    [['chekc'], 'did you mean check?'],
    [['add'], 'name a file, a folder, or - for standard input'],
    [['list', 'x'], 'x is too much'],
    [['list', '--nonce', 'n'], '--nonce is no flag of tta wallet list; it belongs to present, dossier'],
    [['show'], 'name the credential by its ID'],
    [['show', 'a', 'b'], 'one ID at a time'],
    [['list', '--state', 'inforce'], 'did you mean inForce?'],
    [['present', '--out', 'x'], 'name the credentials by their ID'],
    [['present', 'a'], '--out FILE is needed'],
    [['present', 'a', '--out', 'x', '--audience', 'a'], '--expires T is needed'],
    [['present', 'a', '--out', 'x', '--expires', 'P1D'], '--audience A is needed'],
    [['present', 'a', '--out', 'x', '--expires', 'soon', '--audience', 'a'], '--expires soon: write a day'],
    [['present', 'a', '--out', 'x', '--expires', '2026-10-01T00:00:00Z', '--audience', 'a'], 'not later than now'],
    [
      ['present', 'a', '--out', 'x', '--expires', 'P1D', '--audience', 'a', '--origin', 'https://shop.example'],
      '--origin stands alone',
    ],
    [['dossier', '--out', 'x', '--expires', 'P1D', '--audience', 'a'], '--product ID is needed'],
  ])('%j', async (args, message) => {
    const { exitCode, err, out } = await wallet(args)
    expect([exitCode, out]).toEqual([2, ''])
    expect(err).toContain(message)
  })

  it('without trust data nothing is received or checked', async () => {
    for (const action of [['check'], ['add', folder.at('in/first.jwt')]]) {
      const { exitCode, err } = await wallet(action)
      expect([exitCode, err.includes('desk/trust')]).toEqual([4, true])
    }
    const unpinned = await wallet(['check', '--bundle', folder.trust])
    expect([unpinned.exitCode, unpinned.err.includes('ROOT_NOT_PINNED')]).toEqual([2, true])
  })

  it('a folder that is no desk is told so', async () => {
    const { exitCode, err } = await tta(['wallet', 'list', '--dir', folder.at('in')], { now: NOW, env })
    expect([exitCode, err.includes('is no desk')]).toEqual([2, true])
  })
})
