import {
  type Catalogue,
  type Check,
  type ExcludedAssessment,
  failed,
  indeterminate,
  notApplicable,
  type Problem,
  passed,
  problem,
} from '@trusted-tech/model'
import type { EvaluatedStatus } from '@trusted-tech/status'
import {
  type AccreditationGraph,
  type AccreditationStatement,
  decideAccreditation,
  type LinkState,
  type LinkStatus,
  type PathEvaluation,
} from '@trusted-tech/trust'
import type { SignatureOf } from '../plan/job-ledger.js'
import type { ReadableClaim } from '../plan/plan-claim.js'
import type { PlanContext } from '../plan/plan-context.js'
import { type ConcludedStatement, concludeStatement } from '../plan/plan-statement.js'
import { parsedInstant } from './parsed-instant.js'

export interface CheckedAccreditation {
  readonly check: Check
  /** The path that the credential rests on; absent for a declaration and where none holds. */
  readonly path?: PathEvaluation
  /** Assessments outside the scope, each with its reasons. */
  readonly excluded: readonly ExcludedAssessment[]
  /** The status of every accreditation that was looked at. */
  readonly statuses: readonly EvaluatedStatus[]
}

/**
 * Step 8: a chain of accreditations leads from the issuer up to an anchor, every link authentic, in force when it
 * mattered and of good status, and its scope covers the credential and at least one assessment.
 *
 * Assessments outside the scope are excluded one by one. Says nothing about the party: that is the next check.
 *
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function checkAccreditation(facts: {
  readonly plan: ReadableClaim
  readonly context: PlanContext
  readonly signatureOf: SignatureOf
  /** The catalogue that the credential pins, if trust data has those bytes. */
  readonly catalogue: Catalogue | undefined
}): CheckedAccreditation {
  const { plan, context, signatureOf, catalogue } = facts
  const { chain, claim, document } = plan
  if (chain === undefined) {
    return { check: notApplicable('a declaration needs no accreditation'), excluded: [], statuses: [] }
  }
  const concluded: ConcludedStatement[] = []
  const answers = new Map<AccreditationStatement, Map<AccreditationStatement | undefined, LinkState>>()
  const linkState = (statement: AccreditationStatement, voucher: AccreditationStatement | undefined): LinkState => {
    // One statement has one answer under each accreditation of its issuer: its key may come from there.
    const byVoucher = answers.get(statement) ?? new Map<AccreditationStatement | undefined, LinkState>()
    const known = byVoucher.get(voucher)
    if (known !== undefined) return known
    const planned = chain.statements.get(statement)
    if (planned === undefined) return { signature: 'invalid', problems: [problem('SIG_INVALID')] }
    const one = concludeStatement(planned, context, signatureOf, voucher)
    concluded.push(one)
    const answer = linkStateOf(one)
    answers.set(statement, byVoucher.set(voucher, answer))
    return answer
  }
  const { credentialSubject: product } = claim
  const decision = decideAccreditation({
    graph: graphBehindKey(chain.graph, document, signatureOf),
    claim: {
      action: 'issueCertificate',
      scheme: product.conformity.scheme,
      ...(product.productClasses === undefined ? {} : { productClasses: product.productClasses }),
      ...(product.market === undefined ? {} : { market: product.market }),
      assessments: product.conformity.assessments,
      catalogue,
      validFrom: parsedInstant(claim.validFrom),
      validUntil: parsedInstant(claim.validUntil),
    },
    linkState,
    issuedAt: document.opened.signedAt ?? context.asked.now,
    now: context.asked.now,
  })
  const statuses = concluded.map(({ status }) => status)
  if (decision.state !== 'passed') {
    const check = decision.state === 'failed' ? failed(decision.problems) : indeterminate(decision.problems)
    return { check, excluded: [], statuses }
  }
  const notes = [
    ...decision.excluded.flatMap(({ reasons }) => reasons),
    ...hintNotes(claim.credentialSubject.accreditation?.id, decision.evaluation),
  ]
  const accreditations = decision.evaluation.path.map(({ id }) => id)
  return {
    check: passed(notes, { accreditations }),
    path: decision.evaluation,
    excluded: decision.excluded,
    statuses,
  }
}

/**
 * Where accreditations carry the issuer's key, only those count under whose key the credential verifies: else the key of
 * one accreditation could be used with the authority of another.
 */
function graphBehindKey(
  graph: AccreditationGraph,
  document: ReadableClaim['document'],
  signatureOf: SignatureOf,
): AccreditationGraph {
  const { key, opened } = document
  if (key.from === 'one') return graph
  const carries = (statement: AccreditationStatement) => {
    const carried = key.keys.get(statement)
    return carried?.ok === true && signatureOf(opened, carried.value) === 'valid'
  }
  return {
    ...graph,
    statements: graph.statements.filter((statement) => statement.subject !== graph.issuer || carries(statement)),
    about: (did) => (did === graph.issuer ? graph.about(did).filter(carries) : graph.about(did)),
  }
}

/** What a concluded accreditation is as a link of a chain. */
export function linkStateOf({ problems, status }: ConcludedStatement): LinkState {
  const [first, ...rest] = problems
  if (first === undefined) return { signature: 'valid', status: linkStatusOf(status) }
  return { signature: first.code === 'ALGORITHM_UNAVAILABLE' ? 'unavailable' : 'invalid', problems: [first, ...rest] }
}

function linkStatusOf({ outcome, problems }: EvaluatedStatus): LinkStatus {
  if (outcome === 'good' || outcome === 'revoked' || outcome === 'suspended') return { state: outcome }
  const [first = problem('STATUS_UNAVAILABLE', '/credentialStatus'), ...rest] = problems
  return { state: 'indeterminate', problems: [first, ...rest] }
}

/** The accreditation that the credential names is a hint: another one that holds is told, not refused. */
function hintNotes(hinted: string | undefined, { path }: PathEvaluation): readonly Problem[] {
  const [relied] = path
  return hinted === undefined || hinted === relied.id
    ? []
    : [problem('ACCREDITATION_DIFFERS', '/credentialSubject/accreditation/id', { expected: relied.id, actual: hinted })]
}
