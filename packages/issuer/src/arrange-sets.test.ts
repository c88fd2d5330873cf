import { checkJsonForm, type Json, resolvePointer } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrangeSets } from './arrange-sets.js'
import { refusalOf, told } from './testing/desk.js'

const runs = Number(process.env['TTA_RUNS'] ?? 300)

describe('the one JSON form of what somebody wrote', () => {
  it('has nothing that is absent, null or empty, however deep', () => {
    const { value } = arrangeSets({
      a: null,
      b: undefined,
      c: [],
      d: {},
      e: [[], {}, null],
      f: { g: { h: [] } },
      i: '',
      j: 0,
    })
    expect(value).toEqual({ i: '', j: 0 })
  })

  it('has texts by UTF-16 code units, which is not the order of any language', () => {
    expect(arrangeSets({ set: ['é', '\uffff', '😀', 'b', 'B', 'a'] }).value.set).toEqual([
      'B',
      'a',
      'b',
      'é',
      '😀',
      '\uffff',
    ])
  })

  it('has objects by id where all have one, and by their canonical text otherwise', () => {
    const [a, b] = [
      { id: 'a', z: 1 },
      { id: 'b', a: 1 },
    ]
    expect(arrangeSets({ set: [b, a] }).value.set).toEqual([a, b])
    const [x, y] = [
      { scheme: 'lei', value: '9' },
      { scheme: 'vat', value: '1' },
    ]
    expect(arrangeSets({ set: [y, x] }).value.set).toEqual([x, y])
    const [first, second] = [{ a: 1, id: 'z' }, { a: 2 }]
    expect(arrangeSets({ set: [second, first] }).value.set).toEqual([first, second])
  })

  it('has assessments by criterion, whatever comes first in their text', () => {
    const [a, b] = [
      { assessedOn: '2', criterion: 'a' },
      { assessedOn: '1', criterion: 'b' },
    ]
    expect(arrangeSets({ set: [b, a] }).value.set).toEqual([a, b])
  })

  it('keeps what is there twice, for the lint to tell', () => {
    expect(arrangeSets({ set: ['b', 'a', 'b'] }).value.set).toEqual(['a', 'b', 'b'])
  })

  it('leaves what was given as it was', () => {
    const given = { set: ['b', 'a'], none: null }
    arrangeSets(given)
    expect(given).toEqual({ set: ['b', 'a'], none: null })
  })

  it('ends in a refusal below 32 levels, and in a circle', async () => {
    const circle: Record<string, unknown> = {}
    circle['again'] = [circle]
    const deep = { a: JSON.parse(`${'['.repeat(2000)}"x"${']'.repeat(2000)}`) as unknown }
    for (const given of [circle, deep]) {
      const error = await refusalOf(Promise.resolve().then(() => arrangeSets(given)))
      expect(error.code).toBe('ERR_DRAFT_REFUSED')
      expect(told(error)[0]).toMatch(/^LIMIT_DEPTH (\/(again|a|0)){32}$/)
    }
  })

  it('is the form of any JSON object without repetitions, and knows where each part came from', () => {
    const text = fc.string({ minLength: 1, maxLength: 3 })
    const { object } = fc.letrec<{ object: Record<string, Json>; value: Json }>((tie) => ({
      object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value'), { maxKeys: 4 }),
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        text,
        fc.integer(),
        fc.uniqueArray(text, { maxLength: 5 }),
        fc.uniqueArray(tie('object'), { maxLength: 4, selector: (one) => JSON.stringify(arrangeSets(one).value) }),
        tie('object'),
      ),
    }))
    fc.assert(
      fc.property(object, (given) => {
        const { value, sourceOf } = arrangeSets(given)
        if (Object.keys(value).length > 0) expect(checkJsonForm(value as Json)).toEqual([])
        for (const pointer of leavesOf(value as Json)) {
          expect(resolvePointer(given, sourceOf(pointer))).toEqual(resolvePointer(value as Json, pointer))
        }
      }),
      { seed: 20261124, numRuns: runs },
    )
  })
})

describe('a pointer into it', () => {
  const { sourceOf } = arrangeSets({ sets: [{ id: 'b', names: ['y', null, 'x'] }, { id: 'a' }], plain: { text: 't' } })

  it.each([
    ['', ''],
    ['/sets', '/sets'],
    ['/sets/0/id', '/sets/1/id'],
    ['/sets/1/names/0', '/sets/0/names/2'],
    ['/sets/1/names/1', '/sets/0/names/0'],
    ['/plain/text', '/plain/text'],
  ])('%j came from %j', (pointer, source) => {
    expect(sourceOf(pointer)).toBe(source)
  })

  it.each(['/none/0/a', '/sets/7/id', '/sets/x', '/plain/text/0', '/issuer/id'])(
    '%s is where it would be',
    (pointer) => {
      expect(sourceOf(pointer)).toBe(pointer)
    },
  )
})

/** Pointers to everything that is neither object nor array. */
function leavesOf(value: Json, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [at]
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member as Json, `${at}/${name}`))
}
