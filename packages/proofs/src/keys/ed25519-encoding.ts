/**
 * The y-coordinates of the eight points of small order, as little-endian hex with the sign bit cleared:
 * 0 (order 4), 1 (order 1), p - 1 (order 2), and the two of order 8.
 */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
])

/**
 * Tells whether 32 bytes are one of the encodings for which anyone can make a signature, or an encoding that RFC 8032
 * does not allow.
 *
 * Under the identity or another point of small order a signature can be made without a private key, and OpenSSL 3.0
 * takes it. A y-coordinate of p or more is a second spelling of the same point; with it a small-order point passes a
 * comparison of bytes.
 *
 * Does not check that the point is on the curve, and does not look for a torsion component beside a large-order one:
 * such a key needs its private half all the same.
 *
 * @see RFC 8032, section 5.1.3 "Decoding"; "Taming the many EdDSAs" (ia.cr/2020/1244), section 5
 */
export function isWeakEd25519Encoding(encoded: Uint8Array): boolean {
  const y = Uint8Array.from(encoded)
  y[31] = y[31]! & 0x7f
  return isFieldOverflow(y) || SMALL_ORDER.has(hex(y))
}

/** y >= p = 2^255 - 19: every higher byte is saturated and the lowest is 0xed or more. */
function isFieldOverflow(y: Uint8Array): boolean {
  return y[31] === 0x7f && y[0]! >= 0xed && y.subarray(1, 31).every((byte) => byte === 0xff)
}

function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}
