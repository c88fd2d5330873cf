import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { openStore } from '@trusted-tech/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSampleDesks, PASSPHRASE, type SampleDesks } from '../testing/sample-desks.js'
import { withDesk } from './open-desk.js'

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url))
const BIN = `${PACKAGE}bin/tta.js`
const SCOPE = fileURLToPath(new URL('../../../../examples/scopes/every-principle.json', import.meta.url))
const MEMBER = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
const io = (passphrase = PASSPHRASE) => ({ env: { TTA_PASSPHRASE: passphrase } }) as never

let desks: SampleDesks
beforeAll(async () => {
  desks = await createSampleDesks(['alliance', 'tidewater'])
  cpSync(desks.at('alliance'), desks.at('kept'), { recursive: true })
})
afterAll(() => desks.remove())

const admit = (dir: string, options = {}) =>
  desks.run(
    ['admit', MEMBER, '--dir', desks.at(dir), '--name', 'Member', '--role', 'user', '--valid-until', '2027-11-30'],
    options,
  )
/** A copy of the alliance's desk to break. */
const copy = (name: string) => {
  rmSync(desks.at(name), { recursive: true, force: true })
  cpSync(desks.at('kept'), desks.at(name), { recursive: true })
  return desks.at(name)
}
const statementsIn = (dir: string) =>
  withDesk({ flags: { dir: desks.at(dir) }, io: io() }, ({ store, config }) => store.registry().statements(config.did))

describe('a desk that something is wrong with', () => {
  it('THREAT-170 a wrong passphrase is named, and changes nothing', async () => {
    const wrong = await admit('alliance', { env: { TTA_PASSPHRASE: 'harbour lights at eight' } })
    expect([wrong.exitCode, wrong.err]).toEqual([4, expect.stringContaining('ERR_KEYSTORE_PASSPHRASE_WRONG')])
    for (const said of ['does not open this desk', 'nothing was changed', 'Nobody can recover'])
      expect(wrong.err).toContain(said)
    expect([await statementsIn('alliance'), await bodiesIn('alliance')]).toEqual([[], []])
  })

  it('THREAT-170 a key record that was cut, or is of another DID, does not sign', async () => {
    copy('cut')
    const store = await openStore({ path: desks.at('cut/store.db') })
    await store.sealedKeys().reseal(({ encryption, records }) => ({
      encryption,
      records: records.map((record) => ({
        ...record,
        sealed: { ...record.sealed, ciphertext: record.sealed.ciphertext.slice(0, 20) },
      })),
    }))
    await store.close()
    const cut = await admit('cut')
    expect([cut.exitCode, cut.err]).toEqual([4, expect.stringContaining('ERR_KEYSTORE_RECORD_DAMAGED')])
    copy('swapped')
    const config = desks.json('swapped/tta.json')
    desks.put('swapped/tta.json', JSON.stringify({ ...config, did: 'did:web:other.example' }))
    const swapped = await admit('swapped')
    expect([swapped.exitCode, swapped.err]).toEqual([4, expect.stringContaining('ERR_KEYSTORE_DID_UNKNOWN')])
  })

  it('a passphrase from a file, the environment or a terminal; never without one', async () => {
    const env = { env: {} }
    const none = await admit('alliance', env)
    expect([none.exitCode, none.err]).toEqual([2, expect.stringMatching(/TTA_PASSPHRASE.*--passphrase-file.*terminal/)])
    const file = desks.put('passphrase.txt', `${PASSPHRASE}\n`)
    expect(
      (await desks.run(['key', 'list', '--dir', desks.at('tidewater'), '--passphrase-file', file], env)).exitCode,
    ).toBe(0)
    const empty = desks.put('empty.txt', '\n')
    expect(
      (await desks.run(['key', 'list', '--dir', desks.at('tidewater'), '--passphrase-file', empty], env)).exitCode,
    ).toBe(2)
    const asked: unknown[] = []
    const ask = async (question: string, options: unknown) => {
      asked.push([question, options])
      return PASSPHRASE
    }
    expect((await desks.run(['key', 'list', '--dir', desks.at('tidewater')], { ...env, ask })).exitCode).toBe(0)
    expect(asked).toEqual([['Passphrase of this desk: ', { hidden: true }]])
  })

  it('a folder that is no desk, and the desk of another role, say what to do', async () => {
    const nothing = await admit('nowhere')
    expect([nothing.exitCode, nothing.err]).toEqual([2, expect.stringMatching(/is no desk.*--dir DIR.*tta init/)])
    const other = await admit('tidewater')
    expect([other.exitCode, other.err]).toEqual([2, expect.stringContaining('role vendor: this is for an alliance')])
    copy('damaged')
    desks.put('damaged/tta.json', '{"version":2,"role":"alliance"}')
    const newer = await admit('damaged')
    expect([newer.exitCode, newer.err]).toEqual([4, expect.stringContaining('version 2, this program knows 1')])
  })

  it('THREAT-177 a store that is missing, foreign or newer is refused and left as it is', async () => {
    const cases: readonly [string, (path: string) => void, string][] = [
      ['missing', (path) => rmSync(path), 'ERR_STORE_MISSING'],
      [
        'foreign',
        (path) => writeFileSync(path, 'a letter, not a database, and long enough to be read as one '.repeat(40)),
        'ERR_STORE_FOREIGN',
      ],
      ['newer', (path) => writeFileSync(path, withUserVersion(readFileSync(path), 99)), 'ERR_STORE_NEWER'],
    ]
    for (const [name, harm, code] of cases) {
      const path = `${copy(name)}/store.db`
      harm(path)
      const before = existsSync(path) ? readFileSync(path) : undefined
      const { exitCode, err } = await admit(name)
      expect([name, exitCode, err]).toEqual([name, 4, expect.stringContaining(code)])
      expect(existsSync(path) ? readFileSync(path) : undefined).toEqual(before)
    }
  })

  it('THREAT-169 files that others could read are closed when the desk is opened', async () => {
    copy('loose')
    chmodSync(desks.at('loose/store.db'), 0o644)
    await statementsIn('loose')
    expect(statSync(desks.at('loose/store.db')).mode & 0o777).toBe(0o600)
  })

  it('THREAT-169 neither passphrase nor keys are in what a failing command says', async () => {
    const wrong = await admit('alliance', { env: { TTA_PASSPHRASE: 'a secret that is wrong', TTA_DEBUG: '1' } })
    expect(wrong.exitCode).toBe(4)
    expect(`${wrong.out}${wrong.err}`).not.toContain('a secret that is wrong')
  })
})

describe('tta key passphrase', () => {
  it('seals every key anew; keys and wallet stay the same, the old passphrase opens nothing', async () => {
    copy('sealed')
    const flags = { dir: desks.at('sealed') }
    const wallet = (passphrase: string) =>
      withDesk({ flags, io: io(passphrase) }, async (desk) => {
        const credentials = await desk.credentials()
        return { list: await credentials.list(), signer: (await desk.signer()).verificationMethod }
      })
    const before = await wallet(PASSPHRASE)
    const change = (next: string, old = PASSPHRASE) =>
      desks.run(['key', 'passphrase', '--dir', flags.dir], {
        env: { TTA_PASSPHRASE: old, TTA_NEW_PASSPHRASE: next },
      })
    expect((await change('x', 'not the one')).exitCode).toBe(4)
    expect((await change(PASSPHRASE)).exitCode).toBe(2)
    expect(await wallet(PASSPHRASE)).toEqual(before)
    expect((await change('quay at dawn')).exitCode).toBe(0)
    expect(await wallet('quay at dawn')).toEqual(before)
    await expect(wallet(PASSPHRASE)).rejects.toMatchObject({ code: 'ERR_KEYSTORE_PASSPHRASE_WRONG' })
  })
})

/** The built command in a process of its own. */
function built(args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [BIN, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', TTA_PASSPHRASE: PASSPHRASE },
  })
}

const CAN_MOUNT = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0

describe('a desk on a disk or beside a process that gives trouble', () => {
  beforeAll(() => {
    if (!existsSync(`${PACKAGE}dist/desk.cjs`))
      spawnSync('npm', ['run', '--silent', 'build'], { cwd: PACKAGE, stdio: 'ignore' })
  }, 60_000)

  const statement = (dir: string, name = 'Body') => [
    'accredit',
    MEMBER,
    '--dir',
    dir,
    '--scope',
    SCOPE,
    '--name',
    name,
    '--valid-until',
    '2099-01-01',
  ]

  it.skipIf(!CAN_MOUNT)(
    'THREAT-174 a full disk is named, loses nothing, and the desk works again when there is room',
    () => {
      const script = `
      mount -t tmpfs -o size=900k none "$1"
      cp -r "$2/." "$1"
      head -c 2m /dev/zero > "$1/ballast" || true
      "$3" "$4" accredit ${MEMBER} --dir "$1" --scope "$5" --name Body --valid-until 2099-01-01 > "$6/full.out" 2> "$6/full.err" && exit 9 || echo "code $?"
      ls -a "$1" > "$6/full.ls"
      rm "$1/ballast"
      "$3" "$4" accredit ${MEMBER} --dir "$1" --scope "$5" --name Body --valid-until 2099-01-01 --json`
      const mount = copy('mount')
      const { stdout, stderr } = spawnSync(
        'unshare',
        ['-rm', 'sh', '-ec', script, 'sh', mount, desks.at('kept'), process.execPath, BIN, SCOPE, desks.at('')],
        { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', TTA_PASSPHRASE: PASSPHRASE } },
      )
      expect(stderr.replaceAll(/^head:.*\n/gm, '')).toBe('')
      expect(desks.text('full.err')).toMatch(/ERR_(STORE_FULL|FILE_UNWRITABLE)/)
      const [said, ...json] = stdout.split('\n')
      expect(said).toBe('code 4')
      expect(JSON.parse(json.join('\n'))).toMatchObject({ exitCode: 0, type: 'AccreditationCredential' })
    },
  )

  it.skipIf(!CAN_MOUNT)('THREAT-174 a read-only disk is named', () => {
    const script = `
      mount --bind "$1" "$1"; mount -o remount,ro,bind "$1"
      exec "$2" "$3" accredit ${MEMBER} --dir "$1" --scope "$4" --name Body --valid-until 2099-01-01`
    const { status, stderr } = spawnSync(
      'unshare',
      ['-rm', 'sh', '-ec', script, 'sh', copy('readonly'), process.execPath, BIN, SCOPE],
      {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] ?? '', TTA_PASSPHRASE: PASSPHRASE },
      },
    )
    expect([status, stderr]).toEqual([4, expect.stringContaining('ERR_STORE_READ_ONLY')])
  })

  it('two processes work at one desk at once, and both are on record', async () => {
    copy('shared')
    const codes = await Promise.all(
      ['One name', 'Another name'].map(
        (name) =>
          new Promise<number | null>((resolve) => {
            const child = spawn(process.execPath, [BIN, ...statement(desks.at('shared'), name)], {
              stdio: 'ignore',
              env: { PATH: process.env['PATH'] ?? '', TTA_PASSPHRASE: PASSPHRASE },
            })
            child.once('exit', (code) => resolve(code))
          }),
      ),
    )
    expect(codes).toEqual([0, 0])
    expect(await statementsIn('shared')).toHaveLength(2)
  })

  it('THREAT-176 a process that is told to end leaves a desk that opens, with all that was acknowledged', async () => {
    copy('ended')
    expect(built(statement(desks.at('ended'))).status).toBe(0)
    for (const delay of [150, 450, 750]) {
      const child = spawn(process.execPath, [BIN, ...statement(desks.at('ended'))], {
        stdio: 'ignore',
        env: { PATH: process.env['PATH'] ?? '', TTA_PASSPHRASE: PASSPHRASE },
      })
      setTimeout(() => child.kill('SIGTERM'), delay)
      await new Promise((resolve) => child.once('exit', resolve))
    }
    const kept = await statementsIn('ended')
    expect(kept.length).toBeGreaterThanOrEqual(1)
    expect(built(statement(desks.at('ended'))).status).toBe(0)
    expect((await statementsIn('ended')).slice(0, kept.length)).toEqual(kept)
    expect(readdirSync(desks.at('ended')).filter((entry) => entry.startsWith('.'))).toEqual([])
  })

  it('an init that is killed is finished by the same command', async () => {
    const args = ['init', 'assessor', '--dir', desks.at('killed'), '--name', 'Meridian', '--domain', 'meridian.example']
    for (const delay of [250, 500, 750]) {
      const child = spawn(process.execPath, [BIN, ...args], {
        stdio: 'ignore',
        env: { PATH: process.env['PATH'] ?? '', TTA_PASSPHRASE: PASSPHRASE },
      })
      setTimeout(() => child.kill('SIGKILL'), delay)
      await new Promise((resolve) => child.once('exit', resolve))
      if (existsSync(desks.at('killed/tta.json'))) break
    }
    const last = existsSync(desks.at('killed/tta.json'))
      ? built(['key', 'list', '--dir', desks.at('killed')])
      : built(args)
    expect([last.status, last.stderr]).toEqual([0, ''])
    expect(desks.json('killed/did.json').verificationMethod).toHaveLength(1)
  })
})

async function bodiesIn(dir: string) {
  return withDesk({ flags: { dir: desks.at(dir) }, io: io() }, ({ store }) => store.registry().bodies())
}

/** SQLite keeps `user_version` at byte 60 of the file. */
function withUserVersion(file: Buffer, version: number): Buffer {
  const changed = Buffer.from(file)
  changed.writeUInt32BE(version, 60)
  return changed
}
