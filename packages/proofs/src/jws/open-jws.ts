import {
  decodeBase64url,
  fail,
  isJsonObject,
  type JsonObject,
  ok,
  parseBase64urlJson,
  problem,
  type Result,
} from '@trusted-tech/model'
import type { Algorithm } from '../algorithms.js'
import type { VerificationKey } from '../keys/verification-key.js'
import type { SignatureJob } from '../settle/signature-job.js'
import { signingInput, splitCompactJws, type Untrusted } from './compact-jws.js'
import { checkHeader, type ProtectedHeader, parseHeader } from './protected-header.js'

/** A JWS whose form was checked. Nothing in it is trusted: its signature job is still to be settled. */
export interface OpenedJws {
  readonly header: ProtectedHeader
  /** The claimed key: `header.kid`. */
  readonly kid: string
  readonly algorithm: Algorithm
  /** The payload as it was signed. */
  readonly payload: JsonObject
  /** The exact input. */
  readonly compact: string
  /**
   * The work of checking this signature with a key.
   *
   * @returns `KEY_ALG_MISMATCH` when the key is for another algorithm than the header says: the key decides, never the
   * token
   */
  signatureJob(key: VerificationKey): Result<SignatureJob>
}

/**
 * Opens a signed artefact: one strict compact JWS with exactly this `typ`.
 *
 * Checks, in this order, size, compact form, base64url, JSON, header allow-list, `typ` and `cty`. Does not check the
 * signature, and does not look at the payload beyond its being a JSON object.
 *
 * @param options `typ`: exact value, or several; `cty`: exact value where the header has one; `maxBytes`: of the whole
 * input
 * @returns problems in the header point into `/header`, in the signature to `/signature`, in the payload into the
 * payload itself. Codes: `LIMIT_SIZE FORMAT_UNSUPPORTED ENCODING JSON_* LIMIT_DEPTH ALG_NOT_ALLOWED HEADER_CRIT
 * HEADER_FORBIDDEN TYP_MISMATCH KEY_NOT_FOUND`
 * @example
 * const opened = openJws({ input, typ: 'trust-manifest+jwt', maxBytes: 1024 * 1024 })
 * if (opened.ok) opened.value.kid
 * @see RFC 7515, section 5.2 "Message Signature or MAC Validation"; RFC 8725, section 3.11 "Use Explicit Typing"
 */
export function openJws(options: {
  readonly input: Untrusted
  readonly typ: string | readonly string[]
  readonly cty?: string
  readonly maxBytes: number
}): Result<OpenedJws> {
  const split = splitCompactJws(options.input, options.maxBytes)
  if (!split.ok) return split
  const jws = split.value

  const members = parseHeader(jws.header)
  if (!members.ok) return members
  const typ = typeof options.typ === 'string' ? [options.typ] : options.typ
  const checked = checkHeader(members.value, options.cty === undefined ? { typ } : { typ, cty: options.cty })
  if (!checked.ok) return checked
  const { header, algorithm } = checked.value

  const signature = decodeBase64url(jws.signature)
  if (!signature.ok) return fail(signature.problems[0].code, '/signature')
  const payload = parseBase64urlJson(jws.payload, { maxBytes: options.maxBytes })
  if (!payload.ok) return payload
  if (!isJsonObject(payload.value)) return fail('FORMAT_UNSUPPORTED', '', { expected: 'a JSON object as payload' })

  return ok({
    header,
    kid: header.kid,
    algorithm,
    payload: payload.value,
    compact: jws.compact,
    signatureJob: (key) =>
      key.algorithm === algorithm
        ? ok({ algorithm, key, message: signingInput(jws), signature: signature.value })
        : {
            ok: false,
            problems: [problem('KEY_ALG_MISMATCH', '/header/alg', { expected: key.algorithm, actual: algorithm })],
          },
  })
}
