import { isJsonObject, type Problem, parseJson } from '@trusted-tech/model'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const BRACE = 0x7b
const SPACE = 0x20
const TAB = 0x09
const CARRIAGE_RETURN = 0x0d

const MEMBER = new Uint8Array(Buffer.from('{"credential":"'))
const MEMBER_SPACED = new Uint8Array(Buffer.from('{"credential": "'))

/** What a line of a `.jsonl` file holds. */
export interface LineContent {
  readonly input: Uint8Array | string
  /** Why the line is none of the three forms; it is then handed over as it stands, and refused for what it is. */
  readonly problem?: Problem
}

/**
 * Takes the document out of one line: a bare compact document, a JSON string, or a JSON object whose member `credential`
 * is a string; other members of the object are the sender's own and ignored. `undefined` for an empty line.
 *
 * JSON is read strictly: a member twice, broken UTF-8 or anything behind the value makes the line a broken one. One
 * carriage return at the end belongs to the line's end. Does not verify anything.
 */
export function readLine(line: Uint8Array): LineContent | undefined {
  const bytes = line[line.length - 1] === CARRIAGE_RETURN ? line.subarray(0, -1) : line
  const first = bytes.find((byte) => byte !== SPACE && byte !== TAB)
  if (first === undefined) return undefined
  if (first !== QUOTE && first !== BRACE) return { input: bytes }
  const plain = plainString(bytes)
  if (plain !== undefined) return { input: plain }
  const json = parseJson(bytes, { maxBytes: bytes.length })
  if (!json.ok) return { input: bytes, problem: json.problems[0] }
  const { value } = json
  if (typeof value === 'string') return { input: value }
  const credential = isJsonObject(value) && Object.hasOwn(value, 'credential') ? value['credential'] : undefined
  if (typeof credential === 'string') return { input: credential }
  return {
    input: bytes,
    problem: {
      code: 'FORMAT_UNSUPPORTED',
      pointer: '/credential',
      expected: 'a compact document, a JSON string, or an object with a string "credential"',
    },
  }
}

/**
 * The content of a string without escapes, alone or as the only member, without reading it as JSON first: parsing costs
 * as much as a good part of verifying. What JSON would refuse inside of it is no character of a compact document either.
 */
function plainString(bytes: Uint8Array): Uint8Array | undefined {
  const last = bytes.length - 1
  let start = 1
  let end = last
  if (bytes[0] === BRACE) {
    start = startsWith(bytes, MEMBER) ? MEMBER.length : startsWith(bytes, MEMBER_SPACED) ? MEMBER_SPACED.length : 0
    if (start === 0 || bytes[last] !== 0x7d) return undefined
    end = last - 1
  } else if (bytes[0] !== QUOTE) return undefined
  if (end < start || bytes[end] !== QUOTE) return undefined
  const content = bytes.subarray(start, end)
  return content.includes(QUOTE) || content.includes(BACKSLASH) ? undefined : content
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return prefix.every((byte, at) => bytes[at] === byte)
}
