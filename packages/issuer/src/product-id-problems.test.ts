import { describe, expect, it } from 'vitest'
import { productIdProblems, purlProblems } from './product-id-problems.js'

describe('THREAT-061 the id of a product', () => {
  it.each([
    'pkg:generic/tidewater/gauge-gateway',
    'pkg:npm/%40tidewater/gauge-gateway',
    'pkg:pypi/gauge-gateway',
    'https://tidewater.example/Gauge',
    'urn:gtin:04012345123456',
  ])('has one spelling: %s', (id) => {
    expect(productIdProblems(id, '/at')).toEqual([])
  })

  it.each([
    ['pkg:npm/gate@1.0.0', 'pkg:npm/gate'],
    ['pkg:npm/gate?arch=arm64', 'pkg:npm/gate'],
    ['pkg:npm/gate#lib', 'pkg:npm/gate'],
    ['pkg:npm/gate@', 'pkg:npm/gate'],
    ['pkg:pypi/Gauge_Gateway', 'pkg:pypi/gauge-gateway'],
    ['pkg:github/Tidewater/Gauge', 'pkg:github/tidewater/gauge'],
    ['pkg:NPM/gate', 'pkg:npm/gate'],
    ['pkg://npm/gate', 'pkg:npm/gate'],
    ['pkg:npm/@tidewater/gate', 'pkg:npm/%40tidewater/gate'],
    ['pkg:npm/g%61te', 'pkg:npm/gate'],
    ['pkg:npm', 'a canonical package URL'],
    ['pkg:', 'a canonical package URL'],
    ['pkg:npm/%zz', 'a canonical package URL'],
  ])('%s is not it, and %s is what was meant', (id, expected) => {
    expect(productIdProblems(id, '/at')).toEqual([{ code: 'SCHEMA_INVALID', pointer: '/at', expected, actual: id }])
  })
})

describe('a package URL among other identifiers', () => {
  it('may have a version and qualifiers, in canonical form', () => {
    expect(purlProblems('pkg:npm/gate@1.0.0?arch=arm64#lib', '/at')).toEqual([])
    expect(purlProblems('pkg:npm/gate?b=1&a=2', '/at')).toEqual([
      { code: 'SCHEMA_INVALID', pointer: '/at', expected: 'pkg:npm/gate?a=2&b=1', actual: 'pkg:npm/gate?b=1&a=2' },
    ])
    expect(purlProblems('gate', '/at')).toMatchObject([{ expected: 'a canonical package URL' }])
  })
})
