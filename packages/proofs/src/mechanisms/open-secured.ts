import { fail, type Result } from '@trusted-tech/model'
import type { Untrusted } from '../jws/compact-jws.js'
import { openJws } from '../jws/open-jws.js'
import type { MechanismName, Opened, SecuringMechanism } from './securing-mechanism.js'
import { vcJwt } from './vc-jwt.js'
import { vpJwt } from './vp-jwt.js'

/** Every securing mechanism, by name. */
export const SECURING_MECHANISMS: { readonly [Name in MechanismName]: SecuringMechanism<Name> } = {
  'vc+jwt': vcJwt,
  'vp+jwt': vpJwt,
}

/** The largest input that any mechanism takes by itself. */
const MAX_BYTES = 8 * 1024 * 1024

/**
 * Opens a secured document with the mechanism that its `typ` names.
 *
 * Checks form and header only, and accepts the secured form only: a JSON object, with or without a proof beside it, is
 * `FORMAT_UNSUPPORTED`. Does not check the signature: settle `signatureJob` with a key that something vouches for.
 *
 * @param limits `maxBytes` of the whole input; by default 64 KiB for a credential, 8 MiB for a presentation
 * @returns the opened document, or why it has no form that this version reads
 * @example
 * const opened = openSecured(input, { maxBytes: 64 * 1024 })
 * if (opened.ok) opened.value.document['issuer']
 * @see VC-JOSE-COSE, "Verification"
 */
export function openSecured(input: Untrusted, limits?: { readonly maxBytes?: number }): Result<Opened> {
  for (const mechanism of Object.values(SECURING_MECHANISMS)) {
    if (mechanism.detect(input)) return mechanism.open(input, limits)
  }
  // No mechanism knows it, so this says what is wrong with it, down to its typ.
  const typ = Object.keys(SECURING_MECHANISMS)
  const opened = openJws({ input, typ, maxBytes: limits?.maxBytes ?? MAX_BYTES })
  return opened.ok ? fail('FORMAT_UNSUPPORTED') : opened
}
