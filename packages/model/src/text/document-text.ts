import { isJsonObject, type Json } from '../json/json.js'
import { joinPointer } from '../json/json-pointer.js'
import type { JsonPointer, Problem } from '../result.js'
import { checkText, type TextKind } from './text-rules.js'

/** As deep as `parseJson` reads by default; what is deeper was refused before. */
const MAX_DEPTH = 32
const MAX_PROBLEMS = 64

/**
 * Checks every text of a document with {@link checkText}: members called `name` as names, all others as prose.
 *
 * Identifiers are read as prose too, since people read them in reports. Member names, `@context` and levels below 32
 * are not looked at.
 *
 * @returns at most 64 problems, each with its pointer.
 * @example
 * checkDocumentText({ issuer: { name: 'Cafe\u0301' } })
 * // [{ code: 'TEXT_NOT_NFC', pointer: '/issuer/name', … }]
 */
export function checkDocumentText(document: Json): readonly Problem[] {
  const problems: Problem[] = []
  visit(document, { kind: 'prose', pointer: '', depth: 0 }, problems)
  return problems.slice(0, MAX_PROBLEMS)
}

interface Place {
  readonly kind: TextKind
  readonly pointer: JsonPointer
  readonly depth: number
}

function visit(value: Json | undefined, place: Place, problems: Problem[]): void {
  if (typeof value === 'string') {
    problems.push(...checkText(value, place))
    return
  }
  if (place.depth >= MAX_DEPTH || problems.length >= MAX_PROBLEMS) return
  const below = (token: string | number, kind: TextKind): Place => ({
    kind,
    pointer: joinPointer(place.pointer, token),
    depth: place.depth + 1,
  })
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) visit(element, below(index, place.kind), problems)
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (name === '@context') continue
      // A name may be a language-value object: what is below a name is part of it.
      visit(member, below(name, name === 'name' ? 'name' : place.kind), problems)
    }
  }
}
