import {
  type Checks,
  type Claim,
  type CredentialReport,
  decideVerdict,
  formatInstant,
  type JsonObject,
  notRequested,
  type Problem,
  passed,
  REASONS,
  type VerifiedContent,
} from '@trusted-tech/model'
import type { EvaluatedStatus } from '@trusted-tech/status'
import type { AccreditationStatement } from '@trusted-tech/trust'
import { assessAssessments } from './assess-assessments.js'
import { checkAccreditation } from './checks/accreditation.js'
import { checkCatalogue } from './checks/catalogue.js'
import { checkEvidence } from './checks/evidence.js'
import { checkIssuer } from './checks/issuer.js'
import { checkLog } from './checks/log.js'
import { parsedInstant } from './checks/parsed-instant.js'
import { checkParty } from './checks/party.js'
import { checkPresentation, type PresentedBinding } from './checks/presentation.js'
import { checkPresenter, type Presenter } from './checks/presenter.js'
import { checkProduct } from './checks/product.js'
import { checkKey, checkSignature } from './checks/signature.js'
import { checkStatus } from './checks/status.js'
import { profileType } from './checks/structure.js'
import { checkSurveillance } from './checks/surveillance.js'
import { checkTrust } from './checks/trust.js'
import { checkValidity } from './checks/validity.js'
import { type CountedResults, countResults } from './count-results.js'
import type { SignatureOf } from './plan/job-ledger.js'
import type { ClaimPlan, ReadableClaim } from './plan/plan-claim.js'
import type { PlanContext } from './plan/plan-context.js'
import { mandateProblems } from './plan/plan-mandates.js'
import { type ConcludedStatement, concludeStatement } from './plan/plan-statement.js'
import { concludeStatus } from './plan/plan-status.js'
import { NONE_REACHED, stoppedWhileReading } from './report/stop.js'

/** What one claim came to, and what the whole report needs of it beside its own part. */
export interface ConcludedClaim {
  readonly report: CredentialReport
  readonly claim?: Claim
  readonly presenter?: Presenter
  /** Every status that was evaluated for it, the chain's included. */
  readonly statuses: readonly EvaluatedStatus[]
  /** The accreditations that it rests on. */
  readonly accreditations: readonly AccreditationStatement[]
  /** What it contributes to findings. */
  readonly results?: CountedResults
}

/** What the presentation, if there is one, says about each of its claims. */
export interface PresentationFacts {
  readonly presented: PresentedBinding
  readonly holder: string | undefined
  readonly problems: readonly Problem[]
}

/**
 * Runs the checks over one planned claim, in the order of the specification, once signatures are settled.
 *
 * A failure up to and including the signature ends it: what was not signed decides nothing. Past the signature every
 * check runs, so that a report names everything that is wrong.
 */
export function concludeClaim(facts: {
  readonly plan: ClaimPlan
  readonly context: PlanContext
  readonly signatureOf: SignatureOf
  readonly presentation: PresentationFacts | undefined
}): ConcludedClaim {
  const { plan, context, signatureOf, presentation } = facts
  const trustCheck = checkTrust(context.trust, context.asked.now)
  if (!plan.readable) {
    const checks = { ...stoppedWhileReading(plan.problems), trust: trustCheck }
    return {
      report: { ...claimed(plan.opened?.document), verdict: decideVerdict(checks), checks },
      statuses: [],
      accreditations: [],
    }
  }
  const { opened } = plan.document
  const stop = (reached: Partial<Checks>): ConcludedClaim => {
    const read = { input: passed(), trust: trustCheck, form: passed(), structure: passed() }
    const checks: Checks = { ...NONE_REACHED, ...read, ...reached }
    return {
      report: { ...claimed(opened.document), verdict: decideVerdict(checks), checks },
      statuses: [],
      accreditations: [],
    }
  }
  if (!context.trust.ok) return stop({})

  const anchorStatements = plan.anchorStatements.map((one) => concludeStatement(one, context, signatureOf, undefined))
  const issuer = checkIssuer({ plan, context, anchorStatements })
  // Nothing more can be told of a certificate whose issuer stale trust data may just not know yet.
  if (issuer.state === 'failed' || (issuer.state === 'indeterminate' && plan.chain !== undefined)) {
    return stop({ issuer })
  }
  const key = checkKey(plan.document)
  if (key.state !== 'passed') return stop({ issuer, key })
  const signature = checkSignature(plan.document, signatureOf)
  if (signature.state !== 'passed') return stop({ issuer, key, signature })
  const reached = { trust: trustCheck, issuer, key, signature }
  return concludeSigned({ plan, context, signatureOf, presentation, reached, anchorStatements })
}

/** Steps 7 to 14: what was signed is known, so every check runs, and a report names everything that is wrong. */
function concludeSigned(facts: {
  readonly plan: ReadableClaim
  readonly context: PlanContext
  readonly signatureOf: SignatureOf
  readonly presentation: PresentationFacts | undefined
  /** The checks that were run before, all of them passed or with a note to tell. */
  readonly reached: Pick<Checks, 'trust' | 'issuer' | 'key' | 'signature'>
  readonly anchorStatements: readonly ConcludedStatement[]
}): ConcludedClaim {
  const { plan, context, signatureOf, presentation, anchorStatements } = facts
  const { claim, document } = plan
  const { asked } = context
  const { credentialSubject: product } = claim
  const { conformity } = product
  const { signedAt } = document.opened
  const trust = context.trust.ok ? context.trust.value : undefined
  const entry = trust?.catalogue(conformity.scheme)
  const pinned = trust?.catalogueByDigest(conformity.scheme.digestSRI)
  const catalogue = entry === pinned ? entry : undefined

  const accreditation = checkAccreditation({ plan, context, signatureOf, catalogue: catalogue?.catalogue })
  const voucher = document.key.from === 'one' ? undefined : accreditation.path?.path[0]
  const status = concludeStatus(plan.status, context, signatureOf, { voucher })
  const party = checkParty({ plan, anchorStatements, accreditation, signedAt })
  const assessed = assessAssessments({ claim, outOfScope: accreditation.excluded, catalogue, party: party.party })
  const wanted = asked.catalogue === undefined ? catalogue : trust?.catalogue(asked.catalogue)
  const results =
    catalogue === undefined || wanted === undefined
      ? undefined
      : countResults({ claim, usable: assessed.usable, own: catalogue.catalogue, asked: wanted.catalogue })
  const competent = accreditation.check.state === 'passed' || accreditation.check.state === 'notApplicable'
  const presenter = presentation === undefined ? undefined : presenterOf(plan, context, signatureOf, presentation)

  const { reached } = facts
  // Each member by its name and in the order of the checks: spreading one object into the next costs more than a check.
  const checks: Checks = {
    input: passed(),
    trust: reached.trust,
    form: passed(),
    structure: passed(),
    issuer: reached.issuer,
    key: reached.key,
    signature: reached.signature,
    validity: checkValidity({
      validFrom: parsedInstant(claim.validFrom),
      validUntil: parsedInstant(claim.validUntil),
      signedAt,
      now: asked.now,
      evaluateAt: asked.evaluateAt,
      ...(accreditation.path === undefined ? {} : { maxLifetimeDays: accreditation.path.maxLifetimeDays }),
    }),
    accreditation: accreditation.check,
    party: party.check,
    status: checkStatus(status, claim),
    events: notRequested,
    log: checkLog(accreditation.path?.requireLogged ?? false),
    catalogue: checkCatalogue({
      scheme: conformity.scheme,
      entry,
      pinned,
      ...(asked.catalogue === undefined ? {} : { asked: asked.catalogue }),
      askedEntry: wanted,
      allowSample: asked.allowSample,
      carriedOver: results?.notes ?? [],
      excluded: assessed.excluded
        .flatMap(({ reasons }) => reasons)
        .filter(({ code }) => REASONS[code].check === 'catalogue'),
      usable: competent && party.party !== undefined ? assessed.usable.length : undefined,
    }),
    product: checkProduct(product, asked.product),
    evidence: checkEvidence({ assessments: conformity.assessments, files: asked.evidence }),
    surveillance: checkSurveillance({ surveillance: product.surveillance, evaluateAt: asked.evaluateAt }),
    presentation: checkPresentation({
      presented: presentation?.presented,
      problems: presentation?.problems ?? [],
      expected: asked.binding,
      now: asked.now,
    }),
    presenter: checkPresenter({
      presenter,
      holder: presentation?.holder,
      manufacturer: product.manufacturer.id,
      bindingExpected: asked.binding !== undefined,
    }),
  }
  const path = accreditation.path?.path ?? []
  const verified: VerifiedContent = {
    credential: document.opened.document,
    issuer: claim.issuer,
    product: {
      id: product.id,
      name: product.name,
      manufacturer: { id: product.manufacturer.id, name: product.manufacturer.name },
    },
    attestationType: conformity.attestationType,
    catalogue: conformity.scheme,
    ...(signedAt === undefined ? {} : { issuedAt: formatInstant(signedAt) }),
    issuanceTime: 'claimed',
    validFrom: claim.validFrom,
    validUntil: claim.validUntil,
    ...(party.party === undefined ? {} : { party: party.party }),
    ...(assessed.level === undefined ? {} : { level: assessed.level }),
    accreditations: path.map(({ id, issuer, subject }) => ({ id, issuer, subject })),
    assessments: assessed.usable,
    excluded: assessed.excluded,
  }
  return {
    report: { id: claim.id, type: claim.type[1], verdict: decideVerdict(checks), checks, verified },
    claim,
    ...(presenter === undefined ? {} : { presenter }),
    statuses: [status, ...accreditation.statuses, ...anchorStatements.map((one) => one.status)],
    accreditations: path,
    ...(results === undefined ? {} : { results }),
  }
}

function presenterOf(
  plan: ReadableClaim,
  context: PlanContext,
  signatureOf: SignatureOf,
  { holder, problems }: PresentationFacts,
): Presenter {
  if (problems.length > 0) return 'unproven'
  if (holder === plan.claim.credentialSubject.manufacturer.id) return 'manufacturer'
  const mandated = plan.mandates.some(
    (mandate) => mandateProblems(mandate, plan.claim, context, signatureOf).length === 0,
  )
  return mandated ? 'mandated' : 'other'
}

/** Id and type as the document claims them, for people to recognise it by. */
function claimed(document: JsonObject | undefined): { readonly id?: string; readonly type?: string } {
  const id = document?.['id']
  const type = document === undefined ? undefined : profileType(document)
  return { ...(typeof id === 'string' ? { id } : {}), ...(type === undefined ? {} : { type }) }
}
