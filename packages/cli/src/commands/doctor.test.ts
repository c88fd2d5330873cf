import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GuardedFetcher } from '@trusted-tech/fetcher'
import { fail, instantFromMilliseconds, ok } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW } from '../../../../test/world/world.js'
import { checkClock, checkNode } from '../doctor/check-machine.js'
import { checkReach } from '../doctor/check-reach.js'
import { type Ran, tta } from '../testing/captured-io.js'
import { createSampleFolder, type SampleFolder } from '../testing/sample-folder.js'
import { schemaFaults } from '../testing/schema-faults.js'

const DAY = 86_400_000
const env = { TTA_PASSPHRASE: 'harbour lights at seven' }
const folder = mkdtempSync(join(tmpdir(), 'tta-doctor-'))
const at = (...name: string[]) => join(folder, ...name)
/** Desks are files, and files have the real time. */
const today = () => instantFromMilliseconds(Date.now())
const doctor = (args: readonly string[], more: Partial<Parameters<typeof tta>[1]> = {}): Promise<Ran> =>
  tta(['doctor', ...args], { now: today(), env, ...more })

interface Shown {
  readonly id: string
  readonly state: string
  readonly found: string
  readonly remedy?: string
}
/** The findings of a run, by id; of several with one id, the last. */
async function examined(args: readonly string[], more: Partial<Parameters<typeof tta>[1]> = {}) {
  const ran = await doctor([...args, '--json'], more)
  const { findings, exitCode } = ran.json() as { findings: readonly Shown[]; exitCode: number }
  expect(exitCode).toBe(ran.exitCode)
  expect(schemaFaults('doctor', ran.json())).toBeNull()
  for (const { state, remedy } of findings) if (state !== 'ok') expect(remedy).toMatch(/\.$/)
  return { exitCode, findings, by: new Map(findings.map((finding) => [finding.id, finding])) }
}

let desks = 0
/** A copy of the alliance's desk, to be spoilt. */
function copy(): string {
  desks += 1
  cpSync(at('alliance'), at(`copy-${desks}`), { recursive: true })
  chmodSync(at(`copy-${desks}`), 0o700)
  return at(`copy-${desks}`)
}

beforeAll(async () => {
  const made = await tta(
    ['init', 'alliance', '--dir', at('alliance'), '--name', 'Sample Alliance', '--domain', 'alliance.example'],
    { now: today(), env },
  )
  expect(made.err).toBe('')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('tta doctor at a desk', () => {
  it('finds a new desk fit for work, says what it did not look at, and what is still missing', async () => {
    const { exitCode, findings } = await examined(['--dir', at('alliance')])
    expect(exitCode).toBe(0)
    expect(findings.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'node ok',
      'clock ok',
      'desk ok',
      'files ok',
      'store ok',
      'audit ok',
      'keys ok',
      'trust warning',
      'reach skipped',
    ])
    const { out } = await doctor(['--dir', at('alliance')])
    expect(out).toContain('Fit for work, with 1 warning.')
    expect(out.replace(/\s+/g, ' ')).toContain('desk and of the registry signed and verified')
  })

  it('tries no key without a passphrase, and asks nobody', async () => {
    const ask = async () => Promise.reject(new Error('somebody was asked'))
    const { exitCode, by } = await examined(['--dir', at('alliance')], { env: {}, ask })
    expect([exitCode, by.get('keys')?.state]).toEqual([0, 'skipped'])
    expect(by.get('keys')?.remedy).toContain('--passphrase-file')
  })

  it('THREAT-170 a wrong passphrase: exit 1, in words', async () => {
    const { exitCode, by } = await examined(['--dir', at('alliance')], { env: { TTA_PASSPHRASE: 'other' } })
    expect([exitCode, by.get('keys')?.state]).toEqual([1, 'failed'])
    expect(by.get('keys')?.found).toContain('ERR_KEYSTORE_PASSPHRASE_WRONG')
    expect(by.get('audit')?.state).toBe('ok')
  })

  it('THREAT-169 a store that others can read, a file that they can change: exit 1, with the command that mends it', async () => {
    const dir = copy()
    chmodSync(dir, 0o755)
    chmodSync(join(dir, 'store.db'), 0o644)
    chmodSync(join(dir, 'tta.json'), 0o666)
    const { exitCode, by } = await examined(['--dir', dir], { env: {} })
    expect([exitCode, by.get('files')?.state]).toEqual([1, 'failed'])
    expect(by.get('files')?.found).toMatch(/mode 755.*store\.db \(mode 644\).*tta\.json \(mode 666\)/)
    expect(by.get('files')?.remedy).toContain(`chmod 700 ${dir}`)
    // Opening has mended the store.
    expect(statSync(join(dir, 'store.db')).mode & 0o777).toBe(0o600)
  })

  it('a store that is gone, is none, or is damaged: exit 4, and nothing is made in its place', async () => {
    const gone = copy()
    rmSync(join(gone, 'store.db'))
    const missing = await examined(['--dir', gone], { env: {} })
    expect([missing.exitCode, missing.by.get('store')?.state]).toEqual([4, 'failed'])
    expect(statSync(join(gone, 'store.db'), { throwIfNoEntry: false })).toBeUndefined()
    const none = copy()
    writeFileSync(join(none, 'store.db'), 'this is a letter and no store, however long it gets to be '.repeat(100))
    const foreign = await examined(['--dir', none], { env: {} })
    expect([foreign.exitCode, foreign.by.get('store')?.state]).toEqual([4, 'failed'])
    expect(foreign.by.has('keys')).toBe(false)
  })

  it('THREAT-171 a record that is not what was written: exit 1, the entry, and no advice to go on', async () => {
    const dir = copy()
    const member = 'did:key:z6Mkf5rGMoatrSj1f4CyvuHBeXJELe9RPdzo2PKGNCKVtZxP'
    const until = new Date(Date.now() + 90 * DAY).toISOString().slice(0, 10)
    const admitted = await tta(
      ['admit', member, '--dir', dir, '--name', 'Tidewater', '--role', 'vendor', '--valid-until', until],
      { now: today(), env },
    )
    expect(admitted.err).toBe('')
    const whole = await examined(['--dir', dir], { env: {} })
    expect(whole.by.get('audit')?.found).toMatch(/^The audit record is whole: 1 entry,/)
    // One letter of the credential on record, as an editor of the file would change it.
    const store = join(dir, 'store.db')
    const bytes = readFileSync(store)
    const credential = bytes.indexOf('eyJhbGciOi')
    expect(credential).toBeGreaterThan(0)
    bytes.write(bytes.subarray(credential + 120, credential + 121).toString() === 'A' ? 'B' : 'A', credential + 120)
    writeFileSync(store, bytes)
    const { exitCode, by } = await examined(['--dir', dir], { env: {} })
    expect([exitCode, by.get('audit')?.state]).toEqual([1, 'failed'])
    expect(by.get('audit')?.found).toBe('Entry 1 of the audit record is not what was written.')
    expect(by.get('audit')?.remedy).toContain('Issue nothing more')
  })

  it('a tta.json that is damaged: exit 4; a folder that is named and no desk: exit 2', async () => {
    const dir = copy()
    writeFileSync(join(dir, 'tta.json'), '{')
    const { exitCode, by } = await examined(['--dir', dir])
    expect([exitCode, by.get('desk')?.state]).toEqual([4, 'failed'])
    mkdirSync(at('empty'))
    const empty = await doctor(['--dir', at('empty')])
    expect([empty.exitCode, empty.out]).toEqual([2, ''])
    const superfluous = await doctor(['x', '--json'])
    expect([superfluous.exitCode, schemaFaults('doctor', superfluous.json())]).toEqual([2, null])
  })

  it('THREAT-173 a clock that is behind the desk’s own files: exit 1', async () => {
    const dir = copy()
    const ahead = new Date(Date.now() + 3 * DAY)
    utimesSync(join(dir, 'store.db'), ahead, ahead)
    const { exitCode, by } = await examined(['--dir', dir], { env: {} })
    expect([exitCode, by.get('clock')?.state]).toEqual([1, 'failed'])
    expect(by.get('clock')?.found).toContain('store.db')
  })

  it('outside of a desk looks at the machine alone', async () => {
    const { exitCode, by } = await examined([])
    expect([exitCode, by.get('desk')?.state, by.get('trust')?.state]).toEqual([0, 'skipped', 'warning'])
    expect(by.has('store')).toBe(false)
  })
})

describe('tta doctor and trust data', () => {
  let sample: SampleFolder
  beforeAll(async () => {
    sample = await createSampleFolder()
  })
  afterAll(() => sample.remove())
  const trust = (more: readonly string[] = [], now = NOW) =>
    examined(['--bundle', sample.trust, '--root', sample.root, ...more], { now })

  it('says its version, age and root, and the age of its status lists', async () => {
    const { by } = await trust()
    expect([by.get('root')?.state, by.get('lists')?.state]).toEqual(['ok', 'ok'])
    expect(by.get('trust')?.found).toMatch(/^Trust data version \d+, \d+ days old, good until 20/)
    expect(by.get('lists')?.found).toMatch(/^\d+ status lists; the first to lapse is https:/)
  })

  it('that has expired: exit 3; lists that have lapsed too', async () => {
    const { exitCode, by } = await trust([], instantFromMilliseconds(NOW + 400 * DAY))
    expect([exitCode, by.get('trust')?.state, by.get('lists')?.state]).toEqual([3, 'failed', 'failed'])
    expect(by.get('trust')?.found).toContain('expired')
    expect(by.get('lists')?.found).toContain('lapsed')
  })

  it('of another root: exit 1', async () => {
    const { exitCode, by } = await examined(['--bundle', sample.trust, '--root', 'A'.repeat(43)], { now: NOW })
    expect([exitCode, by.get('trust')?.state]).toEqual([1, 'failed'])
    expect(by.get('trust')?.found).toContain('ROOT_NOT_PINNED')
  })

  it('without a pinned root: a warning; that is not there or is none: exit 4 and 3', async () => {
    const rootless = await examined(['--bundle', sample.trust], { now: NOW })
    expect([rootless.exitCode, rootless.by.get('root')?.state]).toEqual([0, 'warning'])
    const absent = await examined(['--bundle', sample.at('absent'), '--root', sample.root], { now: NOW })
    expect([absent.exitCode, absent.by.get('trust')?.state]).toEqual([4, 'failed'])
    const none = sample.put('none/letter.txt', 'x').replace('/letter.txt', '')
    const empty = await examined(['--bundle', none, '--root', sample.root], { now: NOW })
    expect([empty.exitCode, empty.by.get('trust')?.found]).toEqual([3, expect.stringContaining('BUNDLE_MISSING')])
  })

  it('with a list that was changed: exit 1', async () => {
    const spoilt = await createSampleFolder()
    const { files } = JSON.parse(
      Buffer.from(readFileSync(join(spoilt.trust, 'manifest.jws'), 'utf8').split('.')[1] ?? '', 'base64url').toString(),
    )
    const list = Object.keys(files).find((path) => path.startsWith('status/')) ?? ''
    writeFileSync(join(spoilt.trust, list), 'x')
    const { exitCode, by } = await examined(['--bundle', spoilt.trust, '--root', spoilt.root], { now: NOW })
    spoilt.remove()
    expect([exitCode, by.get('lists')?.state]).toEqual([1, 'failed'])
  })
})

describe('what doctor finds of the machine', () => {
  it.each([
    ['20.19.0', 'ok'],
    ['24.1.0', 'ok'],
    ['20.18.3', 'failed'],
    ['18.20.0', 'failed'],
  ])('Node %s: %s', (version, state) => {
    expect(checkNode(version).state).toBe(state)
  })

  it.each([
    ['1970-01-01T00:00:00Z', 'failed'],
    ['2026-10-31T23:59:59Z', 'failed'],
    ['2026-11-01T00:00:00Z', 'ok'],
    ['2100-01-01T00:00:00Z', 'failed'],
  ])('THREAT-173 a clock at %s: %s', (time, state) => {
    expect(checkClock(instantFromMilliseconds(Date.parse(time)), []).state).toBe(state)
  })

  it('a few minutes between two clocks are none', () => {
    const witness = (milliseconds: number) => [{ at: NOW + milliseconds, what: 'a file' }]
    expect(checkClock(NOW, witness(5 * 60_000)).state).toBe('ok')
    expect(checkClock(NOW, witness(5 * 60_000 + 1)).state).toBe('failed')
  })
})

describe('what doctor --online finds', () => {
  const DID = 'did:web:alliance.example'
  const KEY = 'z6Mkf5rGMoatrSj1f4CyvuHBeXJELe9RPdzo2PKGNCKVtZxP'
  const document = {
    id: DID,
    verificationMethod: [{ id: `${DID}#k1`, type: 'Multikey', controller: DID, publicKeyMultibase: KEY }],
    assertionMethod: [`${DID}#k1`],
  }
  const trustWith = (publicKeyMultibase: string): TrustState =>
    ({
      anchors: [DID],
      keyHistory: () => ok([{ id: `${DID}#k1`, publicKeyMultibase, purposes: ['assertionMethod'], from: 'x' }]),
    }) as unknown as TrustState
  const answering = (answers: Readonly<Record<string, unknown>>) => {
    const asked: string[] = []
    const fetcher: GuardedFetcher = {
      async get({ url }) {
        asked.push(url)
        const answer = answers[url]
        return answer === undefined
          ? fail('FETCH_UNREACHABLE')
          : ok({ bytes: Buffer.from(JSON.stringify(answer)), mediaType: 'application/json' })
      },
    }
    return { fetcher, asked }
  }
  const AT = 'https://alliance.example/.well-known/did.json'
  const LIST = 'https://alliance.example/status/1'

  it('asks each address once, and holds keys to trust data', async () => {
    const { fetcher, asked } = answering({ [AT]: document, [LIST]: {} })
    const lists = [LIST, 'https://0123.invalid/status/1']
    const findings = await checkReach({ fetcher, own: DID, trust: trustWith(KEY), lists })
    expect(findings.map(({ state }) => state)).toEqual(['ok', 'ok'])
    expect(findings[0]?.found).toContain('the same as trust data has')
    expect(asked).toEqual([AT, LIST])
  })

  it('an address without answer: exit 4; other keys: exit 1', async () => {
    const silent = await checkReach({ fetcher: answering({}).fetcher, own: DID, trust: undefined, lists: [LIST] })
    expect(silent.map(({ state, exitCode }) => [state, exitCode])).toEqual([
      ['failed', 4],
      ['failed', 4],
    ])
    const other = trustWith('z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp')
    const changed = await checkReach({
      fetcher: answering({ [AT]: document }).fetcher,
      own: undefined,
      trust: other,
      lists: [],
    })
    expect(changed).toMatchObject([
      { state: 'failed', exitCode: 1, found: expect.stringContaining('DID_DOCUMENT_MISMATCH') },
    ])
  })

  it('is no crawl, and says so; with nothing to ask it says that', async () => {
    const { fetcher, asked } = answering({})
    const lists = Array.from({ length: 25 }, (_, index) => `https://alliance.example/status/${index}`)
    const findings = await checkReach({ fetcher, own: 'did:key:z6Mk', trust: undefined, lists })
    expect(asked).toHaveLength(10)
    expect(findings.at(-1)).toMatchObject({ state: 'skipped', found: expect.stringContaining('15 more') })
    expect(await checkReach({ fetcher, own: undefined, trust: undefined, lists: [] })).toMatchObject([
      { state: 'skipped' },
    ])
  })
})
