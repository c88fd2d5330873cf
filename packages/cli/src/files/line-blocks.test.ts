import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LineBlock, lineBlocks } from './line-blocks.js'

const SEED = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

/** What the blocks say line by line: its number, its text, and whether it was cut. */
async function linesOf(pieces: readonly Uint8Array[], maxLineBytes: number) {
  const lines: [number, string, boolean][] = []
  for await (const block of lineBlocks(pieces, maxLineBytes)) lines.push(...linesIn(block))
  return lines
}

function linesIn({ firstLine, bytes: block, tooLarge }: LineBlock): [number, string, boolean][] {
  const text = Buffer.from(block).toString('latin1')
  const whole = text.endsWith('\n') ? text.slice(0, -1) : text
  return whole.split('\n').map((line, at) => [firstLine + at, line, tooLarge === true])
}

describe('lines in blocks', () => {
  it('are the lines of the text, numbered, wherever it was cut into pieces', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', '\r', ' '), maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat(200), { maxLength: 8 }),
        fc.boolean(),
        async (lines, cuts, ended) => {
          const text = lines.join('\n') + (ended ? '\n' : '')
          const at = [...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length])].sort((a, b) => a - b)
          const pieces = at.slice(1).map((end, index) => bytes(text.slice(at[index], end)))
          const expected = text === '' ? [] : (ended ? text.slice(0, -1) : text).split('\n')
          if (!ended && expected.at(-1) === '') expected.pop()
          expect(await linesOf(pieces, 1000)).toEqual(expected.map((one, index) => [index + 1, one, false]))
        },
      ),
      SEED,
    )
  })

  it('of a line that is too long keep the beginning and pass over the rest, also when it never ends', async () => {
    const pieces = ['ok\naaaa', 'aaaa', 'aaaa', 'aa\nfine\n', 'bbbbbbbbb'].map(bytes)
    expect(await linesOf(pieces, 5)).toEqual([
      [1, 'ok', false],
      [2, 'aaaaaa', true],
      [3, 'fine', false],
      [4, 'bbbbbb', true],
    ])
  })

  it('do not share memory with the pieces, which are written over', async () => {
    const piece = bytes('ab')
    function* overwritten() {
      yield piece
      piece.set(bytes('c\n'))
      yield piece
    }
    const blocks: string[] = []
    for await (const block of lineBlocks(overwritten(), 100)) blocks.push(Buffer.from(block.bytes).toString())
    expect(blocks).toEqual(['abc\n'])
  })
})
