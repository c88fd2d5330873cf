import { isJsonObject, type Json, type JsonObject, type Problem, parseInstant, problem } from '@trusted-tech/model'
import type { Opened } from './mechanisms/securing-mechanism.js'

/**
 * Compares the JOSE claims with the document they stand beside.
 *
 * Checks, where the claim is present: `iss` with `issuer` (or a presentation's `holder`), `jti` with `id`, and for
 * credentials `sub` with `credentialSubject.id`, `nbf` and `exp` with `validFrom` and `validUntil` to the second. A
 * claim without a counterpart is a conflict too: a reader that looks only at the claims would otherwise learn
 * something that the document does not say. `aud` and `nonce` belong to presentations; a credential that is limited to
 * an audience is refused (RFC 7519, section 4.1.3).
 *
 * Does not check whether any of it is true, in time, or expected by the caller.
 *
 * @returns one `CLAIM_CONFLICT` per claim, with a pointer to the claim
 * @example
 * claimConflicts(opened).length === 0
 * @see VC-JOSE-COSE, "Registered Claim Names"; VCDM 2.0, "Securing Mechanisms"
 */
export function claimConflicts(opened: Opened): readonly Problem[] {
  const { claims, document } = opened
  const problems: Problem[] = []
  const expect = (claim: string, counterpart: string, agrees: boolean) => {
    if (!agrees) problems.push(problem('CLAIM_CONFLICT', `/${claim}`, { expected: `the same as ${counterpart}` }))
  }
  const credential = opened.kind === 'credential'

  if (claims.iss !== undefined) {
    const member = credential ? 'issuer' : 'holder'
    expect('iss', `/${member}`, claims.iss === identifier(document[member]))
  }
  if (claims.jti !== undefined) expect('jti', '/id', claims.jti === document['id'])
  if (claims.sub !== undefined) {
    const member = credential ? 'credentialSubject' : 'holder'
    expect('sub', credential ? '/credentialSubject/id' : '/holder', claims.sub === identifier(document[member]))
  }
  if (!credential) return problems
  if (claims.nbf !== undefined) expect('nbf', '/validFrom', isSameSecond(claims.nbf, document, 'validFrom'))
  if (claims.exp !== undefined) expect('exp', '/validUntil', isSameSecond(claims.exp, document, 'validUntil'))
  for (const claim of ['aud', 'nonce'] as const) {
    if (claims[claim] === undefined) continue
    problems.push(problem('CLAIM_CONFLICT', `/${claim}`, { expected: 'in presentations only' }))
  }
  return problems
}

/** The `id` of a node, or the node itself where it is written as its id. Of a list: none, it is never the first one. */
function identifier(value: Json | undefined): Json | undefined {
  return isJsonObject(value) ? value['id'] : typeof value === 'string' ? value : undefined
}

function isSameSecond(seconds: number, document: JsonObject, member: 'validFrom' | 'validUntil'): boolean {
  const text = document[member]
  if (typeof text !== 'string') return false
  const instant = parseInstant(text)
  return instant.ok && Math.floor(instant.value / 1000) === seconds
}
