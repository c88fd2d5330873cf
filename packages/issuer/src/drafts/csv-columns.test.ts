import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { columnOf, REQUIRED_COLUMNS } from './csv-columns.js'

const GUIDE = readFileSync(new URL('../../../../docs/guides/drafts.md', import.meta.url), 'utf8')
const documented = GUIDE.split('\n')
  .filter((line) => /^\| .* \| (claim|assessment) \|/.test(line))
  .flatMap((line) => {
    const [, names = '', of = ''] = line.split(' | ').length > 2 ? ['', ...line.slice(2).split(' | ')] : []
    return [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, of] as const)
  })

describe('the columns of a CSV file of drafts', () => {
  it('are in the guide, each where it belongs', () => {
    expect(documented.length).toBeGreaterThan(35)
    for (const [name, of] of documented) expect([name, columnOf(name)?.of]).toEqual([name, of])
    for (const name of REQUIRED_COLUMNS) expect(documented.map(([one]) => one)).toContain(name)
  })

  it('count evidence, conditions, limitations and exclusions from 1 to 9', () => {
    expect(columnOf('evidence.file')?.path).toEqual(['evidence', 0, 'file'])
    expect(columnOf('evidence2.size')).toMatchObject({ path: ['evidence', 1, 'size'], kind: 'integer' })
    expect(columnOf('conditions9.pt-br')?.path).toEqual(['conditions', 8, 'pt-br'])
    expect(columnOf('product.exclusions3.en')).toMatchObject({ of: 'claim', path: ['product', 'exclusions', 2, 'en'] })
  })

  it.each([
    '',
    'id',
    'Product.id',
    'product.type',
    'scheme.digestSRI',
    'principle',
    'evidence1.file',
    'evidence10.file',
    'evidence.id',
    'evidence',
    'rationale',
    'rationale.EN',
    'rationale.constructor',
    'rationale.__proto__',
    'product.identifiers.',
    'product.__proto__.x',
    'toString',
  ])('are not %j', (name) => {
    expect(columnOf(name)).toBeUndefined()
  })
})
