import { type Problem, problem } from '../result.js'
import { isJsonObject, type Json, type JsonObject } from './json.js'
import { joinPointer } from './json-pointer.js'
import { canonicalText, misplacedElement } from './set-order.js'

/** Beyond this many, further problems tell nothing new. */
const MAX_PROBLEMS = 64
/** As deep as `parseJson` reads by default. */
const MAX_DEPTH = 32

/** Members whose value maps language tags to text. */
const LANGUAGE_MAPS: ReadonlySet<string> = new Set(['rationale', 'text'])
const LANGUAGE_TAG = /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/

interface Walk {
  readonly root: Json
  readonly path: (string | number)[]
  readonly problems: Problem[]
  /** The first object with each `id`. */
  readonly identified: Map<string, JsonObject>
}

/**
 * Checks that a document is in the one JSON form that its meaning has.
 *
 * RDF canonicalisation does not see the difference between many JSON texts, so that an edit between them would leave a
 * Data Integrity signature intact. Refused, for every securing mechanism alike: `null`; empty arrays and objects; keyword
 * members other than `@context` at the top (and `@value` with `@language` in a language-value object); member names that
 * are IRIs or prefixed; language tags in upper case; arrays that are unsorted, repeat an element, or mix or nest;
 * one `id` on two objects, except issuer and manufacturer of a declaration; blank node identifiers.
 *
 * Sets are sorted strictly: texts by UTF-16 code units, numbers by value, objects by `id` where all have one and by
 * their RFC 8785 text otherwise. `@context`, `type` and a presentation's `verifiableCredential` are exempt; enveloped
 * credentials may have their `@context`, and a repetition among them is left to the check that names it
 * (`CLAIM_DUPLICATE`).
 *
 * Not checked: which members there may be, of which type, and what `@context` holds; the schema and the context check
 * do that.
 *
 * @returns every place that differs, in document order, at most 64, each `JSON_FORM` (or `LIMIT_DEPTH` below 32 levels,
 *   for documents that `parseJson` has not seen); empty where there is none.
 * @example
 * checkJsonForm({ type: 'Product', market: ['US', 'EU'] })
 * // [{ code: 'JSON_FORM', pointer: '/market/1', … }]
 * @see specification section 3.1, "One JSON form per meaning"
 */
export function checkJsonForm(document: Json): readonly Problem[] {
  const walk: Walk = { root: document, path: [], problems: [], identified: new Map() }
  if (!isScalar(document)) visit(document, walk)
  return walk.problems
}

/** In the one form by itself. Most of a document is, so that nobody writes down where it stands. */
function isScalar(value: Json | undefined): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function visit(value: Json | undefined, walk: Walk): void {
  if (value === null || typeof value !== 'object') report(walk, 'a value')
  else if (walk.path.length >= MAX_DEPTH) tooDeep(walk)
  else if (Array.isArray(value)) visitArray(value, walk)
  else visitObject(value as JsonObject, walk)
}

function visitArray(elements: readonly Json[], walk: Walk): void {
  if (elements.length === 0) {
    report(walk, 'at least one element, or no such member')
    return
  }
  const misplaced = misplacedElement(elements, { sorted: isSet(walk) })
  if (misplaced !== undefined) reportBelow(walk, misplaced.index, misplaced.expected)
  for (let i = 0; i < elements.length && hasRoom(walk); i++) {
    if (isScalar(elements[i])) continue
    walk.path.push(i)
    visit(elements[i], walk)
    walk.path.pop()
  }
}

function visitObject(object: JsonObject, walk: Walk): void {
  if (Object.hasOwn(object, '@value')) visitLanguageValue(object, walk)
  else if (!visitMembers(object, walk)) report(walk, 'at least one member, or no such object')
}

/** Whether there was any. Over `for … in`, which is twice as fast as a list of names: a claim has hundreds of members. */
function visitMembers(object: JsonObject, walk: Walk): boolean {
  const contextAllowed = mayHaveContext(walk)
  let any = false
  for (const name in object) {
    any = true
    if (!hasRoom(walk)) break
    if (name === '@context' && contextAllowed) continue
    if (!isTerm(name)) {
      reportBelow(walk, name, 'a term of the context, no keyword, IRI or prefixed name')
      continue
    }
    const member = object[name]
    if (name === 'id' && typeof member === 'string') visitId(member, object, walk)
    if (isScalar(member)) continue
    walk.path.push(name)
    if (LANGUAGE_MAPS.has(name) && isJsonObject(member)) visitLanguageMap(member, walk)
    else visit(member, walk)
    walk.path.pop()
  }
  return any
}

/** No keyword, IRI or prefixed name. By hand, because it runs for every member and an expression costs ten times as much. */
function isTerm(name: string): boolean {
  if (name === '' || name.charCodeAt(0) === 0x40) return false
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i)
    if (code === 0x3a || code === 0x2f || code === 0x23 || code === 0x3f) return false
  }
  return true
}

function visitId(id: string, object: JsonObject, walk: Walk): void {
  if (id.startsWith('_:')) reportBelow(walk, 'id', 'no blank node identifier')
  const first = walk.identified.get(id)
  if (first === undefined) walk.identified.set(id, object)
  else if (
    !(isEnveloped(walk) && envelopes(walk.root, first) ? isSame(first, object) : isOneBody(first, object, walk.root))
  ) {
    // RDF merges both objects, so that members could move from one to the other under the same signature.
    reportBelow(walk, 'id', 'an id that no other object has; a second mention is the id alone')
  }
}

/** Whether an object is one of those that a presentation encloses. */
function envelopes(root: Json, object: JsonObject): boolean {
  const members = isJsonObject(root) ? root['verifiableCredential'] : undefined
  return Array.isArray(members) && members.includes(object)
}

/** A credential enveloped twice stays one node with the same members. */
function isSame(first: JsonObject, second: JsonObject): boolean {
  return canonicalText(first) === canonicalText(second)
}

/** Issuer and manufacturer of a declaration are one body, mentioned twice. */
function isOneBody(first: JsonObject, second: JsonObject, root: Json): boolean {
  if (!isJsonObject(root)) return false
  const { type, issuer, credentialSubject } = root
  if (!Array.isArray(type) || !type.includes('ConformityDeclaration')) return false
  if (!isJsonObject(issuer) || !isJsonObject(credentialSubject)) return false
  const manufacturer = credentialSubject['manufacturer']
  const isThePair = (first === issuer && second === manufacturer) || (first === manufacturer && second === issuer)
  if (!isThePair || !isJsonObject(manufacturer)) return false
  // Any other member of the issuer could be moved to the manufacturer.
  const onlyNamed = Object.keys(issuer).every((name) => name === 'id' || name === 'name')
  return onlyNamed && typeof issuer['name'] === 'string' && issuer['name'] === manufacturer['name']
}

function visitLanguageValue(object: JsonObject, walk: Walk): void {
  for (const name of Object.keys(object)) {
    if (name !== '@value' && name !== '@language')
      reportBelow(walk, name, 'only @value and @language beside each other')
  }
  if (typeof object['@value'] !== 'string') reportBelow(walk, '@value', 'a text')
  const language = object['@language']
  if (typeof language !== 'string') report(walk, 'a @language beside @value')
  else if (!LANGUAGE_TAG.test(language)) reportBelow(walk, '@language', 'a language tag in lower case')
}

/** In here `id` is the language tag of Indonesian, not the identifier of an object. */
function visitLanguageMap(map: JsonObject, walk: Walk): void {
  const tags = Object.keys(map)
  if (tags.length === 0) {
    report(walk, 'at least one language')
    return
  }
  for (const tag of tags) {
    if (!hasRoom(walk)) return
    if (!LANGUAGE_TAG.test(tag)) reportBelow(walk, tag, 'a language tag in lower case')
    else if (typeof map[tag] !== 'string') reportBelow(walk, tag, 'a text')
  }
}

/** Not a set: `type`, whose order is fixed, and the signed wholes of a presentation, in the presenter's order. */
function isSet(walk: Walk): boolean {
  const member = walk.path.at(-1)
  return member !== 'type' && !(member === 'verifiableCredential' && walk.path.length === 1)
}

function mayHaveContext(walk: Walk): boolean {
  return walk.path.length === 0 || isEnveloped(walk)
}

function isEnveloped(walk: Walk): boolean {
  const { path } = walk
  return path.length === 2 && path[0] === 'verifiableCredential' && typeof path[1] === 'number'
}

function hasRoom(walk: Walk): boolean {
  return walk.problems.length < MAX_PROBLEMS
}

function report(walk: Walk, expected: string): void {
  if (hasRoom(walk)) walk.problems.push(problem('JSON_FORM', joinPointer('', ...walk.path), { expected }))
}

function reportBelow(walk: Walk, token: string | number, expected: string): void {
  if (hasRoom(walk)) walk.problems.push(problem('JSON_FORM', joinPointer('', ...walk.path, token), { expected }))
}

function tooDeep(walk: Walk): void {
  const pointer = joinPointer('', ...walk.path)
  walk.problems.push(problem('LIMIT_DEPTH', pointer, { expected: `at most ${MAX_DEPTH} levels` }))
}
