/** How a cell becomes a value; a list is separated by `|`. */
export type CellKind = 'text' | 'integer' | 'list' | 'pairs'

/** A column of a CSV file of drafts: what of a draft its cells are. */
export interface Column {
  readonly name: string
  /** The claim has the same in all of its rows; an assessment has its own row. */
  readonly of: 'claim' | 'assessment'
  readonly path: readonly (string | number)[]
  readonly kind: CellKind
  /** Of `pairs`: each value of the list under this scheme. */
  readonly scheme?: string
}

/** Without these, nobody can tell which rows belong together and what they are about. */
export const REQUIRED_COLUMNS = ['product.id', 'scheme.id', 'scheme.version', 'criterion'] as const

const CLAIM_TEXTS: ReadonlySet<string> = new Set([
  'type',
  'name',
  'description',
  'validFrom',
  'validUntil',
  'statedParty',
  'scheme.id',
  'scheme.version',
  'product.id',
  'product.name',
  'product.manufacturer.id',
  'product.manufacturer.name',
  'product.versions',
  'product.configuration',
  'product.granularity',
  'product.supersedes',
  'product.surveillance.interval',
  'product.surveillance.nextDue',
  'product.surveillance.grace',
])
const CLAIM_LISTS: ReadonlySet<string> = new Set([
  'product.productClasses',
  'product.market',
  'product.digests',
  'product.files',
])
const CLAIM_PAIRS = /^product\.(identifiers|manufacturer\.registrations)\.([A-Za-z0-9-]{1,32})$/
const ASSESSMENT_TEXTS: ReadonlySet<string> = new Set(['criterion', 'result', 'assuranceLevel', 'method', 'assessedOn'])
const LANGUAGE = '([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3})'
const RATIONALE = new RegExp(`^rationale\\.${LANGUAGE}$`)
const REMARK = new RegExp(`^(product\\.exclusions|conditions|limitations)([2-9]?)\\.${LANGUAGE}$`)
const EVIDENCE = /^evidence([2-9]?)\.(file|name|mediaType|digestSRI|size|url|classification|role|capturedAt)$/

/**
 * Reads the name of a column.
 *
 * A name is the path of a member in a draft: `product.name`, `scheme.version`, `assuranceLevel`. Texts by language have
 * the language at the end (`rationale.en`), identifiers their scheme (`product.identifiers.cpe23`). Evidence is
 * `evidence.name`, `evidence.file` and so on; a second piece `evidence2.name`, up to `evidence9`; conditions, limitations
 * and exclusions are counted in the same way.
 *
 * @returns `undefined` for a name that no column has
 */
export function columnOf(name: string): Column | undefined {
  if (CLAIM_TEXTS.has(name)) return { name, of: 'claim', path: name.split('.'), kind: 'text' }
  if (CLAIM_LISTS.has(name)) return { name, of: 'claim', path: name.split('.'), kind: 'list' }
  if (ASSESSMENT_TEXTS.has(name)) return { name, of: 'assessment', path: [name], kind: 'text' }
  const [, list, scheme] = CLAIM_PAIRS.exec(name) ?? []
  if (list !== undefined && scheme !== undefined) {
    return { name, of: 'claim', path: ['product', ...list.split('.')], kind: 'pairs', scheme }
  }
  const [, language] = RATIONALE.exec(name) ?? []
  if (language !== undefined) return { name, of: 'assessment', path: ['rationale', language], kind: 'text' }
  const [, remarks, which, spoken] = REMARK.exec(name) ?? []
  if (remarks !== undefined && spoken !== undefined) {
    const path = [...remarks.split('.'), indexOf(which), spoken]
    return { name, of: remarks.startsWith('product.') ? 'claim' : 'assessment', path, kind: 'text' }
  }
  const [, piece, member] = EVIDENCE.exec(name) ?? []
  if (member === undefined) return undefined
  const kind = member === 'size' ? 'integer' : 'text'
  return { name, of: 'assessment', path: ['evidence', indexOf(piece), member], kind }
}

function indexOf(number: string | undefined): number {
  return number === undefined || number === '' ? 0 : Number(number) - 1
}
