import type { Instant, Result } from '@trusted-tech/model'
import type { Opened } from '@trusted-tech/proofs'
import {
  type EvaluatedStatus,
  evaluateStatus,
  parseStatusEntries,
  parseStatusList,
  type StatusList,
  type StatusListCandidate,
  type StatusPurpose,
} from '@trusted-tech/status'
import type { AccreditationStatement } from '@trusted-tech/trust'
import { issuerOf } from './document-planner.js'
import type { SignatureOf } from './job-ledger.js'
import type { PlanContext } from './plan-context.js'
import { authenticityProblems, type PlannedDocument } from './planned-document.js'
import type { PlannedList, PlannedStatus } from './planned-statement.js'

export type { PlannedStatus } from './planned-statement.js'

/** Types that must have both entries (specification, section 3.1); a declaration may have none. */
const BOTH: readonly StatusPurpose[] = ['revocation', 'suspension']

/** A list is inflated and parsed once, however many credentials point into it. */
const parsedLists = new WeakMap<Opened, Result<StatusList>>()

export function planStatus(credential: PlannedDocument, context: PlanContext): PlannedStatus {
  const lists = new Map<string, readonly PlannedList[]>()
  const entries = parseStatusEntries(credential.opened.document)
  for (const { listId } of entries.ok ? entries.value : []) {
    if (lists.has(listId)) continue
    const candidates: PlannedList[] = []
    const offer = (opened: Opened, source: 'bundled' | 'stapled') => {
      candidates.push({ source, document: context.planner.plan(opened, source, ['BitstringStatusListCredential']) })
    }
    for (const opened of context.trust.ok ? context.trust.value.statusLists(listId) : []) {
      const known = context.memo?.list(opened)
      if (known === undefined) offer(opened, 'bundled')
      else candidates.push({ known })
    }
    for (const opened of context.stapled) if (isList(opened, listId)) offer(opened, 'stapled')
    lists.set(listId, candidates)
  }
  return { credential, lists }
}

function isList(opened: Opened, listId: string): boolean {
  const types = opened.document['type']
  return Array.isArray(types) && types.includes('BitstringStatusListCredential') && opened.document['id'] === listId
}

/**
 * What the lists say about a credential, once signatures are settled.
 *
 * @param relied `about` names the credential where it is not the input; `voucher` is the accreditation of its issuer
 */
export function concludeStatus(
  planned: PlannedStatus,
  context: PlanContext,
  signatureOf: SignatureOf,
  relied: { readonly about?: string; readonly voucher: AccreditationStatement | undefined },
): EvaluatedStatus {
  const { about, voucher } = relied
  const { opened, type } = planned.credential
  const { now, evaluateAt } = context.asked
  return evaluateStatus({
    document: opened.document,
    issuer: issuerOf(opened),
    candidatesFor: (listId) =>
      (planned.lists.get(listId) ?? []).map((list) => candidate(list, context, signatureOf, voucher)),
    required: type === 'ConformityDeclaration' ? [] : BOTH,
    now,
    evaluateAt,
    ...(about === undefined ? {} : { about }),
  })
}

function candidate(
  planned: PlannedList,
  context: PlanContext,
  signatureOf: SignatureOf,
  voucher: AccreditationStatement | undefined,
): StatusListCandidate {
  if ('known' in planned) return planned.known
  const { document, source } = planned
  const [first, ...rest] = authenticityProblems(document, signatureOf, voucher)
  if (first !== undefined) return { authentic: false, problems: [first, ...rest], source }
  const list = parseList(document.opened)
  if (!list.ok) return { authentic: false, problems: list.problems, source }
  const authentic: StatusListCandidate = { authentic: true, list: list.value, source }
  // Under a key that an accreditation carries it is authentic only together with that accreditation.
  if (source === 'bundled' && document.key.from === 'one') context.memo?.keepList(document.opened, authentic)
  return authentic
}

function parseList(opened: Opened): Result<StatusList> {
  const known = parsedLists.get(opened)
  if (known !== undefined) return known
  const list = parseStatusList(opened.document)
  parsedLists.set(opened, list)
  return list
}

/** The newest signed time among lists that were taken into account and lie not after `now`. */
export function newestListTime(statuses: readonly EvaluatedStatus[], now: Instant): Instant | undefined {
  let newest: Instant | undefined
  for (const status of statuses) {
    for (const { newest: list } of status.purposes) {
      if (list !== undefined && list.validFrom <= now && (newest === undefined || list.validFrom > newest)) {
        newest = list.validFrom
      }
    }
  }
  return newest
}
