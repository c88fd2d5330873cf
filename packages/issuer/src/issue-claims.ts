import { setTimeout } from 'node:timers/promises'
import { type ClaimDraft, type Instant, type Problem, TrustedTechError } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { claimToIssue } from './claim-to-issue.js'
import type { DraftFiles } from './draft-files.js'
import { type LocatedProblem, locateProblems, type SourcedDraft } from './drafts/sourced-draft.js'
import { type IssuedRecord, REQUEST_LEASE_SECONDS } from './issuance-store.js'
import { type IssuingDesk, lintBeforeIssue } from './issue.js'
import { issueOnce } from './issue-once.js'
import { readDraft } from './read-draft.js'

/** What became of one draft. */
export type DraftOutcome = { readonly file: string; readonly line: number } & (
  | { readonly state: 'issued'; readonly record: IssuedRecord }
  /** It was issued before; nothing was done. */
  | { readonly state: 'known'; readonly record: IssuedRecord }
  /** A dry run has nothing against it. */
  | { readonly state: 'good' }
  /** It is wrong, or its key stands for another draft; nothing was signed. */
  | { readonly state: 'refused'; readonly problems: readonly LocatedProblem[]; readonly error: TrustedTechError }
  /** Somebody else is issuing it. Ask again: the answer will be the same credential. */
  | { readonly state: 'inFlight'; readonly error: TrustedTechError }
)

/** How far a run has come. */
export type IssueProgress = Readonly<Record<DraftOutcome['state'] | 'done', number>>

export interface IssueClaimsOptions extends Omit<IssuingDesk, 'now'> {
  /** Read for each draft: a long run does not date its last credential with its first. */
  readonly now: () => Instant
  readonly trust: TrustState
  readonly drafts: AsyncIterable<SourcedDraft> | Iterable<SourcedDraft>
  /** The files that a draft names. */
  readonly filesFor?: (draft: SourcedDraft) => DraftFiles
  /** The idempotency key of a draft; where there is none, its content is what it is known by. */
  readonly keyFor?: (draft: SourcedDraft) => string | undefined
  /** Holds drafts to everything, and signs, reserves and records nothing. */
  readonly dryRun?: boolean
  readonly onProgress?: (progress: IssueProgress) => void
}

/** So many are under way at once that the store commits them together; more would only take memory. */
const IN_FLIGHT = 64
/** Drafts that somebody else is at, to be asked again when all others are done. */
const MAX_WAITING = 256

/**
 * Issues many drafts, one credential each, in their order. A draft that is refused does not stop the others.
 *
 * Each is issued once: run again, after a crash, a full disk or a correction, it goes on where it stopped, and what was
 * issued before is told with the bytes that are on record. Each that is told as issued is durable.
 *
 * Reads no further ahead than it issues, so a source of any length takes the same memory. What is wrong with the desk
 * and not with a draft (the store, the signer's key, the clock) ends the run: it would be wrong with every draft.
 *
 * @throws {TrustedTechError} `ERR_STORE_…`, `ERR_OUTPUT_UNVERIFIABLE`, `ERR_CLOCK_BEHIND`, `ERR_ARGUMENT_INVALID`, and
 * what the source of the drafts throws, after everything before it was told
 * @example
 * ```ts
 * const drafts = readDrafts({ file: 'drafts.jsonl', format: 'jsonl', bytes: createReadStream('drafts.jsonl') })
 * for await (const outcome of issueClaims({ ...desk, trust, drafts })) console.log(outcome.line, outcome.state)
 * ```
 */
export async function* issueClaims(options: IssueClaimsOptions): AsyncGenerator<DraftOutcome> {
  const tally = { done: 0, issued: 0, known: 0, good: 0, refused: 0, inFlight: 0 }
  let waiting: SourcedDraft[] = []
  const told = (outcome: DraftOutcome): DraftOutcome => {
    tally.done += 1
    tally[outcome.state] += 1
    options.onProgress?.({ ...tally })
    return outcome
  }
  // At first again at once, for the same draft twice in one source; then when whoever else is at it has either finished
  // or crashed, and it is free.
  for (const pause of [0, REQUEST_LEASE_SECONDS * 1000, undefined]) {
    const again: SourcedDraft[] = []
    const drafts = pause === 0 ? options.drafts : waiting
    for await (const { draft, outcome } of inOrder({ ...options, drafts })) {
      const mayWait = pause !== undefined && again.length < MAX_WAITING
      if (outcome.state === 'inFlight' && mayWait) again.push(draft)
      else yield told(outcome)
    }
    if (again.length === 0 || pause === undefined) return
    waiting = again
    if (pause > 0) await setTimeout(pause)
  }
}

interface Settled {
  readonly draft: SourcedDraft
  readonly outcome: DraftOutcome
}

/** Keeps a window of drafts under way, and gives their outcomes in the order of the drafts. */
async function* inOrder(options: IssueClaimsOptions): AsyncGenerator<Settled> {
  const underWay: Promise<Settled>[] = []
  try {
    for await (const draft of options.drafts) {
      const settled = issueSourced(draft, options).then((outcome) => ({ draft, outcome }))
      // It is awaited below, perhaps after others: a rejection meanwhile is not one that nobody handles.
      settled.catch(() => {})
      underWay.push(settled)
      if (underWay.length >= IN_FLIGHT) yield await (underWay.shift() as Promise<Settled>)
    }
    while (underWay.length > 0) yield await (underWay.shift() as Promise<Settled>)
  } finally {
    // Whoever stops listening still has everything settled: nothing goes on behind the caller's back.
    await Promise.allSettled(underWay)
  }
}

async function issueSourced(source: SourcedDraft, options: IssueClaimsOptions): Promise<DraftOutcome> {
  const { file, line, draft } = source
  const { trust, filesFor, keyFor, dryRun = false } = options
  if (!draft.ok) return refused(source, draft.problems, unreadable(draft.problems))
  const desk: IssuingDesk = { ...options, now: options.now() }
  try {
    const arranged = readDraft(draft.value as ClaimDraft, filesFor?.(source))
    if (dryRun) {
      await lintBeforeIssue(claimToIssue({ desk, trust, arranged }))
      return { file, line, state: 'good' }
    }
    const { record, isNew } = await issueOnce({ desk, trust, arranged, key: keyFor?.(source) })
    return { file, line, state: isNew ? 'issued' : 'known', record }
  } catch (error) {
    if (!(error instanceof TrustedTechError)) throw error
    if (error.code === 'ERR_REQUEST_IN_FLIGHT') return { file, line, state: 'inFlight', error }
    if (error.code !== 'ERR_DRAFT_REFUSED' && error.code !== 'ERR_REQUEST_CONFLICT') throw error
    return refused(source, error.problems, error)
  }
}

function refused(source: SourcedDraft, problems: readonly Problem[], error: TrustedTechError): DraftOutcome {
  const { file, line } = source
  return { file, line, state: 'refused', problems: locateProblems(source, problems), error }
}

function unreadable(problems: readonly Problem[]): TrustedTechError {
  return new TrustedTechError('ERR_DRAFT_REFUSED', 'The draft cannot be read.', { problems })
}
