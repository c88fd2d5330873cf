import {
  type ClaimDraft,
  decodeUtf8,
  fail,
  isWellFormed,
  type Json,
  type JsonPointer,
  joinPointer,
  type Problem,
  problem,
  type Result,
} from '@trusted-tech/model'
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { MAX_DRAFT_BYTES, MAX_DRAFT_DEPTH } from './draft-limits.js'
import { nearestLine, type SourcedDraft } from './sourced-draft.js'
import { tooDeepYaml } from './yaml-depth.js'

const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads one draft from YAML 1.2, as the JSON that it stands for. Never throws on bad input.
 *
 * The core schema alone: dates and `yes` stay texts, and `1.0` is a number, so that a version needs quotes. Refused is
 * what lets a small file become a large one, or one text mean two things: aliases, tags, directives, duplicate names,
 * names that are no texts, several documents in one file.
 *
 * @see YAML 1.2.2, section 10.3 "Core Schema"
 */
export function readYamlDraft({ file, bytes }: { readonly file: string; readonly bytes: Uint8Array }): SourcedDraft {
  if (bytes.length > MAX_DRAFT_BYTES) {
    const draft = fail('LIMIT_SIZE', '', { expected: `at most ${MAX_DRAFT_BYTES} bytes` })
    return { file, line: 1, draft, lineOf: () => 1 }
  }
  const text = decodeUtf8(bytes)
  if (!text.ok) return { file, line: 1, draft: text, lineOf: () => 1 }
  const lines = new Map<JsonPointer, number>()
  const draft = parse(text.value, lines)
  return { file, line: 1, draft: draft as Result<ClaimDraft>, lineOf: (pointer) => nearestLine(lines, pointer, 1) }
}

function parse(text: string, lines: Map<JsonPointer, number>): Result<unknown> {
  const counter = new LineCounter()
  const deep = tooDeepYaml(text)
  if (deep !== undefined) {
    lines.set('', deep)
    return fail('LIMIT_DEPTH', '', { expected: `at most ${MAX_DRAFT_DEPTH} levels` })
  }
  const document = parseDocument(text, {
    schema: 'core',
    // Names are compared below, each with a set: the library compares each with each.
    uniqueKeys: false,
    lineCounter: counter,
    prettyErrors: false,
    // At `silent`, a second document would go unsaid.
    logLevel: 'error',
  })
  const [fault] = [...document.errors, ...document.warnings]
  if (fault !== undefined) {
    lines.set('', counter.linePos(fault.pos[0]).line)
    // The library's code, in its own closed list; its message may quote the file.
    return fail('DRAFT_SYNTAX', '', { expected: 'one YAML document', actual: fault.code })
  }
  if (document.directives.yaml.explicit === true || document.directives.docEnd === true) {
    return fail('DRAFT_SYNTAX', '', { expected: 'no directive and no end mark' })
  }
  const walk: Walk = { counter, lines, problems: [] }
  const value = read(document.contents as Node | null, [], walk)
  const [first, ...rest] = walk.problems
  return first === undefined ? { ok: true, value } : { ok: false, problems: [first, ...rest] }
}

interface Walk {
  readonly counter: LineCounter
  readonly lines: Map<JsonPointer, number>
  readonly problems: Problem[]
}

function read(node: Node | null, path: readonly (string | number)[], walk: Walk): Json {
  const pointer = joinPointer('', ...path)
  const refuse = (found: Problem): Json => {
    walk.problems.push(found)
    return null
  }
  if (node?.range && !walk.lines.has(pointer)) walk.lines.set(pointer, walk.counter.linePos(node.range[0]).line)
  if (path.length > MAX_DRAFT_DEPTH) {
    return refuse(problem('LIMIT_DEPTH', pointer, { expected: `at most ${MAX_DRAFT_DEPTH} levels` }))
  }
  if (node === null) return null
  if ('tag' in node && node.tag !== undefined) {
    return refuse(problem('DRAFT_SYNTAX', pointer, { expected: 'no tag' }))
  }
  if (isScalar(node)) return readScalar(node.value, pointer, refuse)
  if (isSeq<Node>(node)) return node.items.map((item, index) => read(item, [...path, index], walk))
  if (!isMap<Node, Node | null>(node)) return refuse(problem('DRAFT_SYNTAX', pointer, { expected: 'no alias' }))
  const members = new Map<string, Json>()
  for (const { key, value } of node.items) {
    const name = isScalar(key) && key.tag === undefined ? key.value : undefined
    if (typeof name !== 'string') {
      refuse(problem('DRAFT_SYNTAX', pointer, { expected: 'names that are texts' }))
      continue
    }
    const member = joinPointer(pointer, name)
    if (key.range) walk.lines.set(member, walk.counter.linePos(key.range[0]).line)
    if (members.has(name)) refuse(problem('JSON_DUPLICATE_KEY', member))
    else if (FORBIDDEN_NAMES.has(name)) refuse(problem('JSON_FORBIDDEN_KEY', member))
    else members.set(name, read(value, [...path, name], walk))
  }
  return Object.fromEntries(members)
}

function readScalar(value: unknown, pointer: JsonPointer, refuse: (found: Problem) => Json): Json {
  if (typeof value === 'boolean' || value === null) return value
  if (typeof value === 'string') {
    return isWellFormed(value) && !value.includes('\u0000')
      ? value
      : refuse(problem('ENCODING', pointer, { expected: 'no lone surrogate and no U+0000' }))
  }
  // The only numbers in a draft count bytes.
  if (typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0)) return value
  return typeof value === 'number' && Number.isFinite(value)
    ? refuse(problem('JSON_NUMBER', pointer, { expected: 'an integer, or a text in quotes' }))
    : refuse(problem('JSON_NUMBER', pointer, { expected: 'a number that JSON has' }))
}
