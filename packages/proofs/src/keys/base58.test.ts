import { base58 } from '@scure/base'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase58, encodeBase58 } from './base58.js'

const rounds = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }

describe('base58-btc', () => {
  it.each([
    ['', ''],
    ['00', '1'],
    ['0000', '11'],
    ['61', '2g'],
    ['0000287fb4cd', '11233QC4'],
    ['48656c6c6f20576f726c6421', '2NEpo7TZRRrLZSi2U'],
  ])('%s is written %s, and read back', (hex, text) => {
    expect(encodeBase58(Buffer.from(hex, 'hex'))).toBe(text)
    expect(Buffer.from(decodeBase58(text)!).toString('hex')).toBe(hex)
  })

  it('writes and reads any bytes as an independent implementation does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const text = encodeBase58(bytes)
        expect(text).toBe(base58.encode(bytes))
        expect(decodeBase58(text)).toEqual(bytes)
      }),
      rounds,
    )
  })

  it('reads any text of its alphabet, each as other bytes, and no other text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: fc.constantFrom(...'123ABCabcz9Z0OIl+/ ') }), (text) => {
        const decoded = decodeBase58(text)
        expect(decoded === undefined).toBe(/[0OIl+/ ]/.test(text))
        if (decoded !== undefined) expect(encodeBase58(decoded)).toBe(text)
      }),
      rounds,
    )
  })
})
