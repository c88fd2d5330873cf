import { type JsonPointer, joinPointer } from '@trusted-tech/model'
import { MAX_DRAFT_DEPTH } from './draft-limits.js'

/** Where the parts of a JSON text stand. */
export interface JsonPlaces {
  /** The line of each member and element, from 1. Of a name that stands twice, the second. */
  readonly lines: ReadonlyMap<JsonPointer, number>
  /** Where the text stops being JSON, or gets deeper than a draft may be. */
  readonly fault?: { readonly line: number; readonly pointer: JsonPointer }
}

type Frame = { readonly pointer: JsonPointer; readonly array: boolean; index: number; name: string }

const TOKEN =
  /[ \t\r]+|\n|[{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y

/**
 * Finds the line of every part of a JSON text, for messages: `parseJson` says what is wrong, by pointer, and this says
 * where that is. One pass, no recursion; it stops at the first fault.
 *
 * Does not judge the text beyond its grammar and depth.
 */
export function locateJson(text: string): JsonPlaces {
  const lines = new Map<JsonPointer, number>()
  const frames: Frame[] = []
  let line = 1
  /** What may come next. */
  let expected: 'value' | 'firstElement' | 'firstName' | 'name' | 'colon' | 'more' = 'value'
  const here = (): JsonPointer => {
    const top = frames.at(-1)
    if (top === undefined) return ''
    return joinPointer(top.pointer, top.array ? top.index : top.name)
  }
  const fault = (): JsonPlaces => {
    const inNames = expected === 'firstName' || expected === 'name'
    return { lines, fault: { line, pointer: inNames ? (frames.at(-1)?.pointer ?? '') : here() } }
  }
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)?.[0]
    if (token === undefined) return fault()
    const [first = ''] = token
    const top = frames.at(-1)
    if (first === '\n') line += 1
    else if (first === ' ' || first === '\t' || first === '\r') continue
    else if (first === '"' && top !== undefined && (expected === 'firstName' || expected === 'name')) {
      top.name = JSON.parse(token) as string
      lines.set(here(), line)
      expected = 'colon'
    } else if (first === ':' && expected === 'colon') expected = 'value'
    else if (first === ',' && expected === 'more' && top !== undefined) {
      top.index += 1
      expected = top.array ? 'value' : 'name'
    } else if (
      top !== undefined &&
      (first === ']' || first === '}') &&
      top.array === (first === ']') &&
      (expected === 'more' || expected === (top.array ? 'firstElement' : 'firstName'))
    ) {
      frames.pop()
      expected = 'more'
    } else if ('{}[],:'.includes(first) ? first === '{' || first === '[' : true) {
      if (expected !== 'value' && expected !== 'firstElement') return fault()
      const pointer = here()
      if (top === undefined || top.array) lines.set(pointer, line)
      if (first !== '{' && first !== '[') expected = 'more'
      else if (frames.length === MAX_DRAFT_DEPTH) return fault()
      else {
        frames.push({ pointer, array: first === '[', index: 0, name: '' })
        expected = first === '[' ? 'firstElement' : 'firstName'
      }
    } else return fault()
    if (expected === 'more' && frames.length === 0 && /\S/.test(text.slice(TOKEN.lastIndex, TOKEN.lastIndex + 1))) {
      return fault()
    }
  }
  return expected === 'more' && frames.length === 0 ? { lines } : fault()
}
