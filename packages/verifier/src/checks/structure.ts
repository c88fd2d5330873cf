import {
  CREDENTIAL_TYPES,
  type CredentialType,
  checkJsonForm,
  checkSchema,
  checkSchemaReference,
  isJsonObject,
  type Json,
  type JsonObject,
  PROFILE_CONTEXTS,
  type Problem,
  parseInstant,
  problem,
  VCDM_CONTEXT,
} from '@trusted-tech/model'
import { claimConflicts, type Opened } from '@trusted-tech/proofs'

/**
 * Step 4: the document is one the profile knows, in the one JSON form, and its JOSE claims agree with it.
 *
 * In this order, the first kind that fails ends it: type, context, JSON form, schema (chosen by type, its reference
 * compared by digest), dates, agreement of claims. Does not look at who issued the document or whether it is current.
 *
 * @see Specification, section 3.1 "Fields of a certificate or declaration"
 */
export function structureProblems(opened: Opened): readonly Problem[] {
  const { document } = opened
  const type = profileType(document)
  if (type === undefined) return [typeProblem(CREDENTIAL_TYPES)]
  if (!hasContexts(document, type === 'BitstringStatusListCredential' ? [VCDM_CONTEXT] : PROFILE_CONTEXTS)) {
    return [problem('CONTEXT_NOT_ALLOWED', '/@context', { expected: 'exactly the contexts of the profile, in order' })]
  }
  const dressed = dressedDeclaration(document, type)
  if (dressed !== undefined) return [dressed]
  const form = checkJsonForm(document)
  if (form.length > 0) return form
  // A list has no schema of its own: parseStatusList holds it to the W3C form.
  if (type !== 'BitstringStatusListCredential') {
    const schema = checkSchema(type, document)
    if (schema.length > 0) return schema
    const reference = checkSchemaReference(type, document)
    if (reference.length > 0) return reference
  }
  return [...dateProblems(document), ...claimConflicts(opened), ...boundToKey(opened)]
}

/**
 * A credential that names its holder's key is only worth something together with a proof of that key, which no binding
 * of this mechanism gives: to pass over `cnf` would make it anybody's.
 *
 * @see RFC 7800, section 3 "Representations for Proof-of-Possession Keys"
 */
function boundToKey({ claims }: Opened): readonly Problem[] {
  return claims.cnf === undefined ? [] : [problem('CLAIM_CONFLICT', '/cnf', { expected: 'no confirmation key' })]
}

/** What a manufacturer says of its own product is a declaration, whatever type it gives it. */
function dressedDeclaration(document: JsonObject, type: CredentialType): Problem | undefined {
  if (type !== 'ConformityCertificate') return undefined
  const { issuer, credentialSubject: subject } = document
  const manufacturer = isJsonObject(subject) ? subject['manufacturer'] : undefined
  if (!isJsonObject(issuer) || !isJsonObject(manufacturer) || issuer['id'] !== manufacturer['id']) return undefined
  return problem('TYPE', '/type', { expected: 'ConformityDeclaration: the issuer is the manufacturer', actual: type })
}

export function typeProblem(allowed: readonly CredentialType[]): Problem {
  return problem('TYPE', '/type', { expected: `VerifiableCredential and one of ${allowed.join(', ')}` })
}

/** The profile's type that the document claims, if it claims exactly one. */
export function profileType(document: JsonObject): CredentialType | undefined {
  const types = document['type']
  if (!Array.isArray(types) || types.length !== 2 || types[0] !== 'VerifiableCredential') return undefined
  return CREDENTIAL_TYPES.find((type) => type === types[1])
}

function hasContexts(document: JsonObject, expected: readonly string[]): boolean {
  const contexts = document['@context']
  return (
    Array.isArray(contexts) &&
    contexts.length === expected.length &&
    contexts.every((context, index) => context === expected[index])
  )
}

const DATE_MEMBERS = new Set(['validFrom', 'validUntil', 'assessedOn', 'capturedAt', 'nextDue', 'from', 'until'])

/**
 * Structure is a pure function of an opened document: a listed statement is held to it once, whatever rests on it.
 *
 * For what is held for long alone: to remember an input would cost more than it could ever give.
 */
export function structureProblemsOfListed(opened: Opened): readonly Problem[] {
  const known = ofListed.get(opened)
  if (known !== undefined) return known
  const problems = structureProblems(opened)
  ofListed.set(opened, problems)
  return problems
}

const ofListed = new WeakMap<Opened, readonly Problem[]>()

/** Every date is a real day: a schema sees shapes only. The walk is bounded by the depth limit of the parser. */
function dateProblems(document: JsonObject): readonly Problem[] {
  if (hasRealDates(document)) return []
  const problems: Problem[] = []
  visitDates(document, '', problems)
  return problems
}

/** Nearly every document has: only of one that has not does anybody need to know where. */
function hasRealDates(value: JsonObject | readonly Json[]): boolean {
  if (isJsonArray(value)) {
    for (const item of value) {
      if (typeof item === 'object' && item !== null && !hasRealDates(item)) return false
    }
    return true
  }
  for (const member in value) {
    const item = value[member]
    if (typeof item === 'string') {
      if (DATE_MEMBERS.has(member) && !parseInstant(item).ok) return false
    } else if (typeof item === 'object' && item !== null && !hasRealDates(item)) return false
  }
  return true
}

function visitDates(value: JsonObject | readonly Json[], pointer: string, problems: Problem[]): void {
  for (const [member, item] of Object.entries<Json>(value)) {
    const at = `${pointer}/${member}`
    if (typeof item === 'object' && item !== null) visitDates(item, at, problems)
    else if (typeof item === 'string' && DATE_MEMBERS.has(member) && !parseInstant(item).ok) {
      problems.push(problem('DATE_MALFORMED', at, { actual: item }))
    }
  }
}

/** `Array.isArray` does not tell a read-only array apart. */
function isJsonArray(value: JsonObject | readonly Json[]): value is readonly Json[] {
  return Array.isArray(value)
}
