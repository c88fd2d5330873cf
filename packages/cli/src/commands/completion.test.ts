import { spawnSync } from 'node:child_process'
import { REASON_CODES } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import type { FlagTable } from '../command-line/command.js'
import { tta } from '../testing/captured-io.js'
import { COMMANDS } from './table.js'

const NOW = 1_793_534_400_000 as never
const run = (...args: readonly string[]) => tta(['completion', ...args], { now: NOW })
const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0

/** What the script offers for a line, of which the last word is the one that is being written. */
async function offered(words: readonly string[]): Promise<readonly string[]> {
  const { out } = await run('bash')
  const quoted = words.map((word) => `'${word}'`).join(' ')
  const program = `${out}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _tta; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-eu', '-c', program], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  return stdout.split('\n').filter((line) => line !== '')
}

describe('tta completion', () => {
  it.each(['bash', 'zsh', 'fish'])('%s: names every command and every flag of the table', async (shell) => {
    const { out, exitCode, err } = await run(shell)
    expect([exitCode, err]).toEqual([0, ''])
    for (const [name, { load }] of Object.entries(COMMANDS)) {
      expect(out).toContain(name)
      for (const flag of Object.keys((await load()).flags as FlagTable)) {
        expect(out).toContain(shell === 'fish' ? `-l ${flag} ` : `--${flag}`)
      }
    }
  })

  it('gives the script as JSON too', async () => {
    const ran = await run('fish', '--json')
    expect(ran.json()).toMatchObject({ outputVersion: 1, command: 'completion', shell: 'fish', exitCode: 0 })
  })

  it.each([
    [[], 'name one shell: bash, zsh, fish'],
    [['bash', 'zsh'], 'name one shell'],
    [['bahs'], 'did you mean bash?'],
    [['constructor'], 'the shell is one of'],
  ])('%j is a mistake of usage', async (args, message) => {
    const { exitCode, err } = await run(...args)
    expect(exitCode).toBe(2)
    expect(err).toContain(message)
  })

  // Scripts of shells that are not here are held to their syntax where they are.
  it.each(['bash', 'zsh', 'fish'].filter(has))('%s takes its script', async (shell) => {
    const { out } = await run(shell)
    const { status, stderr } = spawnSync(shell, ['-n'], { input: out, encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })
})

describe.skipIf(!has('bash'))('the script in bash', () => {
  it('offers commands', async () => {
    expect(await offered(['tta', ''])).toEqual([...Object.keys(COMMANDS), '--help', '--version'])
    expect(await offered(['tta', 'ver'])).toEqual(['verify'])
    expect(await offered(['tta', '--js', 'ver'])).toEqual(['verify'])
  })

  it('offers the flags of the command and of no other', async () => {
    for (const [name, { load }] of Object.entries(COMMANDS)) {
      const own = Object.keys((await load()).flags as FlagTable).map((flag) => `--${flag}`)
      expect(await offered(['tta', name, '-'])).toEqual([...own, '--json', '--help'])
    }
    expect(await offered(['tta', 'verify', 'a.jwt', '--allow-s'])).toEqual(['--allow-sample'])
  })

  it('offers the values that a flag may have, with = or without, and leaves files to bash', async () => {
    expect(await offered(['tta', 'verify', '--report', ''])).toEqual(['json', 'text'])
    expect(await offered(['tta', 'verify', '--report', '=', 'j'])).toEqual(['json'])
    expect(await offered(['tta', 'verify', '--report', '='])).toEqual(['json', 'text'])
    expect(await offered(['tta', 'verify', '--bundle', ''])).toEqual([])
    expect(await offered(['tta', 'verify', ''])).toEqual([])
  })

  it('offers the words that a command takes', async () => {
    expect(await offered(['tta', 'completion', ''])).toEqual(['bash', 'zsh', 'fish'])
    expect(await offered(['tta', 'init', ''])).toEqual(['alliance', 'assessor', 'vendor', 'buyer'])
    expect(await offered(['tta', 'did', ''])).toEqual(['resolve'])
    expect(await offered(['tta', 'trust', ''])).toEqual(expect.arrayContaining(['pin', 'unpin']))
    expect(await offered(['tta', 'wallet', ''])).toEqual(expect.arrayContaining(['add', 'list', 'show', 'present']))
    expect(await offered(['tta', 'explain', 'STATUS_'])).toEqual(
      REASON_CODES.filter((code) => code.startsWith('STATUS_')),
    )
  })
})
