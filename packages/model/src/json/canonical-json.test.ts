import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrustedTechError } from '../errors.js'
import { canonicalJson } from './canonical-json.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url))
const VECTORS = resolve(REPOSITORY, process.env['TTA_VECTORS'] ?? '../shared/vectors', 'jcs/testdata')
const present = existsSync(VECTORS)

// In CI a missing folder is a failure, elsewhere a visible skip.
describe.skipIf(!present && process.env['CI'] === undefined)('RFC 8785 test vectors', () => {
  it('are there', () => {
    expect(present && readdirSync(`${VECTORS}/input`).length).toBeGreaterThan(5)
  })

  it.each(present ? readdirSync(`${VECTORS}/input`) : [])('%s', (file) => {
    const input = JSON.parse(readFileSync(`${VECTORS}/input/${file}`, 'utf8'))
    const hex = readFileSync(`${VECTORS}/outhex/${file.replace('.json', '.txt')}`, 'utf8').replaceAll(/\s/g, '')
    expect(Buffer.from(canonicalJson(input), 'utf8').toString('hex')).toBe(hex)
  })
})

describe('canonicalJson', () => {
  it.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ '10': 1, '9': 2, a: 3 }, '{"10":1,"9":2,"a":3}'],
    [{ '\ufb33': 1, '\ud83d\ude00': 2, é: 3 }, '{"é":3,"\ud83d\ude00":2,"\ufb33":1}'],
    [[-0, 1e21, 1e-7, 0.1, 100], '[0,1e+21,1e-7,0.1,100]'],
    ['"\\\b\f\n\r\t\u0001\u007f\u2028/', '"\\"\\\\\\b\\f\\n\\r\\t\\u0001\u007f\u2028/"'],
    [[null, true, false, [], {}], '[null,true,false,[],{}]'],
  ])('%j', (value, text) => {
    expect(canonicalJson(value as never)).toBe(text)
  })

  it('does not depend on the order of members, and loses nothing', () => {
    const json = fc.jsonValue({ maxDepth: 4 })
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value as never)
        expect(canonicalJson(reversed(value) as never)).toBe(text)
        expect(JSON.stringify(JSON.parse(text))).toHaveLength(
          JSON.stringify(value).replaceAll(/-0(?=[,\]}]|$)/g, '0').length,
        )
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
      RUNS,
    )
  })

  it.each([
    ['a lone surrogate', ['\ud800']],
    ['a lone surrogate in a name', { '\udc00': 1 }],
    ['infinity', [Number.POSITIVE_INFINITY]],
    ['no number', [Number.NaN]],
    ['undefined', { a: undefined }],
    ['a function', [() => 1]],
    ['a big integer', [1n]],
  ])('misuse throws: %s', (_, value) => {
    expect(() => canonicalJson(value as never)).toThrow(TrustedTechError)
  })

  it('THREAT-032 a value that contains itself ends in an error of ours, not of the stack', () => {
    const loop: unknown[] = []
    loop.push(loop)
    expect(() => canonicalJson(loop as never)).toThrow(TrustedTechError)
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  )
}
