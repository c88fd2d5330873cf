import { type Problem, problem, versionInRange } from '@trusted-tech/model'
import { type AccreditedAction, describeGrant, type EffectiveScope, type Grant, type LinkScope } from './scope.js'

/** What a credential claims to be about, as far as a scope can grant or refuse the whole of it. */
export interface CredentialFacts {
  readonly action: AccreditedAction
  readonly scheme: { readonly id: string; readonly version: string }
  readonly productClasses?: readonly string[]
  readonly market?: readonly string[]
}

/**
 * Compares a credential as a whole with a scope: action, scheme and version, every product class, every market.
 *
 * `*` in the credential is covered by a granted `*` only; a member that is absent or empty never passes.
 * Does not compare assessments: see `assessmentScopeProblems`.
 *
 * @returns nothing where every link grants it; else `ISSUER_SCOPE` for each part that one link refuses, with the
 * pointer into the credential and the accreditation in `expected`
 * @example
 * credentialScopeProblems(scope, { action: 'issueCertificate', scheme, productClasses: ['router'], market: ['JP'] })
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function credentialScopeProblems(scope: EffectiveScope, facts: CredentialFacts): readonly Problem[] {
  const { action, scheme, productClasses, market } = facts
  const { links } = scope
  // No link grants nothing: `find` over an empty list would find nobody who refuses.
  if (links.length === 0) return [problem('ISSUER_SCOPE', '', { expected: 'an accreditation', actual: 'none' })]
  const problems: Problem[] = []

  const idle = links.find((link) => !link.actions.has(action))
  if (idle !== undefined) {
    problems.push(refused('/type', idle, `actions ${describeGrant(idle.actions)}`, action))
  }
  const foreign = links.find((link) => !grantsScheme(link, scheme))
  if (foreign !== undefined) {
    const granted = new Set(foreign.schemes.map((grant) => grant.scheme))
    const expected = `schemes ${describeGrant(granted)} in the versions granted`
    problems.push(refused('/credentialSubject/conformity/scheme', foreign, expected, `${scheme.id} ${scheme.version}`))
  }
  const compare = (
    member: 'productClasses' | 'market',
    values: readonly string[] | undefined,
    of: (link: LinkScope) => Grant,
  ) => {
    const pointer = `/credentialSubject/${member}`
    if (values === undefined || values.length === 0) {
      problems.push(problem('ISSUER_SCOPE', pointer, { expected: 'at least one value', actual: 'none' }))
      return
    }
    for (const [position, value] of values.entries()) {
      const narrow = links.find((link) => !grants(of(link), value))
      if (narrow === undefined) continue
      problems.push(refused(`${pointer}/${position}`, narrow, describeGrant(of(narrow)), value))
    }
  }
  compare('productClasses', productClasses, (link) => link.productClasses)
  compare('market', market, (link) => link.jurisdictions)
  return problems
}

function refused(pointer: string, link: LinkScope, granted: string, actual: string): Problem {
  const expected = `${granted}, by accreditation ${link.accreditation}`
  return problem('ISSUER_SCOPE', pointer, { expected, actual: actual.slice(0, 200) })
}

/** A set never holds `*`, so that a credential's `*` is covered by a granted `*` only. */
function grants(grant: Grant, value: string): boolean {
  return grant === '*' || grant.has(value)
}

interface SchemeAnswer {
  readonly id: string
  readonly version: string
  readonly granted: boolean
}

/** The last answer of each link, since nearly all credentials are under one version of one scheme. */
const latest = new WeakMap<LinkScope, SchemeAnswer>()

function grantsScheme(link: LinkScope, { id, version }: { readonly id: string; readonly version: string }): boolean {
  const known = latest.get(link)
  if (known?.id === id && known.version === version) return known.granted
  const granted = comparesScheme(link, { id, version })
  latest.set(link, { id, version, granted })
  return granted
}

function comparesScheme(link: LinkScope, scheme: { readonly id: string; readonly version: string }): boolean {
  return link.schemes.some(
    (grant) =>
      (grant.scheme === '*' || grant.scheme === scheme.id) &&
      // A version that cannot be compared is not in the range.
      (grant.versions === '*' || versionInRange(grant.versions, scheme.version) === true),
  )
}
