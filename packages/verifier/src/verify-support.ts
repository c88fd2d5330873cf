import {
  formatInstant,
  type Instant,
  type JsonObject,
  type MandateCredential,
  type Problem,
  parseInstant,
  problem,
  type Result,
  type Verdict,
} from '@trusted-tech/model'
import { type Opened, type Plan, settle } from '@trusted-tech/proofs'
import { type EvaluatedStatus, parseStatusList } from '@trusted-tech/status'
import {
  type AccreditationStatement,
  accreditationPaths,
  evaluatePath,
  type LinkState,
  type PathEvaluation,
  type TrustState,
} from '@trusted-tech/trust'
import { linkStateOf } from './checks/accreditation.js'
import { profileType } from './checks/structure.js'
import { checkTrust } from './checks/trust.js'
import { issuerOf } from './plan/document-planner.js'
import type { SignatureOf } from './plan/job-ledger.js'
import { type PlannedChain, planChain } from './plan/plan-chain.js'
import { createContext, type PlanContext } from './plan/plan-context.js'
import { concludeStatement } from './plan/plan-statement.js'
import { concludeStatus, planStatus } from './plan/plan-status.js'
import { authenticityProblems, type PlannedDocument } from './plan/planned-document.js'

export interface VerifySupportInput {
  /** An accreditation, membership, mandate or status list, as `vc+jwt`. */
  readonly input: string
  readonly trust: Result<TrustState>
  readonly now: Instant
  /** Other support at hand: the lists that tell its status, the accreditations of whoever made it. */
  readonly stapled?: readonly string[]
}

/** What became of one piece of support. */
export interface SupportVerdict {
  readonly verdict: Verdict
  /** What stands against it, failures first; empty if it is accepted. */
  readonly problems: readonly Problem[]
  /** What was signed; only where the signature was verified. */
  readonly verified?: JsonObject
}

/** What a kind of support is found to be, once signatures are settled. */
interface Found {
  /** Not empty: it is not what its issuer signed, and nothing else was looked at. */
  readonly inauthentic: readonly Problem[]
  readonly failures: readonly Problem[]
  readonly doubts: readonly Problem[]
}

type Conclude = (signatureOf: SignatureOf) => Found

/** The first half of {@link verifySupport}. */
export function planVerifySupport(input: VerifySupportInput): Plan<SupportVerdict> {
  const { trust, now, stapled = [] } = input
  const asked = {
    now,
    evaluateAt: now,
    product: undefined,
    catalogue: undefined,
    binding: undefined,
    evidence: undefined,
    allowSample: false,
    allowUnknownVendor: false,
  }
  // The first of the stapled is the input: so an accreditation that is not listed is among those that are looked at.
  const context = createContext({ input: '', trust, now, stapled: [input.input, ...stapled] }, asked, undefined)
  const opened = context.supports.find(({ pointer }) => pointer === '/stapled/0')?.opened
  const trustCheck = checkTrust(trust, now)
  const doubted = 'problems' in trustCheck ? trustCheck.problems : []
  if (opened === undefined || !trust.ok) {
    const unread = opened === undefined ? (context.unreadable[0]?.problems ?? []) : []
    const rejected = unread.length > 0 || trustCheck.state === 'failed'
    const problems = [...unread, ...(unread.length > 0 ? [] : doubted)]
    return { jobs: [], conclude: () => ({ verdict: rejected ? 'rejected' : 'indeterminate', problems }) }
  }
  const conclude = planKind(opened, context, trust.value)
  return {
    jobs: context.ledger.jobs,
    conclude: (results) => {
      const { inauthentic, failures, doubts } = conclude(context.ledger.settle(results))
      if (inauthentic.length > 0) {
        const unavailable = inauthentic.every(({ code }) => code === 'ALGORITHM_UNAVAILABLE')
        return { verdict: unavailable ? 'indeterminate' : 'rejected', problems: inauthentic }
      }
      const problems = [...failures, ...doubts, ...doubted]
      const verdict = failures.length > 0 ? 'rejected' : problems.length > 0 ? 'indeterminate' : 'accepted'
      return { verdict, problems, verified: opened.document }
    },
  }
}

/**
 * Verifies one piece of support by itself: what a holder does before it keeps an accreditation, a membership, a mandate
 * or a status list, and when it looks at them again.
 *
 * Checks structure, key and signature of each; dates; status by the lists in the trust data and those that are stapled.
 * Of an accreditation: that a chain of accreditations in force leads from it up to an anchor, and of an anchor's own
 * that it is listed. Of a membership: that an anchor made it and that it is listed. Of a status list: its form, its
 * bits, and that `now` lies in its window.
 *
 * **Does not check** whether anything needs it, whether a mandate's issuer is the manufacturer of anything, or the scope
 * of an accreditation against a claim: `verify` does, for the claim. It adds no trust to what it accepts.
 *
 * @returns the verdict with its problems; bad support is a result, never an exception
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` for more stapled than a presentation may have
 * @example
 * ```ts
 * const { verdict, problems } = await verifySupport({ input: mandate, trust, now, stapled: lists })
 * ```
 * @see Specification, section 8 "Dossier and presentation"
 */
export async function verifySupport(input: VerifySupportInput): Promise<SupportVerdict> {
  const plan = planVerifySupport(input)
  return plan.conclude(await settle(plan.jobs))
}

function planKind(opened: Opened, context: PlanContext, trust: TrustState): Conclude {
  switch (profileType(opened.document)) {
    case 'AccreditationCredential':
      return planAccreditation(opened, context)
    case 'BitstringStatusListCredential':
      return planList(opened, context)
    case 'MembershipCredential':
      return planMembership(opened, context, trust)
    default:
      return planMandate(opened, context)
  }
}

function planMandate(opened: Opened, context: PlanContext): Conclude {
  const document = context.planner.plan(opened, 'stapled', ['MandateCredential'])
  const conclude = planDated(document, context)
  return (signatureOf) => {
    const found = conclude(signatureOf)
    if (found.inauthentic.length > 0) return found
    const { until } = (opened.document as unknown as MandateCredential).credentialSubject.mandate
    const ended = expiry(until, '/credentialSubject/mandate/until', context.asked.now)
    return { ...found, failures: [...found.failures, ...ended] }
  }
}

function planMembership(opened: Opened, context: PlanContext, trust: TrustState): Conclude {
  const document = context.planner.plan(opened, 'stapled', ['MembershipCredential'])
  const conclude = planDated(document, context)
  return (signatureOf) => {
    const found = conclude(signatureOf)
    if (found.inauthentic.length > 0) return found
    const issuer = issuerOf(opened)
    if (!trust.isAnchor(issuer)) {
      const foreign = problem('ISSUER_NOT_TRUSTED', '/issuer/id', { expected: 'a trust anchor', actual: issuer })
      return { ...found, failures: [...found.failures, foreign] }
    }
    const subject = (opened.document['credentialSubject'] as JsonObject)['id']
    const listed = trust.statementsAbout(String(subject)).some((one) => one.opened.compact === opened.compact)
    const unlisted = problem('ACCREDITATION_NOT_PUBLISHED', '', { expected: 'listed in the trust data' })
    return listed ? found : { ...found, doubts: [...found.doubts, unlisted] }
  }
}

/** A document with a key of its own, dates and status. */
function planDated(document: PlannedDocument, context: PlanContext): Conclude {
  const planned = document.structure.length > 0 ? undefined : planStatus(document, context)
  return (signatureOf) => {
    const inauthentic = authenticityProblems(document, signatureOf, undefined)
    if (inauthentic.length > 0 || planned === undefined) return { inauthentic, failures: [], doubts: [] }
    const { now } = context.asked
    const { validFrom, validUntil } = document.opened.document
    const status = concludeStatus(planned, context, signatureOf, { voucher: undefined })
    const dates = [...begin(validFrom, '/validFrom', now), ...expiry(validUntil, '/validUntil', now)]
    const bad = isBad(status)
    return {
      inauthentic,
      failures: [...dates, ...(bad ? status.problems : [])],
      doubts: bad ? [] : status.problems,
    }
  }
}

function planAccreditation(opened: Opened, context: PlanContext): Conclude {
  const document = context.planner.plan(opened, 'stapled', ['AccreditationCredential'])
  if (document.structure.length > 0) return () => ({ inauthentic: document.structure, failures: [], doubts: [] })
  const subject = (opened.document['credentialSubject'] as JsonObject)['id']
  const chain = planChain(String(subject), context)
  const statement = chain.graph.statements.find((one) => one.opened.compact === opened.compact)
  return (signatureOf) => {
    if (statement === undefined) {
      const unread = problem('SCHEMA_INVALID', '/credentialSubject', { expected: 'a scope that can be read' })
      return { inauthentic: [unread], failures: [], doubts: [] }
    }
    const path = bestPath(statement, chain, context, signatureOf)
    if (path !== undefined) return { inauthentic: [], failures: path.failures, doubts: path.doubts }
    const above = chain.graph.about(statement.issuer)
    const attempts = [undefined, ...above].map((voucher) => authenticityProblems(document, signatureOf, voucher))
    const inauthentic = attempts.every((problems) => problems.length > 0) ? (attempts.at(-1) ?? []) : []
    const detail = { expected: 'a chain of accreditations from a trust anchor', actual: statement.issuer }
    return { inauthentic, failures: [problem('ISSUER_NOT_TRUSTED', '/issuer/id', detail)], doubts: [] }
  }
}

function planList(opened: Opened, context: PlanContext): Conclude {
  const document = context.planner.plan(opened, 'stapled', ['BitstringStatusListCredential'])
  const { key } = document
  const chain = key.from === 'one' ? undefined : planChain(issuerOf(opened), context)
  return (signatureOf) => {
    // A key that accreditations carry counts together with one that holds, else it would be anybody's.
    const vouchers =
      chain === undefined
        ? [undefined]
        : chain.graph.about(chain.graph.issuer).filter((one) => {
            const path = bestPath(one, chain, context, signatureOf)
            return path !== undefined && path.failures.length === 0
          })
    const attempts = vouchers.map((voucher) => authenticityProblems(document, signatureOf, voucher))
    const none = [problem('ISSUER_NOT_TRUSTED', '/issuer', { expected: 'an accredited issuer' })]
    const inauthentic = attempts.find((problems) => problems.length === 0) ?? attempts[0] ?? none
    if (inauthentic.length > 0) return { inauthentic, failures: [], doubts: [] }
    const list = parseStatusList(opened.document)
    if (!list.ok) return { inauthentic, failures: list.problems, doubts: [] }
    const bits = list.value.bits()
    const { now } = context.asked
    const { validFrom, validUntil } = list.value
    const current = validFrom <= now && now < validUntil
    const expected = `a list for ${formatInstant(now)}`
    const actual = `from ${formatInstant(validFrom)} until ${formatInstant(validUntil)}`
    const stale = current ? [] : [problem('STATUS_STALE', '/validUntil', { expected, actual })]
    return { inauthentic, failures: bits.ok ? [] : bits.problems, doubts: stale }
  }
}

/** The way from an accreditation up to an anchor that has the least against it; `undefined` where there is none. */
function bestPath(
  statement: AccreditationStatement,
  chain: PlannedChain,
  context: PlanContext,
  signatureOf: SignatureOf,
): PathEvaluation | undefined {
  const { now } = context.asked
  const linkState = (one: AccreditationStatement, voucher: AccreditationStatement | undefined): LinkState => {
    const planned = chain.statements.get(one)
    return planned === undefined
      ? { signature: 'invalid', problems: [problem('SIG_INVALID')] }
      : linkStateOf(concludeStatement(planned, context, signatureOf, voucher))
  }
  const { paths } = accreditationPaths({
    graph: chain.graph,
    usable: (one, voucher) => linkState(one, voucher).signature !== 'invalid',
  })
  const evaluations = paths
    .filter(([first]) => first === statement)
    .map((path) => evaluatePath({ path, issuedAt: now, now, linkState }))
  const rank = ({ failures, doubts }: PathEvaluation) => (failures.length > 0 ? 2 : doubts.length > 0 ? 1 : 0)
  return [...evaluations].sort((one, other) => rank(one) - rank(other))[0]
}

function isBad({ outcome }: EvaluatedStatus): boolean {
  return outcome === 'revoked' || outcome === 'suspended' || outcome === 'malformed'
}

function begin(text: unknown, pointer: string, now: Instant): readonly Problem[] {
  const at = instantOf(text)
  if (at !== undefined && at <= now) return []
  return [problem('NOT_YET_VALID', pointer, { expected: `not after ${formatInstant(now)}`, actual: String(text) })]
}

function expiry(text: unknown, pointer: string, now: Instant): readonly Problem[] {
  const at = instantOf(text)
  if (at !== undefined && now < at) return []
  return [problem('EXPIRED', pointer, { expected: `after ${formatInstant(now)}`, actual: String(text) })]
}

function instantOf(text: unknown): Instant | undefined {
  const parsed = typeof text === 'string' ? parseInstant(text) : undefined
  return parsed?.ok ? parsed.value : undefined
}
