import { type JsonPointer, type Problem, problem } from '../result.js'
import { isWellFormed } from '../text/utf8.js'
import { isExactNumber, type NumberRule } from './json-number.js'
import { joinPointer } from './json-pointer.js'
import { closingQuote, endOfNumber } from './scan-json.js'

interface Frame {
  /** Names seen so far; absent in an array. */
  readonly names: Set<string> | undefined
  /** The member or element that is being read. */
  token: string | number
  /** The next string is a member name. */
  expectsName: boolean
}

interface FaultRules {
  readonly maxDepth: number
  readonly numbers: NumberRule
  readonly forbiddenNames: ReadonlySet<string>
  /** Look for nesting only: the text has not been through `JSON.parse` and may be anything. */
  readonly depthOnly: boolean
}

/**
 * Finds the first thing in a text that strict JSON refuses and `JSON.parse` does not, and where it is.
 *
 * This is the slow, exact reading, token by token with its own stack: it runs only on texts that the quick scan did not
 * pass, and says which rule and which pointer. Where it finds nothing to name, the answer is `JSON_SYNTAX`: a text on
 * which two readings disagree is refused.
 */
export function findJsonFault(text: string, rules: FaultRules): Problem {
  const frames: Frame[] = []
  for (let i = 0; i < text.length; i++) {
    const frame = frames.at(-1)
    const code = text.charCodeAt(i)
    if (code === 0x7b || code === 0x5b) {
      if (frames.length >= rules.maxDepth) {
        return problem('LIMIT_DEPTH', pointerTo(frames), { expected: `at most ${rules.maxDepth} levels` })
      }
      frames.push(
        code === 0x7b
          ? { names: new Set(), token: '', expectsName: true }
          : { names: undefined, token: 0, expectsName: false },
      )
    } else if (code === 0x7d || code === 0x5d) {
      frames.pop()
    } else if (code === 0x2c && frame !== undefined) {
      if (typeof frame.token === 'number') frame.token++
      else frame.expectsName = true
    } else if (code === 0x22) {
      const close = closingQuote(text, i + 1)
      const string = readString(text.slice(i, close + 1))
      const fault = frame?.expectsName ? nameFault(string, frames, rules) : stringFault(string, frames)
      if (fault !== undefined && !rules.depthOnly) return fault
      i = close
    } else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      const end = endOfNumber(text, i)
      const token = text.slice(i, end)
      if (!rules.depthOnly && !isExactNumber(token, rules.numbers)) {
        const expected = rules.numbers === 'integers' ? 'an integer within ±(2^53 - 1)' : 'a number that a double keeps'
        return problem('JSON_NUMBER', pointerTo(frames), { expected, actual: token.slice(0, 40) })
      }
      i = end - 1
    }
  }
  return problem('JSON_SYNTAX', '', { expected: 'one JSON text' })
}

function nameFault(name: string, frames: readonly Frame[], rules: FaultRules): Problem | undefined {
  const frame = frames.at(-1) as Frame
  frame.expectsName = false
  // A pointer with such a name could not be written down, so the object around it is named.
  const broken = isBroken(name)
  frame.token = broken ? '' : name
  if (broken) return brokenString(pointerTo(frames.slice(0, -1)))
  if (rules.forbiddenNames.has(name)) return problem('JSON_FORBIDDEN_KEY', pointerTo(frames))
  if (frame.names?.has(name)) return problem('JSON_DUPLICATE_KEY', pointerTo(frames))
  frame.names?.add(name)
  return undefined
}

function stringFault(text: string, frames: readonly Frame[]): Problem | undefined {
  return isBroken(text) ? brokenString(pointerTo(frames)) : undefined
}

function isBroken(text: string): boolean {
  return text.includes('\0') || !isWellFormed(text)
}

function brokenString(pointer: JsonPointer): Problem {
  return problem('ENCODING', pointer, { expected: 'no lone surrogate and no U+0000' })
}

/** The decoded string literal; empty where it is none, which only happens before `JSON.parse` had its say. */
function readString(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1)
  try {
    return String(JSON.parse(literal))
  } catch {
    return ''
  }
}

function pointerTo(frames: readonly Frame[]): JsonPointer {
  return joinPointer('', ...frames.map((frame) => frame.token))
}
