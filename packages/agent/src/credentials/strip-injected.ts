import {
  isJsonObject,
  type JsonObject,
  parseInstant,
  parseJson,
  problem,
  TrustedTechError,
  VCDM_CONTEXT,
} from '@trusted-tech/model'

/** The context of VCDM 1.1, which Veramo 7.0.1 puts in front of every list of contexts. */
const VCDM_1_1_CONTEXT = 'https://www.w3.org/2018/credentials/v1'

/**
 * A credential as its author meant it: a copy, without what Veramo's router put in on the way (`issuanceDate`, and the
 * context of VCDM 1.1 in front of that of 2.0).
 *
 * Checks what must hold before a key signs: contexts and type of VCDM 2.0, no member that says in the words of 1.1 what
 * 2.0 says otherwise, and no proof.
 *
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED` with the problems
 * @see Verifiable Credentials Data Model v2.0, "Basic Concepts"
 */
export function stripInjected(credential: unknown): JsonObject {
  const document = copyOf(credential)
  const { issuanceDate: _injected, '@context': written, ...members } = document
  const list = Array.isArray(written) ? written : [written]
  const contexts = list[0] === VCDM_1_1_CONTEXT && list.includes(VCDM_CONTEXT) ? list.slice(1) : list
  const problems = []
  if (contexts[0] !== VCDM_CONTEXT) {
    problems.push(problem('CONTEXT_NOT_ALLOWED', '/@context', { expected: `a list that begins with ${VCDM_CONTEXT}` }))
  }
  const { type } = members
  if (type !== 'VerifiableCredential' && !(Array.isArray(type) && type.includes('VerifiableCredential'))) {
    problems.push(problem('TYPE', '/type', { expected: 'VerifiableCredential' }))
  }
  // Dropping it would make a credential that never expires of one that was meant to.
  if (Object.hasOwn(members, 'expirationDate')) {
    problems.push(problem('LEGACY_VCDM_1_1', '/expirationDate', { expected: 'validUntil' }))
  }
  if (Object.hasOwn(members, 'proof')) problems.push(problem('FORMAT_UNSUPPORTED', '/proof', { expected: 'no proof' }))
  for (const member of ['validFrom', 'validUntil']) {
    const value = members[member]
    if (value !== undefined && !(typeof value === 'string' && parseInstant(value).ok)) {
      problems.push(problem('DATE_MALFORMED', `/${member}`, { expected: 'an RFC 3339 timestamp' }))
    }
  }
  if (problems.length > 0) {
    const [{ code, pointer, expected } = problem('TYPE')] = problems
    throw new TrustedTechError(
      'ERR_DRAFT_REFUSED',
      `The credential was not signed: ${code} ${pointer}, expected ${expected}.`,
      {
        problems,
      },
    )
  }
  return { '@context': contexts.flatMap((context) => context ?? []), ...members }
}

/** A copy that shares nothing with the caller's object, and is JSON and nothing else. */
export function copyOf(value: unknown): JsonObject {
  let text: string
  try {
    text = JSON.stringify(value) ?? ''
  } catch (cause) {
    throw new TrustedTechError('ERR_DRAFT_REFUSED', 'The document is no JSON.', { cause })
  }
  const parsed = parseJson(text)
  if (!parsed.ok || !isJsonObject(parsed.value)) {
    throw new TrustedTechError('ERR_DRAFT_REFUSED', 'The document is no JSON object.', {
      problems: parsed.ok ? [] : parsed.problems,
    })
  }
  return parsed.value
}
