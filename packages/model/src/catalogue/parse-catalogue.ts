import { isJsonObject, type Json } from '../json/json.js'
import { joinPointer } from '../json/json-pointer.js'
import { parseJson } from '../json/parse-json.js'
import { fail, ok, type Problem, problem, type Result } from '../result.js'
import { checkDocumentText } from '../text/document-text.js'
import type { Catalogue, CrosswalkEntry } from './catalogue.js'
import { arrayOf, flag, instant, languageMap, objectOf, oneOf, text, uri, version } from './catalogue-shape.js'

/** Bytes. */
export const MAX_CATALOGUE_BYTES = 1_048_576
const MAX_PROBLEMS = 64
/** Objects and arrays: catalogue, principles, principle, criteria, criterion, language map. */
const MAX_DEPTH = 6

const criterion = objectOf({
  id: uri,
  title: languageMap,
  text: languageMap,
  topic: text,
  required: flag,
  notApplicableAllowed: flag,
  status: oneOf(['active', 'withdrawn']),
})
const principle = objectOf({ id: uri, title: languageMap, text: languageMap, criteria: arrayOf(criterion, 1) })
const crosswalkEntry = objectOf({
  from: uri,
  'to?': uri,
  relation: oneOf(['exact', 'narrower', 'broader', 'none']),
  note: text,
})
const catalogue = objectOf({
  id: uri,
  version,
  owner: text,
  illustrative: flag,
  validFrom: instant,
  'supersedes?': objectOf({ id: uri, version }),
  principles: arrayOf(principle, 1),
  'crosswalk?': arrayOf(crosswalkEntry, 0),
})

/**
 * Reads a catalogue of principles from its exact bytes.
 *
 * Checks: strict JSON of at most 1 MiB; exactly the members of the profile; https ids, each of them, of principles and
 * criteria together, only once, because an accreditation names either; texts as people have to read them; and the
 * crosswalk: only in a catalogue that supersedes another, `to` a criterion of this catalogue, `from` none of it, no pair
 * twice, `none` without target and alone for its `from`. A missing crosswalk is read as an empty one.
 *
 * Does not check: that the bytes are authentic (their digest in trust data and in each credential is for that); that
 * `from` is a criterion of the older catalogue; that a translation is there for every text.
 *
 * @returns the catalogue, or what `parseJson` found, or up to 64 problems with pointers into the catalogue:
 *   `SCHEMA_INVALID`, `DATE_MALFORMED`, `TEXT_NOT_NFC`, `TEXT_CONFUSABLE`.
 * @example
 * const catalogue = parseCatalogue(bytes)
 * @see Specification, section 2 "Principles are data"
 */
export function parseCatalogue(bytes: Uint8Array | string): Result<Catalogue> {
  const parsed = parseJson(bytes, { maxBytes: MAX_CATALOGUE_BYTES, maxDepth: MAX_DEPTH, numbers: 'integers' })
  if (!parsed.ok) return parsed
  const problems: Problem[] = []
  catalogue(parsed.value, '', problems)
  if (problems.length > 0) return refuse(problems)
  const value = withCrosswalk(parsed.value)
  problems.push(...idProblems(value), ...crosswalkProblems(value), ...checkDocumentText(parsed.value))
  return problems.length > 0 ? refuse(problems) : ok(value)
}

function refuse(problems: readonly Problem[]): Result<Catalogue> {
  const [first, ...rest] = problems.slice(0, MAX_PROBLEMS)
  return first === undefined ? fail('SCHEMA_INVALID') : { ok: false, problems: [first, ...rest] }
}

/** The shape was checked, so that the type is what the bytes are. */
function withCrosswalk(value: Json): Catalogue {
  const members = isJsonObject(value) ? value : {}
  return { ...members, crosswalk: members['crosswalk'] ?? [] } as unknown as Catalogue
}

function idProblems({ principles }: Catalogue): readonly Problem[] {
  const seen = new Set<string>()
  const problems: Problem[] = []
  const look = (id: string, ...path: readonly (string | number)[]) => {
    if (seen.has(id)) {
      const expected = 'an id that no other principle or criterion has'
      problems.push(problem('SCHEMA_INVALID', joinPointer('', ...path), { expected, actual: id }))
    }
    seen.add(id)
  }
  for (const [i, { id, criteria }] of principles.entries()) {
    look(id, 'principles', i, 'id')
    for (const [j, criterion] of criteria.entries()) look(criterion.id, 'principles', i, 'criteria', j, 'id')
  }
  return problems
}

function crosswalkProblems({ supersedes, crosswalk, principles }: Catalogue): readonly Problem[] {
  const own = new Set(principles.flatMap(({ criteria }) => criteria.map(({ id }) => id)))
  const pairs = new Set<string>()
  /** How often each older criterion is mapped: `none` has to be the only word on it. */
  const mapped = new Map<string, number>()
  for (const { from } of crosswalk) mapped.set(from, (mapped.get(from) ?? 0) + 1)

  const problems: Problem[] = []
  const complain = (pointer: string, expected: string, actual: string) => {
    problems.push(problem('SCHEMA_INVALID', pointer, { expected, actual }))
  }
  if (crosswalk.length > 0 && supersedes === undefined) {
    complain('/supersedes', 'the catalogue that the crosswalk comes from', 'nothing')
  }
  for (const [i, entry] of crosswalk.entries()) {
    const at = `/crosswalk/${i}`
    const pair = JSON.stringify([entry.from, entry.to ?? null])
    if (pairs.has(pair)) complain(at, 'a pair that no other entry has', pair)
    pairs.add(pair)
    if (own.has(entry.from)) complain(`${at}/from`, 'a criterion of the older catalogue', entry.from)
    const fault = targetFault(entry, own)
    if (fault !== undefined) complain(`${at}/to`, fault, entry.to ?? 'nothing')
    if (entry.relation === 'none' && mapped.get(entry.from) !== 1) {
      complain(`${at}/relation`, 'no other entry for this criterion', 'none')
    }
  }
  return problems
}

function targetFault({ relation, to }: CrosswalkEntry, own: ReadonlySet<string>): string | undefined {
  if (relation === 'none') return to === undefined ? undefined : 'no target, as the relation is none'
  return to !== undefined && own.has(to) ? undefined : 'a criterion of this catalogue'
}
