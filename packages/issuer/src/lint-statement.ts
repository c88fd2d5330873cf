import {
  type AccreditationCredential,
  checkDocumentText,
  checkJsonForm,
  checkSchema,
  type Instant,
  type JsonObject,
  type MandateCredential,
  type MembershipCredential,
  type Problem,
  type PublishedKey,
  parseInstant,
  problem,
} from '@trusted-tech/model'
import { importPublicKey } from '@trusted-tech/proofs'
import { parseScope } from '@trusted-tech/trust'
import { productIdProblems } from './product-id-problems.js'

type Statement = AccreditationCredential | MembershipCredential | MandateCredential

/**
 * Holds a composed accreditation, membership or mandate to everything that can be known before signing: schema, JSON
 * form, texts that people read, dates, keys, the scope of an accreditation, the product ids of a mandate.
 *
 * @returns all problems, with pointers into the credential
 */
export function lintStatement(options: {
  readonly document: JsonObject
  readonly type: Statement['type'][1]
  readonly now: Instant
}): readonly Problem[] {
  const { document, type, now } = options
  const malformed = [...checkSchema(type, document), ...checkJsonForm(document)]
  if (malformed.length > 0) return malformed
  // The schema has just said so.
  const statement = document as unknown as Statement
  return [
    ...checkDocumentText(document),
    ...rangeProblems(statement.validFrom, statement.validUntil, ''),
    ...endProblems(statement.validUntil, '/validUntil', now),
    ...subjectProblems(statement, now),
  ]
}

function subjectProblems({ credentialSubject: subject, validFrom }: Statement, now: Instant): readonly Problem[] {
  if (subject.type === 'Mandatee') return mandateProblems(subject.mandate, validFrom, now)
  const keys = (subject.keys ?? []).flatMap((key, index) =>
    keyProblems(key, subject.id, `/credentialSubject/keys/${index}`),
  )
  if (subject.type === 'Member') return keys
  const { accreditedFor } = subject
  const scope = parseScope({ accreditedFor, accreditation: 'the draft' })
  // `about` names another document, and this one is at hand.
  return [...keys, ...(scope.ok ? [] : scope.problems.map(({ about: _draft, ...found }) => found))]
}

function mandateProblems(
  mandate: MandateCredential['credentialSubject']['mandate'],
  validFrom: string,
  now: Instant,
): readonly Problem[] {
  const at = '/credentialSubject/mandate'
  return [
    ...mandate.products.flatMap((product, index) => productIdProblems(product, `${at}/products/${index}`)),
    ...laterProblems(validFrom, mandate.until, `${at}/until`),
    ...endProblems(mandate.until, `${at}/until`, now),
  ]
}

/** A key that no verifier can use would be listed for years. */
function keyProblems(key: PublishedKey, subject: string, pointer: string): readonly Problem[] {
  const material = importPublicKey({ publicKeyMultibase: key.publicKeyMultibase })
  return [
    ...(key.id.startsWith(`${subject}#`)
      ? []
      : [problem('KEY_CONTROLLER', `${pointer}/id`, { expected: subject, actual: key.id })]),
    ...(material.ok ? [] : [{ ...material.problems[0], pointer: `${pointer}/publicKeyMultibase` }]),
    ...dateProblems(key.from, `${pointer}/from`),
    ...(key.until === undefined ? [] : laterProblems(key.from, key.until, `${pointer}/until`)),
  ]
}

function rangeProblems(from: string, until: string, at: string): readonly Problem[] {
  return [...dateProblems(from, `${at}/validFrom`), ...laterProblems(from, until, `${at}/validUntil`)]
}

function dateProblems(text: string, pointer: string): readonly Problem[] {
  const date = parseInstant(text, pointer)
  return date.ok ? [] : date.problems
}

function laterProblems(from: string, until: string, pointer: string): readonly Problem[] {
  const [begins, ends] = [parseInstant(from), parseInstant(until, pointer)]
  if (!ends.ok) return ends.problems
  return begins.ok && begins.value >= ends.value
    ? [problem('VALIDITY_RANGE', pointer, { expected: `later than ${from}`, actual: until })]
    : []
}

function endProblems(until: string, pointer: string, now: Instant): readonly Problem[] {
  const ends = parseInstant(until)
  return ends.ok && ends.value <= now ? [problem('EXPIRED', pointer, { actual: until })] : []
}
