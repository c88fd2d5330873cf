import { formatInstant, type Instant, type Problem, problem, type ReasonCode } from '@trusted-tech/model'
import type { AccreditationPath } from './accreditation-paths.js'
import { isInForce } from './control-groups.js'
import { type EffectiveScope, effectiveScope } from './scope.js'
import type { AccreditationStatement } from './statement.js'

/** What the caller found out about one link: key and signature, then status. */
export type LinkState =
  | { readonly signature: 'valid'; readonly status: LinkStatus }
  | { readonly signature: 'invalid' | 'unavailable'; readonly problems: readonly [Problem, ...Problem[]] }

export type LinkStatus =
  | { readonly state: 'good' | 'revoked' | 'suspended' }
  | { readonly state: 'indeterminate'; readonly problems: readonly [Problem, ...Problem[]] }

/**
 * Asked for each link with the link above it, or `undefined` where an anchor made the statement: the link above may be
 * what carries the key.
 */
export type LinkStateOf = (statement: AccreditationStatement, voucher: AccreditationStatement | undefined) => LinkState

/** What a path is worth. Without failures and doubts it makes its issuer accredited for `scope`. */
export interface PathEvaluation {
  readonly path: AccreditationPath
  /** What every link grants. */
  readonly scope: EffectiveScope
  /** The shortest that any link allows. */
  readonly maxLifetimeDays: number
  /** Whether any link asks for it. */
  readonly requireLogged: boolean
  /** `established` where any link asks for it. */
  readonly independence: 'established' | 'declared'
  /** Whether no link has a bad signature. Of a path that is not authentic only the signatures are reported. */
  readonly authentic: boolean
  /** What rules the path out. */
  readonly failures: readonly Problem[]
  /** What could not be established. */
  readonly doubts: readonly Problem[]
}

const CLOCK_TOLERANCE_MILLISECONDS = 60_000

/**
 * Judges one chain of accreditations.
 *
 * The chain model: each link is in force at the signing time of what it directly vouches for, so that an accreditation
 * that ended leaves what was signed under it as it was. Of a body that accredits: it may (`accredit`), and its
 * `maxPathLength` covers the links below. Of each link: signature and status as the caller found them, and a signing
 * time that is not in the future. An anchor's statement that is stapled and not listed has no effect.
 *
 * Does not compare the credential with the scope, and does not verify anything itself.
 *
 * @param options `issuedAt`: when the credential was signed; `now`: the caller's clock
 * @returns the evaluation; problems carry the id of the accreditation in `about`. Failures: the caller's, and
 * `ISSUANCE_TIME`, `ISSUER_NOT_ACCREDITED_AT`, `ACCREDITATION_REVOKED`, `ACCREDITATION_SUSPENDED`, `ISSUER_SCOPE`,
 * `ACCREDITATION_PATH`; doubts: the caller's, and `ACCREDITATION_NOT_PUBLISHED`
 * @example
 * evaluatePath({ path, issuedAt, now, linkState }).failures.length === 0
 * @see Specification, section 5 "Accreditation scope and party", section 6 "Time, status, and what happens to earlier
 * credentials"
 */
export function evaluatePath(options: {
  readonly path: AccreditationPath
  readonly issuedAt: Instant
  readonly now: Instant
  readonly linkState: LinkStateOf
}): PathEvaluation {
  const { path, issuedAt, now, linkState } = options
  const failures: Problem[] = []
  const doubts: Problem[] = []
  let authentic = true
  for (const [below, statement] of path.entries()) {
    const voucher = path[below + 1]
    const state = linkState(statement, voucher)
    if (state.signature !== 'valid') {
      const told = state.problems.map((one) => ({ ...one, about: one.about ?? statement.id }))
      if (state.signature === 'invalid') {
        // What nobody signed says nothing about dates or scope.
        authentic = false
        failures.push(...told)
        continue
      }
      doubts.push(...told)
    }
    if (voucher === undefined && !statement.listed) {
      const expected = 'listed in the trust data'
      doubts.push(problem('ACCREDITATION_NOT_PUBLISHED', '', { expected, about: statement.id }))
    }
    const vouchesAt = path[below - 1]?.signedAt ?? issuedAt
    failures.push(...timeProblems(statement, vouchesAt, now))
    failures.push(...delegationProblems(statement, below))
    if (state.signature === 'valid') {
      const { status } = state
      if (status.state === 'indeterminate') {
        doubts.push(...status.problems.map((one) => ({ ...one, about: one.about ?? statement.id })))
      } else if (status.state !== 'good') failures.push(ended(statement, status.state))
    }
  }
  const subjects = path.map(({ document }) => document.credentialSubject)
  const [first, ...more] = path
  return {
    path,
    scope: effectiveScope(first.scope, ...more.map(({ scope }) => scope)),
    maxLifetimeDays: Math.min(...path.map(({ maxLifetimeDays }) => maxLifetimeDays)),
    requireLogged: subjects.some(({ requireLogged }) => requireLogged),
    independence: subjects.some(({ independence }) => independence === 'established') ? 'established' : 'declared',
    authentic,
    failures,
    doubts,
  }
}

function timeProblems(statement: AccreditationStatement, vouchesAt: Instant, now: Instant): readonly Problem[] {
  const { id: about, signedAt, validFrom, validUntil } = statement
  const problems: Problem[] = []
  if (signedAt > now + CLOCK_TOLERANCE_MILLISECONDS) {
    const expected = `not after ${formatInstant(now)}`
    problems.push(problem('ISSUANCE_TIME', '/iat', { expected, actual: formatInstant(signedAt), about }))
  }
  if (!isInForce(statement, vouchesAt)) {
    const pointer = vouchesAt < validFrom ? '/validFrom' : '/validUntil'
    const expected = `signed from ${formatInstant(validFrom)} until ${formatInstant(validUntil)}`
    problems.push(problem('ISSUER_NOT_ACCREDITED_AT', pointer, { expected, actual: formatInstant(vouchesAt), about }))
  }
  return problems
}

/** What a body needs that stands above others: the issuer of the credential itself needs neither. */
function delegationProblems(statement: AccreditationStatement, linksBelow: number): readonly Problem[] {
  if (linksBelow === 0) return []
  const { id: about, scope, document } = statement
  const problems: Problem[] = []
  if (!scope.actions.has('accredit')) {
    const pointer = '/credentialSubject/accreditedFor/actions'
    problems.push(
      problem('ISSUER_SCOPE', pointer, { expected: 'accredit', actual: [...scope.actions].join(', '), about }),
    )
  }
  const { maxPathLength } = document.credentialSubject
  if (linksBelow > maxPathLength) {
    const expected = `at most ${maxPathLength} links below`
    problems.push(
      problem('ACCREDITATION_PATH', '/credentialSubject/maxPathLength', { expected, actual: `${linksBelow}`, about }),
    )
  }
  return problems
}

function ended(statement: AccreditationStatement, state: 'revoked' | 'suspended'): Problem {
  const code: ReasonCode = state === 'revoked' ? 'ACCREDITATION_REVOKED' : 'ACCREDITATION_SUSPENDED'
  return problem(code, '/credentialStatus', {
    expected: 'an accreditation in force',
    actual: state,
    about: statement.id,
  })
}
