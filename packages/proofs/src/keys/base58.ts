const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const VALUES: ReadonlyMap<string, bigint> = new Map([...ALPHABET].map((char, value) => [char, BigInt(value)]))

/**
 * Reads base58-btc: the text is one number in base 58, with a leading `1` for each leading zero byte. There is exactly
 * one text for given bytes.
 *
 * Takes quadratic time; callers limit the length. Here and not from a library, because loading one took longer than
 * all keys of a run.
 *
 * @returns the bytes, or `undefined` for a character outside the alphabet
 * @see Controlled Identifiers v1.0, "Multibase"
 */
export function decodeBase58(text: string): Uint8Array | undefined {
  let number = 0n
  for (const char of text) {
    const value = VALUES.get(char)
    if (value === undefined) return undefined
    number = number * 58n + value
  }
  const bytes: number[] = []
  for (; number > 0n; number >>= 8n) bytes.push(Number(number & 0xffn))
  for (let index = 0; text[index] === '1'; index++) bytes.push(0)
  return Uint8Array.from(bytes.reverse())
}

/**
 * Writes base58-btc.
 *
 * @see Controlled Identifiers v1.0, "Multibase"
 */
export function encodeBase58(bytes: Uint8Array): string {
  let number = 0n
  for (const byte of bytes) number = (number << 8n) | BigInt(byte)
  let text = ''
  for (; number > 0n; number /= 58n) text = ALPHABET[Number(number % 58n)]! + text
  for (let index = 0; bytes[index] === 0; index++) text = `1${text}`
  return text
}
