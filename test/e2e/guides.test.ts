import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { type GuideBlock, guideBlocks, missingLines } from './guide-blocks.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const guides = join(root, 'docs/guides')
const scratch = mkdtempSync(join(tmpdir(), 'guide-'))
const HAS_BASH = existsSync('/bin/bash')

afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('the blocks of a guide', () => {
  it('are its commands, each with what it prints', () => {
    const guide = 'a\n```sh\none\ntwo\n```\nb\n```text\nsays …\n\nends\n```\n```sh\nthree\n```\n'
    expect(guideBlocks(guide)).toEqual([
      { line: 2, commands: 'one\ntwo', expected: ['says …', 'ends'] },
      { line: 12, commands: 'three', expected: [] },
    ])
  })

  it('miss what is not printed, and what is printed in another order', () => {
    expect(missingLines(['says … (a)', 'ends'], 'x\n  says this (a)\nends\n')).toEqual([])
    expect(missingLines(['ends', 'says …'], 'says this\nends\n')).toEqual(['says …'])
    expect(missingLines(['says'], 'says more\n')).toEqual(['says'])
  })
})

/** Runs all blocks in one shell, as a reader would who pastes them one after another, at the root of the repository. */
function play(blocks: readonly GuideBlock[]): readonly string[] {
  const mark = (at: number) => `@@ block ${at} @@`
  const script = blocks.map(({ commands }, at) => `echo '${mark(at)}'\n${commands}`).join('\n')
  const { stdout, stderr, status } = spawnSync('/bin/bash', ['-e', '-u', '-o', 'pipefail'], {
    cwd: root,
    input: `exec 2>&1\n${script}\necho '${mark(blocks.length)}'\n`,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: scratch, TMPDIR: scratch, NO_COLOR: '1', COLUMNS: '100' },
  })
  const outputs = blocks.map((_, at) => stdout.split(mark(at))[1]?.split(mark(at + 1))[0])
  const stopped = outputs.findLastIndex((output) => output !== undefined)
  if (status !== 0) throw new Error(`line ${blocks[stopped]?.line}: exit ${status}\n${outputs[stopped]}\n${stderr}`)
  return outputs.map((output) => output ?? '')
}

describe.skipIf(!HAS_BASH && process.env['CI'] === undefined)(
  'every command runs, and says what the guide says',
  () => {
    const played = readdirSync(guides)
      .filter((file) => file.endsWith('.md'))
      .map((name) => ({ name, blocks: guideBlocks(readFileSync(join(guides, name), 'utf8')) }))
      .filter(({ blocks }) => blocks.length > 0)

    it('there is one for the four desks', () => {
      expect(played.map(({ name }) => name)).toContain('four-desks.md')
    })

    for (const { name, blocks } of played) {
      it(`${name}: ${blocks.length} blocks`, () => {
        const outputs = play(blocks)
        const missing = blocks.flatMap(({ line, expected }, at) =>
          missingLines(expected, outputs[at] ?? '').map((wanted) => ({ line, wanted, printed: outputs[at] })),
        )
        expect(missing).toEqual([])
      }, 300_000)
    }
  },
)
