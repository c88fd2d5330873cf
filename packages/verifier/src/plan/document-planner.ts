import { type CredentialType, fail, isJsonObject, type PublishedKey, type Result } from '@trusted-tech/model'
import { type KeyPurpose, type Opened, resolveSelfContainedDid, type VerificationKey } from '@trusted-tech/proofs'
import {
  type AccreditationStatement,
  findKey,
  findSelfContainedKey,
  type Statement,
  type TrustState,
} from '@trusted-tech/trust'
import { profileType, structureProblems, typeProblem } from '../checks/structure.js'
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

  const keyFor = (
    opened: Opened,
    {
      party,
      purpose,
      accredited,
    }: { readonly party: string; readonly purpose: KeyPurpose; readonly accredited: boolean },
  ): PlannedKey => {
    const { kid, signedAt } = opened
    const one = (key: Result<VerificationKey>): PlannedKey => ({ from: 'one', key })
    // The key must be one of the party's own: a key that decodes from another DID proves nothing about this one.
    if (kid.slice(0, kid.indexOf('#')) !== party) {
      return one(fail('KEY_CONTROLLER', '/header/kid', { expected: party, actual: kid }))
    }
    if (signedAt === undefined) return one(fail('ISSUANCE_TIME', '/iat', { expected: 'the signing time' }))
    const find = (history: readonly PublishedKey[]) =>
      findKey({ history, controller: party, kid, purpose, at: signedAt })
    const history = trust?.keyHistory(party)
    if (history !== undefined) return one(history.ok ? find(history.value) : history)
    if (resolveSelfContainedDid(party).ok) return one(findSelfContainedKey({ did: party, kid, purpose }))

    const names = (keys: readonly PublishedKey[] | undefined) => keys?.some(({ id }) => id === kid) ?? false
    const accreditations = new Map<AccreditationStatement, Result<VerificationKey>>()
    for (const statement of [...(trust?.statementsAbout(party) ?? []), ...stapled]) {
      const { keys } = statement.document.credentialSubject
      if (statement.subject !== party || keys === undefined || !names(keys)) continue
      if (statement.type === 'AccreditationCredential') {
        if (accredited) accreditations.set(statement, find(keys))
      } else if (
        statement.listed &&
        trust?.isAnchor(statement.issuer) &&
        trust.keyHistory(statement.issuer) !== undefined
      ) {
        const vouchedBy = plan(statement.opened, 'bundled', ['MembershipCredential'])
        return { from: 'one', key: find(keys), vouchedBy }
      }
    }
    return accreditations.size === 0
      ? one(fail('KEY_NOT_FOUND', '/header/kid', { actual: kid }))
      : { from: 'accreditations', keys: accreditations }
  }

  const plan: DocumentPlanner['plan'] = (opened, source, allowed) => {
    const known = planned.get(opened)
    if (known !== undefined) return known
    const type = profileType(opened.document)
    const structure = type !== undefined && !allowed.includes(type) ? [typeProblem(allowed)] : structureProblems(opened)
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

/** The DID of the issuer; the document's structure has been checked. */
export function issuerOf(opened: Opened): string {
  const issuer = opened.document['issuer']
  if (typeof issuer === 'string') return issuer
  return isJsonObject(issuer) && typeof issuer['id'] === 'string' ? issuer['id'] : ''
}
