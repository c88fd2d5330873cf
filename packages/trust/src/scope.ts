import {
  type AccreditedScope,
  ASSURANCE_LEVELS,
  type AssuranceLevel,
  ok,
  type Problem,
  parseVersRange,
  problem,
  type Result,
  type VersRange,
} from '@trusted-tech/model'

/** What accredited bodies may do. There is no `*` among actions: each is named. */
export const ACCREDITED_ACTIONS = ['issueCertificate', 'accredit', 'reviewDeclaration'] as const
export type AccreditedAction = (typeof ACCREDITED_ACTIONS)[number]

/** `*` where everything is granted, which an accreditation writes out and nothing implies. */
export type Grant = '*' | ReadonlySet<string>

export interface SchemeGrant {
  /** A catalogue's id, or `*`. */
  readonly scheme: string
  readonly versions: '*' | VersRange
}

/** What one accreditation grants, by itself: the six dimensions, ready for comparison. */
export interface LinkScope {
  /** The accreditation's id, for people who read a refusal. */
  readonly accreditation: string
  readonly actions: ReadonlySet<AccreditedAction>
  readonly schemes: readonly SchemeGrant[]
  /** Criterion ids and principle ids. */
  readonly criteria: Grant
  readonly maxAssuranceLevel: AssuranceLevel
  readonly productClasses: Grant
  readonly jurisdictions: Grant
}

/**
 * The scope at the end of a chain: what *every* link grants. Kept as the list of links, because then the intersection
 * is exact for version ranges and principle ids too, and because a refusal can name the link that refuses.
 */
export interface EffectiveScope {
  readonly links: readonly [LinkScope, ...LinkScope[]]
}

const AT = '/credentialSubject/accreditedFor'

/**
 * Reads `accreditedFor`.
 *
 * Checks that all six dimensions are there and not empty, that `*` stands alone, and that version ranges can be read:
 * a dimension that is left out grants nothing and everything, depending on who reads it, so it is refused.
 * Does not check who granted it.
 *
 * @returns the scope, or `SCHEMA_INVALID` for each dimension that is missing or malformed
 * @example
 * const scope = parseScope({ accreditedFor: document.credentialSubject.accreditedFor, accreditation: document.id })
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function parseScope(options: {
  readonly accreditedFor: AccreditedScope
  readonly accreditation: string
}): Result<LinkScope> {
  const { accreditation } = options
  // The type promises what only the schema can keep: this is also reached by drafts.
  const given: Readonly<Partial<Record<keyof AccreditedScope, unknown>>> = options.accreditedFor
  const problems: Problem[] = []
  const refuse = (pointer: string, expected: string) => {
    problems.push(problem('SCHEMA_INVALID', `${AT}${pointer}`, { expected, about: accreditation }))
  }

  const actions = readTexts(given.actions)
  if (actions === undefined || !actions.every(isAction))
    refuse('/actions', `one or more of ${ACCREDITED_ACTIONS.join(', ')}`)
  const schemes = readSchemes(given.schemes, refuse)
  const criteria = readGrant(given.criteria)
  if (criteria === undefined) refuse('/criteria', 'criterion or principle ids, or "*" alone')
  const maxAssuranceLevel = ASSURANCE_LEVELS.find((level) => level === given.maxAssuranceLevel)
  if (maxAssuranceLevel === undefined) refuse('/maxAssuranceLevel', ASSURANCE_LEVELS.join(', '))
  const productClasses = readGrant(given.productClasses)
  if (productClasses === undefined) refuse('/productClasses', 'product classes, or "*" alone')
  const jurisdictions = readGrant(given.jurisdictions)
  if (jurisdictions === undefined) refuse('/jurisdictions', 'jurisdictions, or "*" alone')

  const [first, ...more] = problems
  if (first !== undefined) return { ok: false, problems: [first, ...more] }
  return ok({
    accreditation,
    actions: new Set(actions as readonly AccreditedAction[]),
    schemes,
    criteria: criteria as Grant,
    maxAssuranceLevel: maxAssuranceLevel as AssuranceLevel,
    productClasses: productClasses as Grant,
    jurisdictions: jurisdictions as Grant,
  })
}

/**
 * Narrows what a parent holds by what it granted to a child: the child has what both have, whatever its own
 * accreditation claims.
 *
 * @example
 * intersectScopes(effectiveScope(allianceGrant), effectiveScope(delegateGrant))
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function intersectScopes(parent: EffectiveScope, child: EffectiveScope): EffectiveScope {
  return { links: [...parent.links, ...child.links] }
}

/** The scope of one accreditation, or of several that each must grant. */
export function effectiveScope(first: LinkScope, ...more: readonly LinkScope[]): EffectiveScope {
  return { links: [first, ...more] }
}

/** The lowest level that any link sets. */
export function maxAssuranceLevel(scope: EffectiveScope): AssuranceLevel {
  const ranks = scope.links.map((link) => ASSURANCE_LEVELS.indexOf(link.maxAssuranceLevel))
  return ASSURANCE_LEVELS[Math.min(...ranks)] ?? ASSURANCE_LEVELS[0]
}

/** What a grant lists, cut short for a message. */
export function describeGrant(grant: Grant): string {
  if (grant === '*') return '"*"'
  const [...values] = grant
  const shown = values.slice(0, 6).map((value) => value.slice(0, 120))
  return values.length > shown.length
    ? `${shown.join(', ')} and ${values.length - shown.length} more`
    : shown.join(', ')
}

function isAction(value: string): value is AccreditedAction {
  return (ACCREDITED_ACTIONS as readonly string[]).includes(value)
}

function readTexts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  return value.every((item) => typeof item === 'string' && item !== '') ? (value as readonly string[]) : undefined
}

/** `*` beside other values says two things at once, and readers would differ on which. */
function readGrant(value: unknown): Grant | undefined {
  const texts = readTexts(value)
  if (texts === undefined) return undefined
  if (!texts.includes('*')) return new Set(texts)
  return texts.length === 1 ? '*' : undefined
}

function readSchemes(value: unknown, refuse: (pointer: string, expected: string) => void): readonly SchemeGrant[] {
  const schemes: SchemeGrant[] = []
  if (!Array.isArray(value) || value.length === 0) {
    refuse('/schemes', 'one or more schemes with their versions')
    return schemes
  }
  for (const [position, entry] of value.entries()) {
    const { scheme, versions } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>
    if (typeof scheme !== 'string' || scheme === '') {
      refuse(`/schemes/${position}/scheme`, 'a catalogue id or "*"')
      continue
    }
    if (versions === '*') {
      schemes.push({ scheme, versions })
      continue
    }
    const range = typeof versions === 'string' ? parseVersRange(versions) : undefined
    if (range?.ok) schemes.push({ scheme, versions: range.value })
    else refuse(`/schemes/${position}/versions`, 'a VERS range or "*"')
  }
  return schemes
}
