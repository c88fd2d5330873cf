import { isJsonObject, type Json, type JsonObject } from '../json/json.js'
import { joinPointer } from '../json/json-pointer.js'
import { type JsonPointer, type Problem, problem } from '../result.js'
import { describeJson } from '../schema/describe-json.js'
import { parseInstant } from '../time/parse-instant.js'

/** Looks at one value and collects what is wrong with it. */
export type Shape = (value: Json, pointer: JsonPointer, problems: Problem[]) => void

function refuse(problems: Problem[], pointer: JsonPointer, expected: string, value: Json | undefined): void {
  problems.push(problem('SCHEMA_INVALID', pointer, { expected, actual: describeJson(value) }))
}

/** An object with these members and no other; names that end in `?` may be absent. */
export function objectOf(members: Readonly<Record<string, Shape>>): Shape {
  const shapes = new Map(Object.entries(members).map(([name, shape]) => [name.replace(/\?$/, ''), shape]))
  const required = Object.keys(members).filter((name) => !name.endsWith('?'))
  return (value, pointer, problems) => {
    if (!isJsonObject(value)) return refuse(problems, pointer, 'an object', value)
    for (const name of required) {
      if (!Object.hasOwn(value, name)) refuse(problems, joinPointer(pointer, name), 'a required member', undefined)
    }
    for (const name of Object.keys(value)) {
      const shape = shapes.get(name)
      const at = joinPointer(pointer, name)
      if (shape === undefined) refuse(problems, at, 'no such member', value[name])
      else shape(value[name] as Json, at, problems)
    }
  }
}

export function arrayOf(element: Shape, least: 0 | 1): Shape {
  return (value, pointer, problems) => {
    if (!Array.isArray(value) || value.length < least) {
      return refuse(problems, pointer, least === 0 ? 'an array' : 'an array that is not empty', value)
    }
    for (const [i, item] of (value as readonly Json[]).entries()) element(item, joinPointer(pointer, i), problems)
  }
}

function textThat(expected: string, expression: RegExp): Shape {
  return (value, pointer, problems) => {
    if (typeof value !== 'string' || !expression.test(value)) refuse(problems, pointer, expected, value)
  }
}

/** With something to read in it. */
export const text: Shape = textThat('a text that is not blank', /\S/)
/** One that people can compare by eye and programs as text. */
export const uri: Shape = textThat('an https URI in printable ASCII', /^https:\/\/[a-z0-9][!-~]*$/)
export const version: Shape = textThat('a version in letters, digits and . - +', /^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$/)

export const flag: Shape = (value, pointer, problems) => {
  if (typeof value !== 'boolean') refuse(problems, pointer, 'true or false', value)
}

export const instant: Shape = (value, pointer, problems) => {
  if (typeof value !== 'string') return refuse(problems, pointer, 'a date and time with offset', value)
  const parsed = parseInstant(value, pointer)
  if (!parsed.ok) problems.push(...parsed.problems)
}

export function oneOf(values: readonly string[]): Shape {
  return (value, pointer, problems) => {
    if (typeof value !== 'string' || !values.includes(value)) refuse(problems, pointer, values.join(', '), value)
  }
}

const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/

/** Language tag in lower case to text, at least one. */
export const languageMap: Shape = (value, pointer, problems) => {
  if (!isJsonObject(value) || Object.keys(value).length === 0) {
    return refuse(problems, pointer, 'an object of language tags and texts', value)
  }
  for (const [tag, translated] of Object.entries(value as JsonObject)) {
    const at = joinPointer(pointer, tag)
    if (!LANGUAGE_TAG.test(tag)) refuse(problems, at, 'a language tag in lower case', tag)
    text(translated, at, problems)
  }
}
