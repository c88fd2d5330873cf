import {
  decodeBase64url,
  fail,
  isJsonObject,
  type JsonObject,
  ok,
  type Problem,
  parseJson,
  problem,
  type Result,
} from '@trusted-tech/model'
import { type Algorithm, algorithmFromName } from '../algorithms.js'

/** A protected header with nothing in it but what the profile knows. */
export interface ProtectedHeader {
  readonly alg: string
  /** Absolute DID URL with a fragment. An opaque string: compared whole, never dereferenced. */
  readonly kid: string
  readonly typ: string
  readonly cty?: string
}

/** What kinds of artefact the reader takes. */
export interface HeaderExpectation {
  /** Exact values: one kind of artefact never passes for another. */
  readonly typ: readonly string[]
  /** Where present, exactly this. */
  readonly cty?: string
}

const ALLOWED: ReadonlySet<string> = new Set(['alg', 'kid', 'typ', 'cty'])
/** Members that make it something else than a plain JWS: unencoded or compressed payloads, encryption. */
const OTHER_FORMAT: ReadonlySet<string> = new Set(['b64', 'zip', 'enc'])

/** Four members with a key id of 512 characters fit well into it. */
export const MAX_HEADER_LENGTH = 4096
const MAX_KID_LENGTH = 512

let latest: { readonly encoded: string; readonly header: Result<JsonObject> } | undefined

/**
 * Decodes a header: strict base64url, strict JSON, an object.
 *
 * @returns the members as they came, unchecked; problems point into `/header`
 */
export function parseHeader(encoded: string): Result<JsonObject> {
  // Signers use one header again and again, and it is read twice: to see what it is, then to check it.
  if (latest?.encoded === encoded) return latest.header
  const header = decodeHeader(encoded)
  latest = { encoded, header }
  return header
}

function decodeHeader(encoded: string): Result<JsonObject> {
  if (encoded.length > MAX_HEADER_LENGTH) {
    return fail('LIMIT_SIZE', '/header', { expected: `at most ${MAX_HEADER_LENGTH} characters` })
  }
  const bytes = decodeBase64url(encoded)
  if (!bytes.ok) return below('/header', bytes.problems)
  const json = parseJson(bytes.value)
  if (!json.ok) return below('/header', json.problems)
  if (!isJsonObject(json.value)) return fail('FORMAT_UNSUPPORTED', '/header', { expected: 'a JSON object' })
  return ok(Object.freeze(json.value))
}

/**
 * Checks the members of a protected header against the allow-list of the profile.
 *
 * Checks `alg` by name before anything else could use it, that there is no `crit`, no key material or address of any
 * (`jwk`, `jku`, `x5u`, `x5c`) and no other member than `alg`, `kid`, `typ`, `cty`. Does not look for the key and does
 * not check that `alg` is the key's own: `signatureJob` does.
 *
 * @returns every problem found, `alg` first
 * @see RFC 8725, section 3 "Best Practices"; RFC 7515, section 4.1.11 "crit"
 */
export function checkHeader(
  header: JsonObject,
  expectation: HeaderExpectation,
): Result<{ readonly header: ProtectedHeader; readonly algorithm: Algorithm }> {
  const problems: Problem[] = []
  const algorithm = algorithmFromName(header['alg'])
  if (algorithm === undefined) {
    problems.push(problem('ALG_NOT_ALLOWED', '/header/alg', { expected: 'EdDSA, ES256 or ES384' }))
  }
  for (const member of Object.keys(header)) {
    if (ALLOWED.has(member)) continue
    const pointer = `/header/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (member === 'crit') problems.push(problem('HEADER_CRIT', pointer, { expected: 'no critical extensions' }))
    else if (OTHER_FORMAT.has(member))
      problems.push(problem('FORMAT_UNSUPPORTED', pointer, { expected: 'a plain JWS' }))
    // A key that travels with the token vouches for nothing (CVE-2018-0114), and an address would be fetched.
    else problems.push(problem('HEADER_FORBIDDEN', pointer, { expected: 'alg, kid, typ and cty only' }))
  }
  const { alg, kid, typ, cty } = header
  if (typeof typ !== 'string' || !expectation.typ.includes(typ)) {
    problems.push(problem('TYP_MISMATCH', '/header/typ', { expected: expectation.typ.join(' or ') }))
  } else if (cty !== undefined && cty !== expectation.cty) {
    problems.push(problem('TYP_MISMATCH', '/header/cty', { expected: expectation.cty ?? 'none' }))
  }
  if (!isKeyId(kid)) {
    problems.push(problem('KEY_NOT_FOUND', '/header/kid', { expected: 'an absolute DID URL with a fragment' }))
  }
  const [first, ...rest] = problems
  if (first !== undefined) return { ok: false, problems: [first, ...rest] }
  const checked = cty === undefined ? { alg, kid, typ } : { alg, kid, typ, cty }
  return ok({ header: Object.freeze(checked) as ProtectedHeader, algorithm: algorithm! })
}

/**
 * Tells whether a value can be a key id: printable ASCII, an absolute DID URL with one fragment, at most 512
 * characters. It is only ever compared, so path or query characters in it mean nothing.
 *
 * @see Decentralized Identifiers (DIDs) v1.0, "DID URL Syntax"
 */
export function isKeyId(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > MAX_KID_LENGTH) return false
  return /^did:[a-z0-9]+:[!"$-~]+#[!"$-~]+$/.test(value)
}

function below(prefix: string, problems: readonly [Problem, ...Problem[]]): Result<never> {
  const [first, ...rest] = problems.map((found) => ({ ...found, pointer: prefix + found.pointer }))
  return { ok: false, problems: [first!, ...rest] }
}
