import {
  type AccreditationCredential,
  type CredentialType,
  checkJsonForm,
  checkSchema,
  checkSchemaReference,
  type Json,
  type JsonObject,
  type MembershipCredential,
  ok,
  PROFILE_CONTEXTS,
  type Problem,
  parseDuration,
  parseInstant,
  problem,
  type Result,
} from '@trusted-tech/model'
import { claimConflicts, type Opened } from '@trusted-tech/proofs'
import { parseScope } from './scope.js'
import type { Statement } from './statement.js'

const STATEMENT_TYPES = ['AccreditationCredential', 'MembershipCredential'] as const

/**
 * Reads an opened document as an accreditation or a membership.
 *
 * Checks type and contexts exactly, the one JSON form, the schema, that claims agree, that dates can be read and are in
 * order, that there is a signing time, and that an accreditation's scope has all six dimensions.
 * Does not check signature, status, time, or whether its issuer may make it.
 *
 * @param options `listed`: whether the manifest lists these very bytes
 * @returns the statement; or `TYPE`, `CONTEXT_NOT_ALLOWED`, `JSON_FORM`, `SCHEMA_INVALID`, `CLAIM_CONFLICT`,
 * `DATE_MALFORMED`, `VALIDITY_RANGE`, `ISSUANCE_TIME`, with the statement's id in `about`
 * @example
 * const statement = parseStatement({ opened, listed: false })
 * @see Specification, section 3 "Credential types"
 */
export function parseStatement(options: { readonly opened: Opened; readonly listed: boolean }): Result<Statement> {
  const { opened, listed } = options
  const { document, signedAt } = opened
  const type = STATEMENT_TYPES.find((name) => isType(document, name))
  if (type === undefined)
    return refuse(document, [problem('TYPE', '/type', { expected: STATEMENT_TYPES.join(' or ') })])
  const malformed = structureProblems(opened, type)
  if (malformed.length > 0) return refuse(document, malformed)
  if (signedAt === undefined)
    return refuse(document, [problem('ISSUANCE_TIME', '/iat', { expected: 'the signing time' })])

  // The schema has just said so.
  const credential = document as unknown as AccreditationCredential | MembershipCredential
  const validFrom = parseInstant(credential.validFrom, '/validFrom')
  if (!validFrom.ok) return refuse(document, validFrom.problems)
  const validUntil = parseInstant(credential.validUntil, '/validUntil')
  if (!validUntil.ok) return refuse(document, validUntil.problems)
  if (validFrom.value >= validUntil.value) {
    return refuse(document, [problem('VALIDITY_RANGE', '/validUntil', { expected: 'later than validFrom' })])
  }
  const base = {
    opened,
    id: credential.id,
    issuer: credential.issuer.id,
    subject: credential.credentialSubject.id,
    signedAt,
    validFrom: validFrom.value,
    validUntil: validUntil.value,
    listed,
  }
  if (type === 'MembershipCredential') {
    return ok({ ...base, type, document: credential as MembershipCredential })
  }
  const accreditation = credential as AccreditationCredential
  const { accreditedFor, maxCredentialLifetime } = accreditation.credentialSubject
  const scope = parseScope({ accreditedFor, accreditation: accreditation.id })
  if (!scope.ok) return scope
  const lifetime = parseDuration(maxCredentialLifetime, '/credentialSubject/maxCredentialLifetime')
  if (!lifetime.ok) return refuse(document, lifetime.problems)
  return ok({ ...base, type, document: accreditation, scope: scope.value, maxLifetimeDays: lifetime.value })
}

function isType(document: JsonObject, type: CredentialType): boolean {
  return isExactly(document['type'], ['VerifiableCredential', type])
}

/** The first kind of fault ends it: what fails the form is not worth a schema's words. */
function structureProblems(opened: Opened, type: CredentialType): readonly Problem[] {
  const { document } = opened
  if (!isExactly(document['@context'], PROFILE_CONTEXTS)) {
    return [problem('CONTEXT_NOT_ALLOWED', '/@context', { expected: 'exactly the contexts of the profile, in order' })]
  }
  const form = checkJsonForm(document)
  if (form.length > 0) return form
  const schema = checkSchema(type, document)
  if (schema.length > 0) return schema
  const reference = checkSchemaReference(type, document)
  return reference.length > 0 ? reference : claimConflicts(opened)
}

function isExactly(value: Json | undefined, expected: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.length === expected.length &&
    expected.every((item, position) => value[position] === item)
  )
}

function refuse(document: JsonObject, problems: readonly Problem[]): Result<never> {
  const id = document['id']
  const told = typeof id === 'string' ? problems.map((one) => ({ ...one, about: id.slice(0, 200) })) : problems
  const [first, ...more] = told
  return { ok: false, problems: [first ?? problem('SCHEMA_INVALID'), ...more] }
}
