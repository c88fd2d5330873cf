import { REASON_CODES } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from './commands/table.js'
import { tta } from './testing/captured-io.js'
import { VERSION } from './version.js'

const NOW = 1_793_534_400_000 as never
const run = (...args: readonly string[]) => tta(args, { now: NOW })

describe('tta', () => {
  it('lists its commands, with examples, on --help', async () => {
    for (const args of [['--help'], ['-h'], ['help']]) {
      const { exitCode, out } = await run(...args)
      expect(exitCode).toBe(0)
      for (const name of Object.keys(COMMANDS)) expect(out).toContain(`\n  ${name} `)
      expect(out).toContain('Examples')
    }
  })

  it('without a command: the help on standard error, exit 2', async () => {
    const { exitCode, out, err } = await run()
    expect([exitCode, out]).toEqual([2, ''])
    expect(err).toContain('Commands')
  })

  it.each(Object.keys(COMMANDS))('%s has help with usage, every flag and examples', async (name) => {
    const { exitCode, out } = await run(name, '--help')
    expect(exitCode).toBe(0)
    const command = await COMMANDS[name]?.load()
    expect(command?.name).toBe(name)
    for (const flag of Object.keys(command?.flags ?? {})) expect(out).toContain(`--${flag}`)
    expect(out).toMatch(/Examples\n/)
    expect((await run('help', name)).out).toBe(out)
  })

  it('says its version', async () => {
    expect(await run('--version')).toMatchObject({ exitCode: 0, out: `tta ${VERSION}\n` })
    expect((await run('--version', '--json')).json()).toMatchObject({ version: VERSION, exitCode: 0 })
  })

  it.each([
    ['verfy', 'did you mean verify?'],
    ['insepct', 'did you mean inspect?'],
    ['exp', 'did you mean explain?'],
    ['--hlep', 'unknown flag --hlep'],
    ['frobnicate', 'unknown command frobnicate'],
    ['__proto__', 'unknown command __proto__'],
    ['constructor', 'unknown command constructor'],
    ['x\u001b[31m', 'unknown command x\\u{1b}[31m'],
  ])('%s is no command: exit 2', async (name, message) => {
    const { exitCode, err, out } = await run(name)
    expect([exitCode, out]).toEqual([2, ''])
    expect(err).toContain(message)
    expect(err).not.toContain('\u001b')
  })

  it('does not guess where nothing is near', async () => {
    expect((await run('frobnicate')).err).not.toContain('did you mean')
  })

  it('with --json says what went wrong as one object too', async () => {
    const ran = await run('verfy', '--json')
    expect(ran.json()).toMatchObject({ exitCode: 2, command: null, error: { code: 'ERR_USAGE_INVALID' } })
    expect(ran.err).not.toBe('')
  })

  it('THREAT-044 a fault of its own shows no stack, no internals, and is no verdict', async () => {
    const out = () => {
      throw new Error('secret detail in /home/somebody/key.pem')
    }
    const { exitCode, err } = await tta(['explain', 'REVOKED'], { now: NOW, out })
    expect(exitCode).toBe(4)
    expect(err).toContain('(INTERNAL)')
    expect(err).not.toMatch(/secret|key\.pem|\n {2,}at /)
    expect((await tta(['explain', 'REVOKED'], { now: NOW, out, env: { TTA_DEBUG: '1' } })).err).toContain(
      'secret detail',
    )
  })
})

describe('tta explain', () => {
  it('explains a code, in any case', async () => {
    const { exitCode, out } = await run('explain', 'status_stale')
    expect(exitCode).toBe(0)
    expect(out).toContain('STATUS_STALE')
    expect(out).toContain('Remedy')
  })

  it('knows every code of the registry', async () => {
    const { codes } = (await run('explain', '--json')).json()
    expect(codes.map(({ code }: { code: string }) => code)).toEqual(REASON_CODES)
    const listed = (await run('explain')).out
    for (const code of REASON_CODES) expect(listed).toContain(code)
  })

  it.each([
    ['REVOKD', 'did you mean REVOKED?'],
    ['STATUS_STAEL', 'did you mean STATUS_STALE?'],
    ['XYZZY', 'there is no reason code XYZZY'],
  ])('%s is no code: exit 2', async (code, message) => {
    const { exitCode, err } = await run('explain', code)
    expect(exitCode).toBe(2)
    expect(err).toContain(message)
  })
})
