import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { issueClaim, publishStatusLists, revokeCredential } from '@trusted-tech/issuer'
import { addDays, formatInstant, type Instant, type JsonObject, type TrustedTechError } from '@trusted-tech/model'
import { vcJwt } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../demo/demo-world.js'
import { readExampleDraft } from '../demo/examples.js'
import { type Desk, withDesk } from '../desk/open-desk.js'
import { readDidFile } from '../desk/read-did-document.js'
import { admitTidewater, createSampleDesks, NOON, PASSPHRASE, type SampleDesks } from '../testing/sample-desks.js'
import { buildBundle } from '../trust-folder/build-bundle.js'
import { confirmSuccessor } from '../trust-folder/confirm-successor.js'
import { readCatalogues } from '../trust-folder/read-catalogues.js'
import { openTrustFor } from '../trust-folder/trust-for.js'

const later = (minutes: number) => (NOON + minutes * 60_000) as Instant
const SCOPE = new URL('../../../../examples/scopes/every-principle.json', import.meta.url).pathname
const io = { env: { TTA_PASSPHRASE: PASSPHRASE } } as never

let desks: SampleDesks
let vendor: string
/** Open for the whole file: deriving the key takes most of the time of a command. */
const open = new Map<string, Desk>()
const closers: (() => void)[] = []
const closed: Promise<unknown>[] = []

async function hold(name: string): Promise<void> {
  await new Promise<void>((opened, failed) => {
    const whole = withDesk({ flags: { dir: desks.at(name) }, io }, async (desk) => {
      open.set(name, desk)
      opened()
      await new Promise<void>((close) => closers.push(close))
    })
    closed.push(whole)
    whole.catch(failed)
  })
}

beforeAll(async () => {
  desks = await createSampleDesks(['alliance', 'meridian', 'tidewater', 'buyer'])
  for (const name of ['alliance', 'meridian', 'tidewater']) await hold(name)
  vendor = desks.json('tidewater/tta.json').did
  await accredit('did:web:meridian.example', 'meridian/did.json')
  await desks.done(admitTidewater(desks))
})
afterAll(async () => {
  for (const close of closers) close()
  await Promise.all(closed)
  desks.remove()
})

const at = (desk: string) => ['--dir', desks.at(desk)]
const accredit = (did: string, document: string) =>
  desks.done([
    'accredit',
    did,
    ...at('alliance'),
    '--scope',
    SCOPE,
    '--name',
    'Meridian Assurance',
    '--valid-until',
    '2028-11-30',
    '--did-document',
    desks.at(document),
    '--json',
  ])
const build = (args: readonly string[] = [], options = {}) =>
  desks.run(['bundle', 'build', ...at('alliance'), ...args, '--json'], options)
const registryKey = () => desks.json('alliance/tta.json').registry as string
const deskOf = (name: string): Desk => open.get(name) ?? (undefined as never)
const work = <T>(name: string, act: (desk: Desk) => Promise<T>) => act(deskOf(name))
/** An edition without the command: what it does, at a desk that is open. */
const edition = (listFiles: readonly string[], now: Instant) =>
  buildBundle({
    desk: deskOf('alliance'),
    folders: [desks.at('alliance/trust')],
    listFiles,
    catalogues: readCatalogues([]),
    days: 30,
    now,
  })
const refusal = (listFiles: readonly string[], now: Instant) =>
  edition(listFiles, now).then(
    () => 'built',
    (error: TrustedTechError) => `${error.code} ${error.message}`,
  )

const lists = (name: string, now: Instant = NOON) => work(name, (desk) => listsOf(desk, now))

async function listsOf(desk: Desk, now: Instant): Promise<readonly string[]> {
  const published = await publishStatusLists({
    issuer: desk.config.did,
    signer: await desk.signer(),
    store: desk.store.issuance(),
    now,
    validDays: 30,
  })
  return published.map(({ secured }) => secured)
}

async function certificate(now: Instant = NOON): Promise<string> {
  const trust = await openTrustFor({ flags: { dir: desks.at('alliance') }, io, now })
  if (!trust.ok) throw new Error(trust.problems[0].code)
  return work('meridian', (desk) => issue(desk, trust.value, now))
}

async function issue(desk: Desk, trust: TrustState, now: Instant): Promise<string> {
  const { draft, files } = readExampleDraft('gauge-gateway.certificate')
  const product = { ...draft.product, manufacturer: { ...draft.product.manufacturer, id: vendor } }
  const validity = { validFrom: formatInstant(now), validUntil: formatInstant(addDays(now, 365)) }
  const { secured } = await issueClaim({
    ...(await desk.issuing(now)),
    trust,
    draft: { ...draft, ...validity, product },
    files,
  })
  return secured
}

async function judge(secured: string, now: Instant) {
  const ran = await desks.run(
    [
      'verify',
      desks.put('claim.jwt', secured),
      '--bundle',
      desks.at('alliance/trust'),
      '--root',
      desks.at('alliance/registry.jwk'),
      '--allow-sample',
      '--json',
    ],
    { now },
  )
  const { report } = ran.json().results[0]
  const checks = report.credentials.flatMap(({ checks }: { checks: object }) => Object.values(checks))
  const problems = checks.flatMap(({ problems = [] }: { problems?: { code: string }[] }) =>
    problems.map(({ code }) => code),
  )
  return { verdict: report.verdict, problems }
}

describe('tta bundle build', () => {
  it('lists what is on record: statements, keys of every body, own lists; numbers go up', async () => {
    const first = (await build()).json()
    expect(first).toMatchObject({
      exitCode: 0,
      version: 1,
      statements: 2,
      bodies: 2,
      catalogues: ['trusted-tech-1.0', 'trusted-tech-2.0'],
    })
    expect(first.lists.map(({ id }: { id: string }) => id)).toEqual([
      'https://alliance.example/status/revocation/0',
      'https://alliance.example/status/suspension/0',
    ])
    expect((await build(['--out', desks.at('public')])).json().version).toBe(2)
    for (const folder of ['public', 'alliance/trust']) {
      const trust = await openTrustFor({
        flags: { bundle: desks.at(folder), root: desks.at('alliance/registry.jwk') },
        io,
        now: NOON,
      })
      expect(
        trust.ok && [trust.value.version, trust.value.anchors, trust.value.statementsAbout(vendor).length],
      ).toEqual([2, ['did:web:alliance.example'], 1])
    }
  })

  it('takes the lists of others, and has the newest again without being handed them', async () => {
    await certificate()
    const files = (await lists('meridian')).map((list, number) => desks.put(`meridian-${number}.jwt`, list))
    const taken = (await build(files.flatMap((file) => ['--lists', file]))).json()
    expect(taken.lists.filter(({ issuer }: { issuer: string }) => issuer === 'did:web:meridian.example')).toHaveLength(
      2,
    )
    expect((await build()).json().lists).toHaveLength(4)
  })

  it('refuses a wrong list by name, writes nothing, and keeps the edition before', async () => {
    await certificate()
    const [good = '', second = ''] = await lists('meridian', later(1))
    const { version } = await edition([desks.put('good.jwt', good), desks.put('second.jwt', second)], later(1))
    const [header, payload, signature = ''] = good.split('.')
    const cases: readonly [string, string, string][] = [
      ['forged', `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`, 'SIG_INVALID'],
      ['before-the-key', await dated(good, addDays(NOON, -40)), 'KEY_RETIRED'],
      ['future', await dated(good, addDays(NOON, 3)), 'STATUS_STALE'],
      ['older', await dated(good, NOON), 'STATUS_REGRESSION'],
      ['no-list', desks.text('alliance/did.json'), 'FORMAT_UNSUPPORTED'],
    ]
    for (const [name, list, code] of cases) {
      const said = await refusal([desks.put(`${name}.jwt`, list)], later(2))
      expect([name, said]).toEqual([
        name,
        expect.stringMatching(new RegExp(`^ERR_CREDENTIAL_REFUSED.*${name}\\.jwt: ${code}`)),
      ])
    }
    const both = await build(['--lists', desks.at('forged.jwt'), '--lists', desks.at('future.jwt')], { now: later(2) })
    expect([both.exitCode, both.err]).toEqual([
      1,
      expect.stringMatching(/forged\.jwt: SIG_INVALID.*future\.jwt: STATUS_STALE/),
    ])
    const trust = await openTrustFor({ flags: { dir: desks.at('alliance') }, io, now: later(2) })
    expect(trust.ok && trust.value.version).toBe(version)
  })

  it('THREAT-092 refuses a list that takes a revocation back', async () => {
    const id = String(documentOf(await certificate(later(3)))['id'])
    const revocation = async (now: Instant) =>
      (await lists('meridian', now)).find((list) => String(listDocument(list)['id']).includes('/revocation/')) ?? ''
    const before = await revocation(later(3))
    await work('meridian', ({ config, store }) =>
      revokeCredential({ issuer: config.did, store: store.issuance(), id, reason: 'found unsafe', now: later(4) }),
    )
    await edition([desks.put('revoked.jwt', await revocation(later(4)))], later(5))
    const cleared = await work('meridian', async (desk) =>
      vcJwt.secure({ ...listDocument(before), validFrom: formatInstant(later(5)) }, await desk.signer(), {
        signedAt: later(5),
      }),
    )
    expect(await refusal([desks.put('cleared.jwt', cleared)], later(6))).toContain(
      'STATUS_REGRESSION at /credentialSubject/encodedList',
    )
  })

  it('refuses the list of somebody who is not on record, and another body’s list id', async () => {
    const [list = ''] = await lists('meridian', later(6))
    const signedBy = async (desk: Desk, issuer: string) =>
      vcJwt.secure({ ...listDocument(list), issuer }, await desk.signer(), { signedAt: later(6) })
    const squatted = await work('tidewater', (desk) => signedBy(desk, vendor))
    expect(await refusal([desks.put('squatted.jwt', squatted)], later(7))).toContain('STATUS_ISSUER')
    const stranger = await withDesk({ flags: { dir: desks.at('buyer') }, io }, (desk) =>
      signedBy(desk, desk.config.did),
    )
    expect(await refusal([desks.put('stranger.jwt', stranger)], later(7))).toContain('ISSUER_NOT_TRUSTED')
  })

  it('takes from nobody a list under the address of somebody else, the alliance’s own included', async () => {
    const [list = ''] = await lists('meridian', later(6))
    for (const id of ['https://alliance.example/status/revocation/0', 'https://meridian.example/status/revocation/9']) {
      const squatted = await work('tidewater', async (desk) =>
        vcJwt.secure({ ...listDocument(list), id, issuer: vendor }, await desk.signer(), { signedAt: later(6) }),
      )
      expect(await refusal([desks.put('squatted.jwt', squatted)], later(7))).toContain('STATUS_ISSUER')
    }
  })

  it('THREAT-092 refuses a list that turns from revocations to suspensions', async () => {
    const [before = ''] = (await lists('meridian', later(6))).filter((list) =>
      String(listDocument(list)['id']).includes('/revocation/'),
    )
    await edition([desks.put('before.jwt', before)], later(6))
    const document = listDocument(before)
    const turned = await work('meridian', async (desk) =>
      vcJwt.secure(
        {
          ...document,
          validFrom: formatInstant(later(7)),
          credentialSubject: { ...(document['credentialSubject'] as JsonObject), statusPurpose: 'suspension' },
        },
        await desk.signer(),
        { signedAt: later(7) },
      ),
    )
    expect(await refusal([desks.put('turned.jwt', turned)], later(7))).toContain('STATUS_PURPOSE')
  })

  it('THREAT-172 an old store does not put an edition over a later one', async () => {
    const registry = deskOf('alliance').store.registry()
    const newest = await registry.newestEdition()
    const { version } = await edition([], later(7))
    const folder = desks.at('alliance/trust')
    const root = { publicKeyJwk: desks.json('alliance/registry.jwk') }
    const successor = (known: number) =>
      confirmSuccessor({ folder, root, now: later(7), issuer: 'did:web:alliance.example', newest: known, lists: [] })
    expect(() => successor(version)).not.toThrow()
    expect(() => successor(newest)).toThrow(`has edition ${version}, and the store knows of none after ${newest}`)
  })

  it('THREAT-172 an old store does not make good what was revoked', async () => {
    const { did } = deskOf('alliance').config
    const before = await lists('alliance', later(7))
    const [{ id = '' } = {}] = (
      await deskOf('alliance').store.issuance().search({ issuer: did, subject: vendor, limit: 1 })
    ).found
    await work('alliance', ({ store }) =>
      revokeCredential({ issuer: did, store: store.issuance(), id, reason: 'left', now: later(7) }),
    )
    const { version } = await edition([], later(8))
    const confirm = (own: readonly string[]) =>
      confirmSuccessor({
        folder: desks.at('alliance/trust'),
        root: { publicKeyJwk: desks.json('alliance/registry.jwk') },
        now: later(8),
        issuer: did,
        newest: version,
        lists: own.map((secured) => ({ id: String(listDocument(secured)['id']), secured })),
      })
    expect(() => confirm(before)).toThrow('has what is not on record')
    const now = await lists('alliance', later(8))
    expect(() => confirm(now)).not.toThrow()
    await desks.done(admitTidewater(desks))
  })

  it('THREAT-164 a reader never sees half an edition while others are put in place', async () => {
    const folder = desks.at('alliance/trust')
    for (const [number, now] of [later(7), later(8)].entries()) {
      await edition([], now)
      cpSync(folder, desks.at(`edition-${number}`), { recursive: true })
    }
    expect(readdirSync(desks.at('alliance')).filter((entry) => /new-|old-/.test(entry))).toEqual([])
    // Another thread exchanges the two as replaceFolder does: here nothing else would run while a folder is read.
    const exchange = new Worker(
      `const { cpSync, renameSync, rmSync } = require('node:fs')
       const { folder, editions, rounds } = require('node:worker_threads').workerData
       for (let round = 0; round < rounds; round += 1) {
         cpSync(editions[round % 2], folder + '.new', { recursive: true })
         renameSync(folder, folder + '.old')
         renameSync(folder + '.new', folder)
         rmSync(folder + '.old', { recursive: true })
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
       }`,
      { eval: true, workerData: { folder, editions: [desks.at('edition-0'), desks.at('edition-1')], rounds: 60 } },
    )
    let working = true
    const ended = new Promise<void>((resolve, reject) => exchange.once('exit', () => resolve()).once('error', reject))
    const done = ended.finally(() => {
      working = false
    })
    const seen = new Map<number, number>()
    const problems: string[] = []
    while (working) {
      const trust = await openTrustFor({ flags: { dir: desks.at('alliance') }, io, now: later(9) })
      if (trust.ok) seen.set(trust.value.version, (seen.get(trust.value.version) ?? 0) + 1)
      else problems.push(trust.problems[0].code)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await done
    expect(problems).toEqual([])
    expect(seen.size).toBe(2)
  })

  it('writes over no folder that holds something else', async () => {
    mkdirSync(desks.at('other'))
    desks.put('other/letter.txt', 'mine')
    const { exitCode, err } = await build(['--out', desks.at('other')])
    expect([exitCode, err]).toEqual([2, expect.stringContaining('holds letter.txt')])
    expect(readdirSync(desks.at('other'))).toEqual(['letter.txt'])
  })

  it('is for an alliance, and says so', async () => {
    const { exitCode, err } = await desks.run(['bundle', 'build', ...at('buyer')])
    expect([exitCode, err]).toEqual([2, expect.stringContaining('role buyer: this is for an alliance')])
    expect(existsSync(desks.at('buyer/trust'))).toBe(false)
    rmSync(desks.at('public'), { recursive: true, force: true })
  })
})

describe('a key that is changed', () => {
  it('THREAT-075 what the old key signed before stays accepted, what it signs after is refused', async () => {
    const before = await certificate(later(60))
    await desks.done(['key', 'rotate', ...at('meridian')], { now: later(90) })
    await desks.done(['bundle', 'keys', desks.at('meridian/did.json'), ...at('alliance')], { now: later(100) })
    await edition([], later(100))
    const [oldKey] = desks.json('meridian/did.json').verificationMethod
    expect(oldKey.expires).toBe(formatInstant((later(90) + 1000) as Instant))
    // Opened before the change, this desk still signs with the old key, as who stole it would.
    const stolen = await work('meridian', async (desk) =>
      vcJwt.secure(documentOf(before), await desk.signer(), { signedAt: later(115) }),
    )
    const trust = await openTrustFor({ flags: { dir: desks.at('alliance') }, io, now: later(110) })
    if (!trust.ok) throw new Error(trust.problems[0].code)
    const flags = { dir: desks.at('meridian') }
    const after = await withDesk({ flags, io }, (desk) => issue(desk, trust.value, later(110)))
    const lists = await withDesk({ flags, io }, (desk) => listsOf(desk, later(111)))
    await edition(
      lists.map((list, number) => desks.put(`new-${number}.jwt`, list)),
      later(111),
    )

    const now = later(120)
    expect(await judge(before, now)).toEqual({ verdict: 'accepted', problems: [] })
    expect(await judge(after, now)).toEqual({ verdict: 'accepted', problems: [] })
    expect(await judge(stolen, now)).toEqual({ verdict: 'rejected', problems: expect.arrayContaining(['KEY_RETIRED']) })
  })

  it('is not taken for a DID that is its key, nor is the registry key for anybody', async () => {
    const document = desks.json('meridian/did.json')
    const [own] = document.verificationMethod
    const registry = {
      ...own,
      id: `${document.id}#registry`,
      publicKeyMultibase: registryKey().slice('did:key:'.length),
    }
    const files = [
      ['registry', { ...document, verificationMethod: [...document.verificationMethod, registry] }, 'KEY_ROLE_REUSE'],
      ['carried', JSON.parse(JSON.stringify(document).replaceAll(document.id, vendor)), 'carries its key'],
    ] as const
    const before = await deskOf('alliance').store.registry().bodies()
    for (const [name, content, said] of files) {
      const file = desks.put(`${name}.json`, JSON.stringify(content))
      const { exitCode, err } = await desks.run(['bundle', 'keys', file, ...at('alliance')])
      expect([name, exitCode, err]).toEqual([name, 2, expect.stringContaining(said)])
    }
    expect(await deskOf('alliance').store.registry().bodies()).toEqual(before)
  })

  it('leaves out keys that by their id or controller are somebody else’s', () => {
    const document = desks.json('meridian/did.json')
    const [own] = document.verificationMethod
    const foreign = [
      { ...own, id: 'did:web:other.example#k' },
      { ...own, id: `${document.id}#k`, controller: 'did:web:other.example' },
    ]
    const assertionMethod = [...document.assertionMethod, ...foreign.map(({ id }) => id)]
    const verificationMethod = [...document.verificationMethod, ...foreign]
    const file = desks.put('foreign.json', JSON.stringify({ ...document, assertionMethod, verificationMethod }))
    expect(readDidFile({ file }).keys.map(({ method }) => method.id)).toEqual(
      document.verificationMethod.map(({ id }: { id: string }) => id),
    )
  })

  it('the registry key, which is pinned, is not changed; nor is a did:key', async () => {
    const registry = await desks.run(['key', 'rotate', '--registry', ...at('alliance')])
    expect([registry.exitCode, registry.err]).toEqual([2, expect.stringContaining('is pinned by every buyer')])
    const carried = await desks.run(['key', 'rotate', ...at('tidewater')])
    expect([carried.exitCode, carried.err]).toEqual([2, expect.stringContaining('is its key')])
  })
})

describe('an edition of a later day', () => {
  it('lists a list that has ended, and says to ask for a newer one', async () => {
    const { out } = await desks.done(['bundle', 'build', ...at('alliance')], { now: addDays(NOON, 40) })
    expect(out).toMatch(/meridian\.example\/status\/revocation\/0 until[^,]*,\s+and\s+so\s+has\s+ended/)
  })
})

/** A list as its issuer signs it at another time, past the clock that a desk keeps. */
const dated = (list: string, from: Instant) =>
  work('meridian', async (desk) => {
    const window = { validFrom: formatInstant(from), validUntil: formatInstant(addDays(from, 30)) }
    return vcJwt.secure({ ...listDocument(list), ...window }, await desk.signer(), { signedAt: from })
  })

function listDocument(secured: string): JsonObject {
  const { iat: _iat, ...document } = JSON.parse(Buffer.from(secured.split('.')[1] ?? '', 'base64url').toString('utf8'))
  return document
}
