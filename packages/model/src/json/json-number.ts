/** How strict number tokens are read: nothing lost, or integers spelled as integers only. */
export type NumberRule = 'lossless' | 'integers'

const INTEGER = /^-?(?:0|[1-9][0-9]*)$/

/**
 * Whether a JSON number token means the same to every reader.
 *
 * Refused: negative zero; integers beyond ±(2^53 − 1), however they are spelled; overflow to infinity; underflow to
 * zero; more digits than a double keeps. Under `integers` also every fraction and exponent (`1.0`, `1e3`).
 *
 * @see RFC 8259 section 6, "Numbers"; RFC 7493 section 2.2, "Numbers"; RFC 8785 section 3.2.2.3, "Serialization of Numbers"
 */
export function isExactNumber(token: string, rule: NumberRule): boolean {
  const value = Number(token)
  if (rule === 'integers' || INTEGER.test(token)) {
    return Number.isSafeInteger(value) && INTEGER.test(token) && !Object.is(value, -0)
  }
  if (!Number.isFinite(value) || Object.is(value, -0)) return false
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return false
  // The shortest decimal that gives this double must be the decimal that was written, or digits were dropped.
  return decimal(token) === decimal(String(value))
}

/** A decimal in one spelling: significant digits without outer zeros, and the power of ten of the last one. */
function decimal(token: string): string {
  const mark = token.search(/[eE]/)
  const mantissa = mark === -1 ? token : token.slice(0, mark)
  const sign = mantissa.startsWith('-') ? '-' : ''
  const point = mantissa.indexOf('.')
  const digits = mantissa.slice(sign.length).replace('.', '')
  // Loops, not /0+$/: that expression takes quadratic time on a long run of zeros that does not end the text.
  let start = 0
  while (digits.charCodeAt(start) === 0x30) start++
  if (start === digits.length) return '0'
  let end = digits.length
  while (digits.charCodeAt(end - 1) === 0x30) end--
  const fraction = point === -1 ? 0 : mantissa.length - point - 1
  const exponent = (mark === -1 ? 0 : Number(token.slice(mark + 1))) - fraction + (digits.length - end)
  return `${sign}${digits.slice(start, end)}e${exponent}`
}
