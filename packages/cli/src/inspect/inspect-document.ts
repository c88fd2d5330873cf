import { formatInstant, isJsonObject, type Json, type JsonObject, type Problem } from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'

/** What a document claims. Its form was checked and nothing else: no signature, no issuer, no status. */
export type Inspection =
  | {
      readonly kind: 'credential' | 'presentation'
      readonly mechanism: string
      readonly header: Json
      readonly claims: Json
      /** From `iat`. */
      readonly claimedSigningTime?: string
      readonly document: JsonObject
      /** What a presentation holds, in its order. */
      readonly contained: readonly Inspection[]
    }
  | { readonly kind: 'unreadable'; readonly problems: readonly Problem[] }

const ENVELOPE = 'data:application/vc+jwt,'
const MAX_BYTES = 8 * 1024 * 1024
/** Claims and supports together (specification, section 8); what is beyond is counted and not opened. */
const MAX_CONTAINED = 320

/** Opens a document to show what it claims; a presentation with what it holds, one level deep (THREAT-130). */
export function inspectDocument(input: Uint8Array | string, depth = 0): Inspection {
  const opened = openSecured(input, { maxBytes: MAX_BYTES })
  if (!opened.ok) return { kind: 'unreadable', problems: opened.problems }
  const { kind, mechanism, header, claims, signedAt, document } = opened.value
  return {
    kind,
    mechanism,
    header: { ...header } as unknown as Json,
    claims: { ...claims } as unknown as Json,
    ...(signedAt === undefined ? {} : { claimedSigningTime: formatInstant(signedAt) }),
    document,
    contained: kind === 'presentation' && depth === 0 ? inspectContained(document) : [],
  }
}

function inspectContained(document: JsonObject): readonly Inspection[] {
  const held = document['verifiableCredential']
  const list: readonly Json[] = Array.isArray(held) ? held : held === undefined ? [] : [held as Json]
  return list.slice(0, MAX_CONTAINED).map((entry, index) => {
    const id = isJsonObject(entry) ? entry['id'] : undefined
    if (typeof id === 'string' && id.startsWith(ENVELOPE)) return inspectDocument(id.slice(ENVELOPE.length), 1)
    const pointer = `/verifiableCredential/${index}`
    return {
      kind: 'unreadable',
      problems: [{ code: 'FORMAT_UNSUPPORTED', pointer, expected: 'an enveloped credential' }],
    }
  })
}
