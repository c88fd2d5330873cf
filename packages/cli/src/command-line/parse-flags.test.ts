import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FlagTable } from './command.js'
import { nearest } from './nearest.js'
import { parseFlags } from './parse-flags.js'

const TABLE = {
  bundle: { kind: 'text', value: 'DIR', help: '' },
  digest: { kind: 'text', value: 'SRI', help: '', many: true },
  'allow-sample': { kind: 'switch', help: '' },
} as const satisfies FlagTable

describe('parsing flags', () => {
  it('reads flags and operands in any order, with = or without', () => {
    const { operands, values } = parseFlags(
      ['a', '--bundle=x', 'b', '--digest', '1', '--digest=2', '--allow-sample'],
      TABLE,
    )
    expect(operands).toEqual(['a', 'b'])
    expect(values).toEqual({ bundle: 'x', digest: ['1', '2'], 'allow-sample': true, json: false, help: false })
  })

  it('takes what follows -- as operands', () => {
    expect(parseFlags(['--', '--bundle', '-x'], TABLE).operands).toEqual(['--bundle', '-x'])
  })

  it('takes - as a value and as an operand, and a value that starts with - only after =', () => {
    expect(parseFlags(['-', '--bundle', '-'], TABLE)).toMatchObject({ operands: ['-'], values: { bundle: '-' } })
    expect(parseFlags(['--bundle=-x'], TABLE).values['bundle']).toBe('-x')
    expect(() => parseFlags(['--bundle', '-x'], TABLE)).toThrow('write --bundle=-x')
  })

  it('has no flag that an object has by birth', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(() => parseFlags([`--${name}`], TABLE)).toThrow(`unknown flag --${name}`)
    }
  })

  it('refuses with our own error or takes it, whatever is written', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('--', '-', '--bundle', '--digest=', '--json', '-h'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (args) => {
        try {
          parseFlags(args, TABLE)
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_USAGE_INVALID' })
        }
      }),
      { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) },
    )
  })
})

describe('did you mean', () => {
  it.each([
    ['verfiy', 'verify'],
    ['VERIFY', 'verify'],
    ['insp', 'inspect'],
    ['demp', 'demo'],
  ])('%s: %s', (written, meant) => {
    expect(nearest(written, ['demo', 'verify', 'inspect', 'explain'])).toBe(meant)
  })

  it.each(['x', 'quux', '', 'v'.repeat(100_000)])('nothing that is far: %s', (written) => {
    expect(nearest(written, ['demo', 'verify', 'inspect', 'explain'])).toBeUndefined()
  })
})
