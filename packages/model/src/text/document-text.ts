import { isJsonObject, type Json } from '../json/json.js'
import { joinPointer } from '../json/json-pointer.js'
import type { Problem } from '../result.js'
import { checkText, isPlainText, type TextKind } from './text-rules.js'

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
  const walk: Walk = { path: [], problems: [] }
  visit(document, 'prose', walk)
  return walk.problems
}

interface Walk {
  readonly path: (string | number)[]
  readonly problems: Problem[]
}

function visit(value: Json | undefined, kind: TextKind, walk: Walk): void {
  if (walk.problems.length >= MAX_PROBLEMS) return
  if (typeof value === 'string') {
    visitText(value, kind, walk)
  } else if (walk.path.length >= MAX_DEPTH) {
    return
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) visitBelow(i, value[i], kind, walk)
  } else if (isJsonObject(value)) {
    for (const name of Object.keys(value)) {
      // A name may be a language-value object: what is below a name is part of it.
      if (name !== '@context') visitBelow(name, value[name], name === 'name' ? 'name' : kind, walk)
    }
  }
}

function visitBelow(token: string | number, value: Json | undefined, kind: TextKind, walk: Walk): void {
  walk.path.push(token)
  visit(value, kind, walk)
  walk.path.pop()
}

function visitText(text: string, kind: TextKind, walk: Walk): void {
  if (isPlainText(text)) return
  for (const problem of checkText(text, { kind, pointer: joinPointer('', ...walk.path) })) {
    if (walk.problems.length < MAX_PROBLEMS) walk.problems.push(problem)
  }
}
