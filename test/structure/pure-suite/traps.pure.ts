import { runInThisContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { isPureCaller } from './trap-globals.js'

/** Runs a source as if it stood in the given file: the traps decide by the names on the stack. */
const runAs = (file: string, source: string): unknown =>
  runInThisContext(`(() => ${source})`, { filename: new URL(`../../../${file}`, import.meta.url).pathname })()

const IMPURE: readonly (readonly [source: string, name: string])[] = [
  ['Date.now()', 'Date.now'],
  ['new Date()', 'new Date()'],
  ['Date()', 'Date()'],
  ['Math.random()', 'Math.random'],
  ['crypto.randomUUID()', 'crypto.randomUUID'],
  ['crypto.getRandomValues(new Uint8Array(1))', 'crypto.getRandomValues'],
  ['performance.now()', 'performance.now'],
  ['process.env.HOME', 'process'],
  ['setTimeout(() => {}, 0)', 'setTimeout'],
  ['queueMicrotask(() => {})', 'queueMicrotask'],
  ['fetch("data:,x")', 'fetch'],
  ['new Function("return 1")', 'new Function'],
  ['[1].map(() => Date.now())', 'Date.now'],
]

describe('the traps of the pure suites', () => {
  it.each(IMPURE)('close when a file of the verifier does %s', (source, name) => {
    expect(() => runAs('packages/verifier/src/canary.ts', source)).toThrow(`a pure package touched ${name}`)
  })

  it.each(IMPURE)('stay open when a test does %s', (source) => {
    expect(() => runAs('packages/verifier/src/canary.test.ts', source)).not.toThrow()
  })

  it('look past libraries, and stop at the nearest file of the repository', () => {
    const pure = '    at f (/r/packages/trust/src/a.ts:1:1)'
    const library = '    at g (/r/node_modules/.pnpm/jose@6/node_modules/jose/dist/x.js:1:1)'
    const test = '    at h (/r/packages/trust/src/a.test.ts:1:1)'
    expect(isPureCaller(['Error', library, pure, test].join('\n'))).toBe(true)
    expect(isPureCaller(['Error', library, test, pure].join('\n'))).toBe(false)
    expect(isPureCaller(['Error', '    at i (/r/packages/issuer/src/a.ts:1:1)', pure].join('\n'))).toBe(false)
    expect(isPureCaller(['Error', library].join('\n'))).toBe(false)
  })
})
