import {
  type Instant,
  instantFromSeconds,
  isJsonObject,
  type Json,
  type JsonObject,
  ok,
  type Problem,
  parseNumericDate,
  problem,
  type Result,
} from '@trusted-tech/model'

/** The JOSE claims that may stand beside a document's own members, and no others. Times are seconds since 1970. */
export interface JoseClaims {
  readonly iss?: string
  readonly sub?: string
  readonly jti?: string
  readonly iat?: number
  readonly nbf?: number
  readonly exp?: number
  readonly aud?: string
  readonly nonce?: string
  readonly cnf?: JsonObject
}

const isText = (value: Json) => typeof value === 'string' && value !== ''
/** A whole number of seconds; `exp: "never"`, `true`, `[0]` and `1.5` are not times, and none of them means "no limit". */
const isTime = (value: Json) => parseNumericDate(value).ok && (value as number) >= 0

const FORMS: Readonly<Record<keyof JoseClaims, readonly [expected: string, check: (value: Json) => boolean]>> = {
  iss: ['a text', isText],
  sub: ['a text', isText],
  jti: ['a text', isText],
  iat: ['whole seconds since 1970', isTime],
  nbf: ['whole seconds since 1970', isTime],
  exp: ['whole seconds since 1970', isTime],
  // A list of audiences lets one presentation be meant for several at once.
  aud: ['one text', isText],
  nonce: ['a text', isText],
  cnf: ['an object', isJsonObject],
}

/** The names of the claims. */
export const JOSE_CLAIMS = Object.keys(FORMS) as readonly (keyof JoseClaims)[]

/** What VCDM 1.1 nested the document in. A VCDM 2.0 payload is the document: with both there would be two. */
const NESTING = ['vc', 'vp'] as const

/**
 * Takes the JOSE claims out of a payload; what is left is the document.
 *
 * Checks each claim's type. Does not compare claims with the document (`claimConflicts` does), and requires none of
 * them.
 *
 * @returns `CLAIM_TYPE` with a pointer to the claim; `CLAIM_CONFLICT` at `/vc` or `/vp`
 * @see RFC 7519, section 4.1 "Registered Claim Names"; VC-JOSE-COSE, "Securing JSON-LD Verifiable Credentials with JOSE"
 */
export function separateClaims(
  payload: JsonObject,
): Result<{ readonly document: JsonObject; readonly claims: JoseClaims; readonly signedAt?: Instant }> {
  const problems: Problem[] = []
  const document: Record<string, Json> = {}
  const claims: Record<string, Json> = {}
  for (const member of Object.keys(payload)) {
    const value = payload[member]!
    if (!Object.hasOwn(FORMS, member)) {
      document[member] = value
      continue
    }
    const [expected, isForm] = FORMS[member as keyof JoseClaims]
    if (!isForm(value)) problems.push(problem('CLAIM_TYPE', `/${member}`, { expected }))
    claims[member] = value
  }
  for (const member of NESTING) {
    if (Object.hasOwn(payload, member)) {
      problems.push(problem('CLAIM_CONFLICT', `/${member}`, { expected: 'the document as the payload itself' }))
    }
  }
  const [first, ...rest] = problems
  if (first !== undefined) return { ok: false, problems: [first, ...rest] }
  const checked = claims as JoseClaims
  return ok(
    checked.iat === undefined
      ? { document, claims: checked }
      : { document, claims: checked, signedAt: instantFromSeconds(checked.iat) },
  )
}
