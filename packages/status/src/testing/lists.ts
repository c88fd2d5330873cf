import { Readable } from 'node:stream'
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'
import { type Instant, parseInstant } from '@trusted-tech/model'
import { createBits, setBit } from '../bitstring/bits.js'
import type { ParsedStatusEntry } from '../parse-status-entries.js'
import type { StatusList } from '../parse-status-list.js'
import type { StatusListCandidate } from '../status-list-candidate.js'

// Material for the tests of this package; not exported.

export const ISSUER = 'did:web:assessor.example'
export const LIST_ID = 'https://assessor.example/status/revocation-1'
export const INDEX = 94_567

export function at(text: string): Instant {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}

export const NOW = at('2026-11-24T12:00:00Z')

/** A raw deflate stream of about one kilobyte per mebibyte of zeros, made without ever holding those. */
export async function deflateBomb(mebibytes: number): Promise<Buffer> {
  const zeros = Buffer.alloc(1024 * 1024)
  const compressed = Readable.from(Array.from({ length: mebibytes }, () => zeros)).pipe(createDeflateRaw())
  const chunks: Buffer[] = []
  for await (const chunk of compressed) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export interface GzipParts {
  readonly header?: Uint8Array
  readonly body: Uint8Array
  readonly crc: number
  readonly size: number
}

/** `u` and the base64url of a gzip member put together from parts that need not fit. */
export function encodedListOf({
  header = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3),
  ...rest
}: GzipParts): string {
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(rest.crc, 0)
  trailer.writeUInt32LE(rest.size, 4)
  return `u${Buffer.concat([header, rest.body, trailer]).toString('base64url')}`
}

export function gzipParts(bits: Uint8Array): GzipParts {
  return { body: deflateRawSync(bits), crc: crc32(bits), size: bits.length }
}

export const ENTRY: ParsedStatusEntry = {
  id: 'urn:uuid:0b7e1c1e-33fd-4d0d-9d25-6a0ab0d8e4a5#revocation',
  purpose: 'revocation',
  index: INDEX,
  listId: LIST_ID,
  pointer: '/credentialStatus/0',
}

export function listOf(
  options: Partial<Omit<StatusList, 'bits'>> & { set?: boolean | readonly number[]; length?: number },
): StatusList {
  const { set = false, length, ...rest } = options
  const bits = createBits(length)
  for (const index of typeof set === 'boolean' ? (set ? [INDEX] : []) : set) setBit(bits, index)
  return {
    id: LIST_ID,
    issuer: ISSUER,
    purpose: 'revocation',
    validFrom: at('2026-11-24T00:00:00Z'),
    validUntil: at('2026-12-24T00:00:00Z'),
    bits: () => ({ ok: true, value: bits }),
    ...rest,
  }
}

export function authentic(
  options: Parameters<typeof listOf>[0] = {},
  more: { source?: StatusListCandidate['source']; badNewsOnly?: boolean } = {},
): StatusListCandidate {
  return { authentic: true, list: listOf(options), source: 'bundled', ...more }
}
