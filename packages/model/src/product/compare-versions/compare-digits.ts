import type { Order } from './version-scheme.js'

/**
 * Orders two runs of decimal digits by their numeric value, whatever their length.
 *
 * As text, because a number of 400 digits is no double, and two that differ in the last digit would be equal. The empty
 * run counts as zero.
 *
 * @example
 * compareDigits('007', '10') < 0
 */
export function compareDigits(a: string, b: string): Order {
  const left = withoutLeadingZeros(a)
  const right = withoutLeadingZeros(b)
  if (left.length !== right.length) return left.length - right.length
  return compareText(left, right)
}

/** Orders two texts by their UTF-16 code units, which in ASCII is the order of the characters. */
export function compareText(a: string, b: string): Order {
  return a < b ? -1 : a > b ? 1 : 0
}

function withoutLeadingZeros(digits: string): string {
  let start = 0
  while (digits.charCodeAt(start) === 0x30) start++
  return start === 0 ? digits : digits.slice(start)
}
