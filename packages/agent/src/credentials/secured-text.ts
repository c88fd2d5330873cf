import { isJsonObject } from '@trusted-tech/model'

const ENVELOPES: Readonly<Record<string, string>> = {
  EnvelopedVerifiableCredential: 'data:application/vc+jwt,',
  EnvelopedVerifiablePresentation: 'data:application/vp+jwt,',
}
const ENVELOPE_MEMBERS = new Set(['@context', 'id', 'type'])

/**
 * The secured text in what a Veramo caller hands in: the text itself, or the one inside an envelope.
 *
 * Everything else becomes JSON text, which the verifier refuses as `FORMAT_UNSUPPORTED`. That is the point for an object
 * beside a JWT (`proof.jwt`): two documents under one signature, of which only one was signed (THREAT-050). An envelope
 * with members of its own is refused for the same reason.
 */
export function securedText(input: unknown): string | Uint8Array {
  if (typeof input === 'string' || input instanceof Uint8Array) return input
  const compact = envelopedText(input)
  if (compact !== undefined) return compact
  try {
    return JSON.stringify(input) ?? ''
  } catch {
    return ''
  }
}

/** The compact text of an envelope that carries nothing else. */
export function envelopedText(input: unknown): string | undefined {
  if (!isJsonObject(input) || !Object.keys(input).every((member) => ENVELOPE_MEMBERS.has(member))) return undefined
  const { id, type } = input
  const name = Array.isArray(type) && type.length === 1 ? type[0] : type
  const prefix = typeof name === 'string' && Object.hasOwn(ENVELOPES, name) ? ENVELOPES[name] : undefined
  if (prefix === undefined || typeof id !== 'string' || !id.startsWith(prefix)) return undefined
  return id.slice(prefix.length)
}
