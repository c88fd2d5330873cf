import {
  type CredentialType,
  fail,
  type Instant,
  isJsonObject,
  type PublishedKey,
  parseInstant,
  type Result,
} from '@trusted-tech/model'
import {
  exportMultikey,
  type KeyPurpose,
  type Opened,
  resolveSelfContainedDid,
  type VerificationKey,
} from '@trusted-tech/proofs'
import {
  type AccreditationStatement,
  findKey,
  findSelfContainedKey,
  type MembershipStatement,
  type Statement,
  type TrustState,
} from '@trusted-tech/trust'
import { profileType, structureProblems, structureProblemsOfListed, typeProblem } from '../checks/structure.js'
import type { JobLedger } from './job-ledger.js'
import type { PlannedDocument, PlannedKey, Source } from './planned-document.js'

export interface DocumentPlanner {
  /** Holds a credential to its structure, finds its issuer's key and plans its signature; once for each document. */
  plan(opened: Opened, source: Source, allowed: readonly CredentialType[]): PlannedDocument
  /** What was planned for a document, if anything was. */
  planned(opened: Opened): PlannedDocument | undefined
  /** Finds the key that the holder's `kid` names, for authentication, in force at the signing time of `opened`. */
  holderKey(opened: Opened, holder: string): PlannedKey
}

/**
 * The types whose verdict goes through the accreditation of their issuer: of these alone an accreditation may carry the
 * key. Nothing looks at who accredited the issuer of a declaration or a mandate, so a key of that kind would be
 * anybody's: whoever presents staples the accreditations.
 */
const BEHIND_ACCREDITATION: ReadonlySet<CredentialType | undefined> = new Set([
  'ConformityCertificate',
  'AccreditationCredential',
  'BitstringStatusListCredential',
])

/**
 * Plans documents against one trust state and the accreditations stapled beside them.
 *
 * A key comes from exactly one kind of place, the first that applies: the key history that trust data lists for the
 * DID; the DID itself (did:key, did:jwk); a listed membership by an anchor; for a document that is judged together with
 * an accreditation of its issuer, the accreditations about the DID.
 */
export function createDocumentPlanner(options: {
  readonly trust: TrustState | undefined
  readonly stapled: readonly Statement[]
  readonly ledger: JobLedger
}): DocumentPlanner {
  const { trust, stapled, ledger } = options
  const planned = new Map<Opened, PlannedDocument>()

  const keyFor = (opened: Opened, wanted: WantedKey): PlannedKey => {
    const { kid, signedAt } = opened
    const { party, purpose } = wanted
    // The key must be one of the party's own: a key that decodes from another DID proves nothing about this one.
    if (kid.slice(0, kid.indexOf('#')) !== party) {
      return one(fail('KEY_CONTROLLER', '/header/kid', { expected: party, actual: kid }))
    }
    if (signedAt === undefined) return one(fail('ISSUANCE_TIME', '/iat', { expected: 'the signing time' }))
    const times = timesToHold(opened, signedAt)
    const find = (history: readonly PublishedKey[]) => findAtAll({ history, controller: party, kid, purpose }, times)
    const history = trust?.keyHistory(party)
    if (history !== undefined) return one(history.ok ? find(history.value) : history)
    if (carriesKeys(party)) return one(notOfRoot(findSelfContainedKey({ did: party, kid, purpose })))
    return keyInStatements(party, kid, find, wanted.accredited)
  }

  const keyInStatements = (party: string, kid: string, find: FindKey, accredited: boolean): PlannedKey => {
    const accreditations = new Map<AccreditationStatement, Result<VerificationKey>>()
    let newest: { readonly statement: MembershipStatement; readonly key: Result<VerificationKey> } | undefined
    for (const statement of [...(trust?.statementsAbout(party) ?? []), ...stapled]) {
      const { keys } = statement.document.credentialSubject
      if (statement.subject !== party || !keys?.some(({ id }) => id === kid)) continue
      if (statement.type === 'AccreditationCredential') {
        if (accredited) accreditations.set(statement, notOfRoot(find(keys)))
      } else if (isOfKnownAnchor(statement)) {
        const key = find(keys)
        const later = newest === undefined ? 1 : statement.signedAt - newest.statement.signedAt
        // A key that was ended by a newer membership must not live on in an older one; between equals the end counts.
        if (later > 0 || (later === 0 && !key.ok)) newest = { statement, key }
      }
    }
    if (newest !== undefined) {
      const vouchedBy = plan(newest.statement.opened, 'bundled', ['MembershipCredential'])
      return { from: 'one', key: newest.key, vouchedBy }
    }
    return accreditations.size === 0
      ? one(fail('KEY_NOT_FOUND', '/header/kid', { actual: kid }))
      : { from: 'accreditations', keys: accreditations }
  }

  /** A listed statement by an anchor whose keys trust data fixes. */
  const isOfKnownAnchor = ({ listed, issuer }: Statement) =>
    listed && trust?.isAnchor(issuer) === true && trust.keyHistory(issuer) !== undefined

  /** Trust data keep the root's key out of what they list; a DID or a stapled statement may still bring it along. */
  const notOfRoot = (key: Result<VerificationKey>): Result<VerificationKey> =>
    key.ok && trust?.isRootKey(exportMultikey(key.value)) === true
      ? fail('KEY_ROLE_REUSE', '/header/kid', { expected: "keys other than the root's" })
      : key

  const plan: DocumentPlanner['plan'] = (opened, source, allowed) => {
    const known = planned.get(opened)
    if (known !== undefined) return known
    const type = profileType(opened.document)
    const examine = source === 'bundled' ? structureProblemsOfListed : structureProblems
    const structure = type !== undefined && !allowed.includes(type) ? [typeProblem(allowed)] : examine(opened)
    const accredited = BEHIND_ACCREDITATION.has(type)
    const key: PlannedKey =
      structure.length > 0
        ? { from: 'one', key: fail('KEY_NOT_FOUND', '/header/kid') }
        : planSignature(
            opened,
            source,
            keyFor(opened, { party: issuerOf(opened), purpose: 'assertionMethod', accredited }),
          )
    const document: PlannedDocument = { opened, source, type, structure, key }
    planned.set(opened, document)
    return document
  }

  const planSignature = (opened: Opened, source: Source, key: PlannedKey): PlannedKey => {
    const withJob = (found: Result<VerificationKey>): Result<VerificationKey> => {
      const [first, ...rest] = found.ok ? ledger.add(opened, found.value, source === 'bundled') : []
      return first === undefined ? found : { ok: false, problems: [first, ...rest] }
    }
    if (key.from === 'one') return { ...key, key: withJob(key.key) }
    return { from: key.from, keys: new Map([...key.keys].map(([statement, found]) => [statement, withJob(found)])) }
  }

  const holderKey: DocumentPlanner['holderKey'] = (opened, holder) =>
    keyFor(opened, { party: holder, purpose: 'authentication', accredited: false })

  return { plan, holderKey, planned: (opened) => planned.get(opened) }
}

interface WantedKey {
  readonly party: string
  readonly purpose: KeyPurpose
  /** Whether the verdict goes through an accreditation of the party. */
  readonly accredited: boolean
}

type FindKey = (history: readonly PublishedKey[]) => Result<VerificationKey>

function one(key: Result<VerificationKey>): PlannedKey {
  return { from: 'one', key }
}

/** Whether a DID is of a method that carries its keys: then there is no other place for them, also if they are bad. */
function carriesKeys(did: string): boolean {
  const resolved = resolveSelfContainedDid(did)
  return resolved.ok || resolved.problems[0].code !== 'KEY_NOT_FOUND'
}

/**
 * The times at which the key has to be in force: the signing time, and of a status list the begin of its window too. A
 * signing time is only claimed, so a key that was retired could else go on making fresh lists, dated back.
 */
function timesToHold({ document }: Opened, signedAt: Instant): readonly Instant[] {
  const { validFrom } = document
  if (profileType(document) !== 'BitstringStatusListCredential' || typeof validFrom !== 'string') return [signedAt]
  const begin = parseInstant(validFrom)
  return begin.ok && begin.value > signedAt ? [signedAt, begin.value] : [signedAt]
}

function findAtAll(wanted: Omit<Parameters<typeof findKey>[0], 'at'>, times: readonly Instant[]) {
  const { history, controller, kid, purpose } = wanted
  let key: Result<VerificationKey> | undefined
  for (const at of times) {
    key = findKey({ history, controller, kid, purpose, at })
    if (!key.ok) return key
  }
  return key ?? fail('KEY_NOT_FOUND', '/header/kid')
}

/** The DID of the issuer; the document's structure has been checked. */
export function issuerOf(opened: Opened): string {
  const issuer = opened.document['issuer']
  if (typeof issuer === 'string') return issuer
  return isJsonObject(issuer) && typeof issuer['id'] === 'string' ? issuer['id'] : ''
}
