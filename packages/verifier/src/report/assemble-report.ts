import {
  type Catalogue,
  CHECK_IDS,
  type CountedClaim,
  encodeUtf8,
  formatInstant,
  groupFindings,
  type Instant,
  instantFromSeconds,
  type PresentationReport,
  type Problem,
  problem,
  type ReasonCode,
  type Report,
  summarize,
  type Verdict,
  worstVerdict,
} from '@trusted-tech/model'
import { sha256Hex } from '@trusted-tech/proofs'
import { type ConcludedClaim, concludeClaim, type PresentationFacts } from '../conclude-claim.js'
import type { SignatureOf } from '../plan/job-ledger.js'
import type { ClaimPlan } from '../plan/plan-claim.js'
import type { PlanContext } from '../plan/plan-context.js'
import type { PresentationPlan } from '../plan/plan-presentation.js'
import { newestListTime } from '../plan/plan-status.js'
import type { VerifyInput } from '../verify-input.js'
import { VERIFIER } from '../version.js'
import { compareClaims } from './compare-claims.js'
import { reportQuestion } from './question-report.js'
import { reportSupport } from './support-report.js'
import { reportTrust } from './trust-report.js'

const DISCLAIMER =
  'A verdict says who assessed what, and that the statement is genuine and current. It says nothing about the actual ' +
  'security of the product and is no legal advice. This software is independent of any alliance or company.'

/** Makes the report from the plans of all claims, once signatures are settled. */
export function assembleReport(facts: {
  readonly input: VerifyInput
  readonly context: PlanContext
  readonly claims: readonly ClaimPlan[]
  readonly presentation: PresentationPlan | undefined
  readonly signatureOf: SignatureOf
}): Report {
  const { input, context, claims, presentation, signatureOf } = facts
  const { asked, trust } = context
  const presented = presentation === undefined ? undefined : presentationFacts(presentation, signatureOf)
  const concluded = compareClaims(
    claims.map((plan) => concludeClaim({ plan, context, signatureOf, presentation: presented })),
  )
  const credentials = concluded.map(({ report }) => report)
  const problems: readonly Problem[] =
    claims.length > 0
      ? []
      : [
          ...(presented?.problems ?? []),
          problem('NO_USABLE_ASSESSMENT', '/verifiableCredential', { expected: 'at least one claim' }),
        ]
  const verdict: Verdict = problems.length > 0 ? 'rejected' : worstVerdict(credentials.map((one) => one.verdict))
  const findings = verdict === 'accepted' ? findingsOf(concluded) : []
  const bytes = typeof input.input === 'string' ? encodeUtf8(input.input) : input.input
  const knownAsOf = newestSignedTime(concluded, context)
  return {
    reportVersion: 1,
    verifier: VERIFIER,
    input: { kind: kindOf(claims, presentation), sha256: sha256Hex(bytes), bytes: bytes.length },
    now: formatInstant(asked.now),
    ...(knownAsOf === undefined ? {} : { knownAsOf: formatInstant(knownAsOf) }),
    question: reportQuestion(asked),
    trust: reportTrust(trust),
    verdict,
    summary: summarize({
      verdict,
      findings,
      reasons: verdict === 'accepted' ? [] : [...problems.map(({ code }) => code), ...reasonsOf(credentials)],
      policy: 'notRequested',
    }),
    problems,
    ...(presentation === undefined || presented === undefined
      ? {}
      : { presentation: reportPresentation(presented, concluded, context) }),
    credentials,
    support: reportSupport({ context, concluded, signatureOf }),
    findings,
    policy: { state: 'notRequested' },
    disclaimer: DISCLAIMER,
  }
}

function findingsOf(concluded: readonly ConcludedClaim[]): Report['findings'] {
  const claims: CountedClaim[] = []
  const catalogues: Catalogue[] = []
  for (const { results } of concluded) {
    if (results === undefined) continue
    claims.push(results.counted)
    catalogues.push(results.catalogue)
  }
  return groupFindings({ claims, catalogues })
}

function kindOf(claims: readonly ClaimPlan[], presentation: PresentationPlan | undefined): Report['input']['kind'] {
  if (presentation !== undefined) return 'presentation'
  const [claim] = claims
  return claim !== undefined && (claim.readable || claim.opened !== undefined) ? 'credential' : 'unknown'
}

function presentationFacts(presentation: PresentationPlan, signatureOf: SignatureOf): PresentationFacts {
  const { document, claims } = presentation.opened
  return {
    holder: presentation.holder,
    problems: presentation.problems(signatureOf),
    presented: {
      binding: document['binding'],
      audience: claims.aud,
      nonce: claims.nonce,
      expires: claims.exp === undefined ? undefined : instantFromSeconds(claims.exp),
      foreign: (['nbf', 'cnf'] as const).filter((claim) => claims[claim] !== undefined),
    },
  }
}

function reportPresentation(
  { presented, holder }: PresentationFacts,
  concluded: readonly ConcludedClaim[],
  context: PlanContext,
): PresentationReport {
  const presenters = concluded.map(({ presenter }) => presenter)
  const checked = context.asked.binding !== undefined && presenters.length > 0
  const worst = (['other', 'mandated', 'manufacturer'] as const).find((one) => presenters.includes(one))
  return {
    ...(holder === undefined ? {} : { holder }),
    presenter: checked && worst !== undefined ? worst : 'notChecked',
    ...(typeof presented.binding === 'string' ? { binding: presented.binding } : {}),
    ...(presented.audience === undefined ? {} : { audience: presented.audience }),
    ...(presented.expires === undefined ? {} : { expires: formatInstant(presented.expires) }),
  }
}

/** What failed or could not be told, in the order of the checks: the reasons of the summary line. */
function reasonsOf(credentials: readonly Report['credentials'][number][]): readonly ReasonCode[] {
  const failed: ReasonCode[] = []
  const doubted: ReasonCode[] = []
  for (const { checks } of credentials) {
    for (const id of CHECK_IDS) {
      const check = checks[id]
      if (check.state === 'failed') failed.push(check.problems[0].code)
      if (check.state === 'indeterminate' && check.problems[0].code !== 'NOT_REACHED')
        doubted.push(check.problems[0].code)
    }
  }
  return [...failed, ...doubted]
}

/** How recent what was used is: the newest signed time of trust data and good lists, never later than `now`. */
function newestSignedTime(concluded: readonly ConcludedClaim[], context: PlanContext): Instant | undefined {
  if (!context.trust.ok) return undefined
  const { now } = context.asked
  let newest: Instant | undefined
  const tell = (time: Instant | undefined) => {
    if (time !== undefined && time <= now && (newest === undefined || time > newest)) newest = time
  }
  tell(context.trust.value.issuedAt)
  for (const { statuses } of concluded) tell(newestListTime(statuses, now))
  return newest
}
