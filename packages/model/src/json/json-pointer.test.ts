import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinPointer, resolvePointer } from './json-pointer.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }

describe('RFC 6901 JSON pointers', () => {
  const document = { 'a/b': 1, 'm~n': 2, '': 3, list: ['x', { y: null }], ' ': 4, '01': 5 }

  it.each([
    ['', document],
    ['/a~1b', 1],
    ['/m~0n', 2],
    ['/', 3],
    ['/ ', 4],
    ['/01', 5],
    ['/list/0', 'x'],
    ['/list/1/y', null],
  ])('%j points to its value', (pointer, value) => {
    expect(resolvePointer(document, pointer)).toEqual(value)
  })

  it.each([
    'a',
    '/list/2',
    '/list/-',
    '/list/01',
    '/list/-1',
    '/list/1e0',
    '/list/length',
    '/list/0/0',
    '/constructor',
    '/__proto__',
    '/m~n',
    '/m~2n',
    '/list/1/y/z',
    '#/list',
  ])('%j points to nothing', (pointer) => {
    expect(resolvePointer(document, pointer)).toBeUndefined()
  })

  it('~01 is the name ~1, not a slash', () => {
    expect(joinPointer('', '~1')).toBe('/~01')
    expect(resolvePointer({ '~1': true }, '/~01')).toBe(true)
  })

  it('joins names and indexes to a pointer that leads back to the value', () => {
    const path = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.nat({ max: 3 })), { maxLength: 5 })
    fc.assert(
      fc.property(path, (tokens) => {
        let value: unknown = 'found'
        for (const token of tokens.toReversed()) {
          value = typeof token === 'number' ? [...Array(token).fill(0), value] : Object.fromEntries([[token, value]])
        }
        expect(resolvePointer(value as never, joinPointer('', ...tokens))).toBe('found')
      }),
      RUNS,
    )
  })
})
