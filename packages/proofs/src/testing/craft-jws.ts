import type { TestKey } from './keys.js'

const encode = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part), 'utf8').toString('base64url')

/**
 * A JWS with whatever header and payload a test asks for, over which the signature is right. Text parts are taken as
 * they are, so that they need not be JSON.
 */
export function craftJws(parts: {
  readonly header: unknown
  readonly payload: unknown
  readonly key: TestKey
}): string {
  const input = `${encode(parts.header)}.${encode(parts.payload)}`
  return `${input}.${Buffer.from(parts.key.signRaw(Buffer.from(input))).toString('base64url')}`
}

/** The header of a credential by this key. */
export function credentialHeader(key: TestKey): { alg: string; kid: string; typ: string; cty: string } {
  return { alg: key.algorithm, kid: key.kid, typ: 'vc+jwt', cty: 'vc' }
}
