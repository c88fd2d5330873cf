import type { Product } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { checkProduct } from './product.js'

const PRODUCT = { id: 'pkg:npm/%40acme/gate', versions: 'vers:npm/>=1.0.0|<2.0.0', granularity: 'model' } as Product
const told = (asked: Parameters<typeof checkProduct>[1], product = PRODUCT) => {
  const check = checkProduct(product, asked)
  return 'problems' in check ? `${check.state} ${check.problems[0].code} ${check.problems[0].pointer}` : check.state
}

describe('the product check', () => {
  it('is not requested where nobody asked', () => {
    expect(told(undefined)).toBe('notRequested')
  })

  it('says how it matched', () => {
    expect(checkProduct(PRODUCT, { id: 'pkg:npm/@acme/gate@1.4.2' })).toEqual({
      state: 'passed',
      notes: [],
      evidence: { match: 'inRange', because: 'versionInRange', notes: [] },
    })
  })

  it.each([
    ['a purl that is not written canonically', { id: 'pkg:npm/@acme/gate@1.4.2' }, 'passed'],
    ['with qualifiers', { id: 'pkg:npm/%40acme/gate@1.4.2?arch=arm64#lib' }, 'passed'],
    ['with the version beside it', { id: 'pkg:npm/%40acme/gate', version: '1.4.2' }, 'passed'],
    ['with the same version twice', { id: 'pkg:npm/%40acme/gate@1.4.2', version: '1.4.2' }, 'passed'],
    [
      'with two versions',
      { id: 'pkg:npm/%40acme/gate@1.4.2', version: '1.4.3' },
      'indeterminate PRODUCT_UNKNOWN /credentialSubject/id',
    ],
    ['that is none', { id: 'pkg:' }, 'indeterminate PRODUCT_UNKNOWN /credentialSubject/id'],
    ['of another product', { id: 'pkg:npm/gate@1.4.2' }, 'failed PRODUCT_MISMATCH /credentialSubject/id'],
    [
      'of a version out of range',
      { id: 'pkg:npm/%40acme/gate@2.0.0' },
      'failed VERSION_OUT_OF_RANGE /credentialSubject/versions',
    ],
    ['without version', { id: 'pkg:npm/%40acme/gate' }, 'indeterminate PRODUCT_UNKNOWN /credentialSubject/versions'],
  ])('%s', (_, asked, expected) => {
    expect(told(asked)).toBe(expected)
  })

  it('takes a URI as it stands', () => {
    const product = { ...PRODUCT, id: 'https://acme.example/gate' }
    expect(told({ id: 'https://acme.example/gate', version: '1.4.2' }, product)).toBe('passed')
    expect(told({ id: 'https://acme.example/gate/', version: '1.4.2' }, product)).toMatch(/^failed /)
  })
})
