import type { Actor } from './actor.js'
import type { Draft } from './draft.js'

export interface Forgery {
  /** Members of the header beside `alg`, `kid`, `typ` and `cty`, or other values for these; a text is taken as it is. */
  readonly header?: Draft
  /** The payload, or its exact text or bytes. */
  readonly payload: Draft
  /** Whose key signs, and under whose key id. */
  readonly actor: Actor
  /** In place of a signature by the actor. */
  readonly signature?: Uint8Array | string
}

const part = (content: unknown) =>
  Buffer.from(
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
  ).toString('base64url')

/** A compact JWS that says exactly what it is told, however wrong, with a genuine signature over it. */
export async function forge({ header = {}, payload, actor, signature }: Forgery): Promise<string> {
  const { algorithm: alg, verificationMethod: kid } = actor.signer
  const members = typeof header === 'string' ? header : { alg, kid, typ: 'vc+jwt', cty: 'vc', ...header }
  const signed = `${part(members)}.${part(payload)}`
  const made = signature ?? (await actor.signer.sign(new TextEncoder().encode(signed)))
  return `${signed}.${typeof made === 'string' ? made : Buffer.from(made).toString('base64url')}`
}

/** The same token with one bit of its signature flipped: well-formed, and signed by nobody. */
export function breakSignature(compact: string): string {
  const at = compact.lastIndexOf('.') + 1
  return `${compact.slice(0, at)}${compact[at] === 'A' ? 'B' : 'A'}${compact.slice(at + 1)}`
}

/** What a token says, whoever signed it. */
export function payloadOf(compact: string): Draft {
  return JSON.parse(Buffer.from(compact.split('.')[1] ?? '', 'base64url').toString())
}
