import { describe, expect, it } from 'vitest'
import { matchProduct, type ProductMatchReason, type ProductNote } from './match-product.js'
import type { MatchableProduct, ProductQuestion } from './product-question.js'

const GATE = 'pkg:generic/acme/gate'
const BUILD = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
const OTHER_BUILD = 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='
const SHA_384 = 'sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb'
const RANGE = 'vers:semver/>=1.0.0|<2.0.0'

const gate: MatchableProduct = { id: GATE, granularity: 'model', versions: RANGE, digests: [BUILD] }

/** One setting for each of the four comparisons: what the credential says of it, and what is asked. */
interface Setting {
  readonly product: Partial<Omit<MatchableProduct, 'id'>> & { readonly id?: string }
  readonly asked: ProductQuestion
}
const IDENTITY = {
  same: { product: { id: GATE }, asked: { id: GATE } },
  different: { product: { id: GATE }, asked: { id: 'pkg:generic/acme/door' } },
  notComparable: { product: { id: GATE }, asked: { identifiers: [{ scheme: 'gtin', value: '04012345678901' }] } },
  notAsked: { product: { id: GATE }, asked: {} },
} satisfies Record<string, Setting>
const DIGEST = {
  listed: { product: { digests: [BUILD, OTHER_BUILD] }, asked: { digests: [BUILD] } },
  different: { product: { digests: [BUILD] }, asked: { digests: [OTHER_BUILD] } },
  notComparable: { product: { digests: [BUILD] }, asked: { digests: [SHA_384] } },
  notStated: { product: {}, asked: { digests: [BUILD] } },
  notAsked: { product: { digests: [BUILD] }, asked: {} },
  neither: { product: {}, asked: {} },
} satisfies Record<string, Setting>
const VERSION = {
  listed: { product: { versions: 'vers:semver/1.4.2' }, asked: { version: '1.4.2' } },
  inRange: { product: { versions: RANGE }, asked: { version: '1.4.2' } },
  outOfRange: { product: { versions: RANGE }, asked: { version: '2.0.0' } },
  notComparable: { product: { versions: RANGE }, asked: { version: 'latest' } },
  notStated: { product: {}, asked: { version: '1.4.2' } },
  everyVersion: { product: { versions: 'vers:semver/*' }, asked: {} },
  notAsked: { product: { versions: RANGE }, asked: {} },
  neither: { product: {}, asked: {} },
} satisfies Record<string, Setting>
const CONFIGURATION = {
  same: { product: { configuration: 'hardened' }, asked: { configuration: 'hardened' } },
  different: { product: { configuration: 'hardened' }, asked: { configuration: 'default' } },
  notStated: { product: {}, asked: { configuration: 'hardened' } },
  notAsked: { product: { configuration: 'hardened' }, asked: {} },
  neither: { product: {}, asked: {} },
} satisfies Record<string, Setting>

type Names<T> = '*' | readonly (keyof T)[]
type Row = readonly [
  Names<typeof IDENTITY>,
  Names<typeof DIGEST>,
  Names<typeof VERSION>,
  Names<typeof CONFIGURATION>,
  ProductMatchReason,
]
/** The decision table of the docstring; the first row that fits a case is its answer. */
const TABLE: readonly Row[] = [
  [['different'], '*', '*', '*', 'identifierDiffers'],
  ['*', ['different'], '*', '*', 'digestDiffers'],
  ['*', '*', '*', ['different'], 'configurationDiffers'],
  ['*', ['notComparable', 'notStated', 'notAsked', 'neither'], ['outOfRange'], '*', 'versionOutOfRange'],
  ['*', ['notComparable'], '*', '*', 'digestNotComparable'],
  ['*', '*', '*', ['notStated'], 'configurationNotStated'],
  ['*', ['listed'], '*', '*', 'digestListed'],
  [['notAsked'], ['notStated'], '*', '*', 'digestNotStated'],
  [['notAsked'], '*', '*', '*', 'productNotAsked'],
  [['notComparable'], '*', '*', '*', 'identifierNotComparable'],
  ['*', '*', ['notStated'], '*', 'versionNotStated'],
  ['*', '*', ['notComparable'], '*', 'versionNotComparable'],
  ['*', '*', ['listed'], '*', 'versionListed'],
  ['*', '*', ['inRange'], '*', 'versionInRange'],
  ['*', '*', ['everyVersion'], '*', 'everyVersion'],
  ['*', ['notStated'], ['neither'], '*', 'digestNotStated'],
  ['*', ['neither'], ['neither'], '*', 'identifierListed'],
  ['*', '*', '*', '*', 'versionNotAsked'],
]
const ANSWERS: Readonly<Record<ProductMatchReason, readonly [string, string | undefined]>> = {
  identifierDiffers: ['differentProduct', 'PRODUCT_MISMATCH /credentialSubject/id'],
  digestDiffers: ['differentProduct', 'PRODUCT_MISMATCH /credentialSubject/digests'],
  configurationDiffers: ['otherConfiguration', 'PRODUCT_MISMATCH /credentialSubject/configuration'],
  versionOutOfRange: ['outOfRange', 'VERSION_OUT_OF_RANGE /credentialSubject/versions'],
  digestNotComparable: ['unknown', 'PRODUCT_UNKNOWN /credentialSubject/digests'],
  configurationNotStated: ['unknown', 'PRODUCT_UNKNOWN /credentialSubject/configuration'],
  digestListed: ['exact', undefined],
  digestNotStated: ['unknown', 'PRODUCT_UNKNOWN /credentialSubject/digests'],
  productNotAsked: ['unknown', 'PRODUCT_UNKNOWN /credentialSubject/id'],
  identifierNotComparable: ['unknown', 'PRODUCT_UNKNOWN /credentialSubject/id'],
  versionNotStated: ['unknown', 'PRODUCT_UNKNOWN /credentialSubject/versions'],
  versionNotComparable: ['unknown', 'PRODUCT_UNKNOWN /credentialSubject/versions'],
  versionListed: ['exact', undefined],
  versionInRange: ['inRange', undefined],
  everyVersion: ['inRange', undefined],
  identifierListed: ['exact', undefined],
  versionNotAsked: ['unknown', 'PRODUCT_UNKNOWN /credentialSubject/versions'],
}

interface Case {
  readonly identity: keyof typeof IDENTITY
  readonly digest: keyof typeof DIGEST
  readonly version: keyof typeof VERSION
  readonly configuration: keyof typeof CONFIGURATION
}
const CASES: readonly Case[] = keys(IDENTITY).flatMap((identity) =>
  keys(DIGEST).flatMap((digest) =>
    keys(VERSION).flatMap((version) =>
      keys(CONFIGURATION).map((configuration) => ({ identity, digest, version, configuration })),
    ),
  ),
)

describe('THREAT-061 product match: every case of the decision table', () => {
  it.each(keys(ANSWERS))('%s', (reason) => {
    const cases = CASES.filter((one) => rowOf(one) === reason)
    expect(cases.length).toBeGreaterThan(0)
    for (const one of cases) {
      const { match, because, problem, pointer } = ask(one)
      const found = [match, problem && `${problem.code} ${problem.pointer}`]
      expect({ ...one, because, found }).toEqual({ ...one, because: reason, found: ANSWERS[reason] })
      if (problem !== undefined) expect(problem.pointer).toBe(pointer)
    }
  })

  it('covers all 960 cases', () => {
    expect(CASES).toHaveLength(4 * 6 * 8 * 5)
  })

  it('passes only what is the product, in its configuration, in a build or version that is covered', () => {
    for (const one of CASES) {
      const { match, problem } = ask(one)
      const passes = match === 'exact' || match === 'inRange'
      expect(problem === undefined).toBe(passes)
      if (!passes) continue
      expect(one.identity).not.toBe('different')
      expect(['different', 'notComparable']).not.toContain(one.digest)
      expect(['different', 'notStated']).not.toContain(one.configuration)
      if (one.digest !== 'listed') {
        expect(one.identity).toBe('same')
        expect(['listed', 'inRange', 'everyVersion', 'neither']).toContain(one.version)
      }
    }
  })
})

describe('THREAT-061 product match, in the words of a buyer', () => {
  it.each<[string, MatchableProduct, ProductQuestion, ProductMatchReason]>([
    ['the certificate of version 1 shown for version 2', gate, { id: GATE, version: '2.0.0' }, 'versionOutOfRange'],
    [
      'the certificate of another product',
      gate,
      { id: 'pkg:generic/acme/gate-pro', version: '1.4.2' },
      'identifierDiffers',
    ],
    ['the same name in another ecosystem', gate, { id: 'pkg:npm/gate', version: '1.4.2' }, 'identifierDiffers'],
    [
      'a build that is not listed, in a version that is',
      gate,
      { id: GATE, version: '1.4.2', digests: [OTHER_BUILD] },
      'digestDiffers',
    ],
    ['two builds of which one is not listed', gate, { id: GATE, digests: [BUILD, OTHER_BUILD] }, 'digestDiffers'],
    [
      'a listed build and one that cannot be compared',
      gate,
      { id: GATE, digests: [BUILD, SHA_384] },
      'digestNotComparable',
    ],
    ['a listed build, wherever it was found', gate, { digests: [BUILD] }, 'digestListed'],
    [
      'a listed build under the name of another product',
      gate,
      { id: 'pkg:generic/acme/door', digests: [BUILD] },
      'identifierDiffers',
    ],
    ['the product, in no version', gate, { id: GATE }, 'versionNotAsked'],
    ['a version, of no product', gate, { version: '1.4.2' }, 'productNotAsked'],
    ['nothing', gate, {}, 'productNotAsked'],
    ['a version with spaces around it', gate, { id: GATE, version: ' 1.4.2' }, 'versionNotComparable'],
  ])('%s: %s', (_, product, asked, because) => {
    expect(matchProduct({ product, asked }).because).toBe(because)
  })

  it('a product that has no versions matches by its identifier', () => {
    const product: MatchableProduct = {
      id: 'urn:acme:turnstile',
      identifiers: [{ scheme: 'gtin', value: '04012345678901' }],
      granularity: 'model',
    }
    const asked = { identifiers: [{ scheme: 'gtin', value: '04012345678901' }] } as const
    expect(matchProduct({ product, asked })).toMatchObject({ match: 'exact', because: 'identifierListed' })
  })

  it.each(['md5-1B2M2Y8AsgTpgAmY7PhCfg==', 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=', 'SHA256-x', 'x', ''])(
    'a digest like %j matches nothing, even if a credential lists it',
    (digest) => {
      const product = { ...gate, digests: [digest] }
      expect(matchProduct({ product, asked: { id: GATE, version: '1.4.2', digests: [digest] } }).because).toBe(
        'digestNotComparable',
      )
    },
  )

  it('a range that cannot be read covers no version', () => {
    const product = { ...gate, versions: 'vers:semver/^1.0.0' }
    expect(matchProduct({ product, asked: { id: GATE, version: '1.4.2' } }).because).toBe('versionNotComparable')
    expect(matchProduct({ product, asked: { id: GATE } }).because).toBe('versionNotAsked')
  })
})

describe('THREAT-061 identifiers', () => {
  const product: MatchableProduct = {
    id: 'https://acme.example/gate',
    identifiers: [
      { scheme: 'gtin', value: '04012345678901' },
      { scheme: 'purl', value: `${GATE}@1.4.2` },
      { scheme: 'sku', value: 'G-1' },
      { scheme: 'sku', value: 'G-2' },
      { scheme: 'url', value: 'urn:acme:gate' },
    ],
    granularity: 'model',
  }
  it.each<[string, ProductQuestion, ProductMatchReason]>([
    ['the id', { id: 'https://acme.example/gate' }, 'identifierListed'],
    ['the id in another spelling', { id: 'https://acme.example/gate/' }, 'identifierDiffers'],
    ['a purl among the identifiers', { id: GATE }, 'identifierListed'],
    ['another purl', { id: 'pkg:generic/acme/door' }, 'identifierDiffers'],
    ['a urn among the identifiers', { id: 'urn:acme:gate' }, 'identifierListed'],
    ['another urn', { id: 'urn:acme:door' }, 'identifierDiffers'],
    ['an id of a kind that it does not have', { id: 'urx:acme:gate' }, 'identifierNotComparable'],
    ['an id that is no URI', { id: 'Gate' }, 'identifierNotComparable'],
    ['a gtin', { identifiers: [{ scheme: 'gtin', value: '04012345678901' }] }, 'identifierListed'],
    ['another gtin', { identifiers: [{ scheme: 'gtin', value: '04012345678902' }] }, 'identifierDiffers'],
    ['the id and another gtin', { id: GATE, identifiers: [{ scheme: 'gtin', value: '1' }] }, 'identifierDiffers'],
    [
      'the id and a kind that it does not have',
      { id: GATE, identifiers: [{ scheme: 'udi', value: '1' }] },
      'identifierListed',
    ],
    ['a sku alone', { identifiers: [{ scheme: 'sku', value: 'G-1' }] }, 'identifierNotComparable'],
    ['the id and one of its skus', { id: GATE, identifiers: [{ scheme: 'sku', value: 'G-2' }] }, 'identifierListed'],
    ['the id and another sku', { id: GATE, identifiers: [{ scheme: 'sku', value: 'G-3' }] }, 'identifierDiffers'],
    ['a kind that only objects have', { id: 'constructor:acme' }, 'identifierNotComparable'],
  ])('%s: %s', (_, asked, because) => {
    expect(matchProduct({ product, asked }).because).toBe(because)
  })
})

describe('notes on a product match', () => {
  const exclusions = [{ id: 'urn:uuid:1#x1', type: 'Remark', text: { en: 'without the cloud console' } }] as const
  it.each<[ProductNote, Partial<MatchableProduct>, ProductQuestion]>([
    ['exclusions', { exclusions }, { id: GATE, version: '1.4.2', digests: [BUILD] }],
    ['granularity', { granularity: 'batch' }, { id: GATE, version: '1.4.2', digests: [BUILD] }],
    ['granularity', { granularity: 'item' }, { id: GATE, version: '1.4.2', digests: [BUILD] }],
    ['configurationNotAsked', { configuration: 'hardened' }, { id: GATE, version: '1.4.2', digests: [BUILD] }],
    ['digestNotCompared', {}, { id: GATE, version: '1.4.2' }],
    ['versionContradictsDigest', {}, { id: GATE, version: '2.0.0', digests: [BUILD] }],
  ])('%s is a note and changes nothing', (note, change, asked) => {
    const result = matchProduct({ product: { ...gate, ...change }, asked })
    expect(result.notes).toEqual([note])
    expect(result.problem).toBeUndefined()
    const plain = matchProduct({ product: gate, asked })
    expect(result.match).toBe(plain.match)
  })

  it('digestNotStated says that a build was at hand and none is listed', () => {
    const { digests: _, ...product } = gate
    const result = matchProduct({ product, asked: { id: GATE, version: '1.4.2', digests: [BUILD] } })
    expect(result).toMatchObject({ match: 'inRange', notes: ['digestNotStated'] })
  })

  it('a plain match has none', () => {
    expect(matchProduct({ product: gate, asked: { id: GATE, version: '1.4.2', digests: [BUILD] } }).notes).toEqual([])
  })
})

describe('the problem of a product match', () => {
  it('says what is covered and what was asked, cut short', () => {
    const { problem } = matchProduct({ product: gate, asked: { id: GATE, version: '2.0.0' } })
    expect(problem).toEqual({
      code: 'VERSION_OUT_OF_RANGE',
      pointer: '/credentialSubject/versions',
      expected: RANGE,
      actual: '2.0.0',
    })
    const long = matchProduct({ product: gate, asked: { id: `pkg:generic/${'x'.repeat(5000)}` } }).problem
    expect(long?.actual?.length).toBeLessThanOrEqual(256)
  })
})

function ask({ identity, digest, version, configuration }: Case) {
  const settings: readonly Setting[] = [
    IDENTITY[identity],
    DIGEST[digest],
    VERSION[version],
    CONFIGURATION[configuration],
  ]
  const product: MatchableProduct = Object.assign(
    { id: GATE, granularity: 'model' as const },
    ...settings.map((one) => one.product),
  )
  return matchProduct({ product, asked: Object.assign({}, ...settings.map((one) => one.asked)) })
}

function rowOf({ identity, digest, version, configuration }: Case): ProductMatchReason {
  const fits = <T extends string>(names: '*' | readonly T[], name: T) => names === '*' || names.includes(name)
  const row = TABLE.find(
    ([a, b, c, d]) => fits(a, identity) && fits(b, digest) && fits(c, version) && fits(d, configuration),
  )
  if (row === undefined) throw new Error('the table has no row for this case')
  return row[4]
}

function keys<T extends object>(table: T): readonly (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[]
}
