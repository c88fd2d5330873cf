import { isExactNumber, type NumberRule } from './json-number.js'

/** Deeper than allowed; nothing that recurses may see this text. */
export const TOO_DEEP = -1
/** Either not JSON at all or JSON with something to refuse; the slow, exact reading decides. */
export const SUSPECT = -2

const QUOTE = 0x22
const COLON = 0x3a
const BACKSLASH = 0x5c

/**
 * One look over a text, beside `JSON.parse`: how many members all its objects have together, as written.
 *
 * It hops from quotation mark to quotation mark with the platform's own search, so that only the few characters outside
 * strings are looked at one by one. It is exact for valid JSON and merely harmless for anything else: `JSON.parse` has
 * the word on syntax. It runs before `JSON.parse` because not every engine's parser survives deep nesting.
 *
 * @returns the number of members, {@link TOO_DEEP}, or {@link SUSPECT} for a number that loses information or an escape
 *   that makes a lone surrogate or U+0000.
 */
export function scanJson(text: string, maxDepth: number, numbers: NumberRule): number {
  const end = text.length
  let members = 0
  let depth = 0
  let suspect = false
  let slash = nextBackslash(text, 0)
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) {
      const start = i
      i = text.indexOf('"', start + 1)
      if (i === -1) return SUSPECT
      if (slash < i) {
        i = scanEscapes(text, slash)
        if (i < 0) {
          suspect = true
          i = closingQuote(text, start + 1)
        }
        slash = nextBackslash(text, i)
      }
    } else if (code === COLON) {
      members++
    } else if (code === 0x7b || code === 0x5b) {
      if (++depth > maxDepth) return TOO_DEEP
    } else if (code === 0x7d || code === 0x5d) {
      depth--
    } else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      const start = i
      i = endOfNumber(text, i)
      if (!isShortInteger(text, start, i) && !isExactNumber(text.slice(start, i), numbers)) suspect = true
      i--
    } else if (code === BACKSLASH) {
      // Outside strings there is none in JSON. Going on would let `slash` fall behind.
      return SUSPECT
    }
  }
  return suspect ? SUSPECT : members
}

/** Where the number token that starts at `at` ends (exclusive). */
export function endOfNumber(text: string, at: number): number {
  let i = at + 1
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const inNumber = (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x65 || code === 0x45
    if (!inNumber && code !== 0x2b && code !== 0x2d) break
  }
  return i
}

/** Where the string that contains `from` closes, or the end of the text. `from` must not be inside an escape. */
export function closingQuote(text: string, from: number): number {
  let i = from
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) break
    if (code === BACKSLASH) i++
  }
  return Math.min(i, text.length)
}

/** Up to 15 digits without sign, fraction and exponent: safe under every rule, and nearly every number there is. */
function isShortInteger(text: string, start: number, end: number): boolean {
  if (end - start > 15) return false
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x30 || code > 0x39) return false
  }
  return true
}

function nextBackslash(text: string, from: number): number {
  const at = text.indexOf('\\', from)
  return at === -1 ? text.length : at
}

/**
 * Reads on from the first backslash of a string to its closing quotation mark.
 *
 * @returns where it closes, or a negative number where an escape must be looked at: a surrogate without its partner, or
 *   U+0000.
 */
function scanEscapes(text: string, from: number): number {
  let i = from
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) return i
    if (code !== BACKSLASH) continue
    i++
    if (text.charCodeAt(i) !== 0x75) continue
    const unit = hexUnit(text, i + 1)
    if (unit === 0) return -1
    i += 4
    if (unit < 0xd800 || unit > 0xdfff) continue
    const low = text.charCodeAt(i + 1) === BACKSLASH && text.charCodeAt(i + 2) === 0x75 ? hexUnit(text, i + 3) : -1
    if (unit > 0xdbff || low < 0xdc00 || low > 0xdfff) return -1
    i += 6
  }
  return i
}

/** The UTF-16 unit of four hexadecimal digits; 0, which is always refused, where there are none. */
function hexUnit(text: string, at: number): number {
  const digits = text.slice(at, at + 4)
  return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : 0
}
