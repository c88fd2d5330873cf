import {
  type Claim,
  checkDocumentText,
  checkJsonForm,
  checkSchema,
  type Instant,
  type JsonObject,
  type Problem,
  parseInstant,
  parseVersRange,
  problem,
} from '@trusted-tech/model'
import type { Signer } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { productIdProblems, purlProblems } from './product-id-problems.js'
import { type Rehearsal, rehearse } from './rehearse.js'
import { urlProblems } from './url-problems.js'

const ASSESSMENTS = '/credentialSubject/conformity/assessments'

/**
 * Holds a composed certificate or declaration to everything that can be known before signing: schema, JSON form, texts
 * that people read, one spelling of product and versions, dates, and then all that a buyer would be told: role, key,
 * catalogue by digest, criteria, accreditation with its own signature and status, scope down to each assessment, party.
 *
 * Stricter than a verifier: what it would leave out, note as outside, or could not decide is refused.
 * Does not check that what the assessments say is true.
 *
 * @returns all problems, with pointers into the credential; and the accreditation that it would rest on
 */
export async function lintClaim(options: {
  readonly document: JsonObject
  readonly signer: Signer
  readonly trust: TrustState
  readonly now: Instant
}): Promise<Rehearsal> {
  const { document, now } = options
  const type = (document['type'] as readonly string[])[1] as Claim['type'][1]
  const malformed = checkSchema(type, document)
  if (malformed.length > 0) return { problems: [...malformed, ...checkJsonForm(document)] }
  // The schema has just said so.
  const claim = document as unknown as Claim
  const rehearsal = await rehearse(options)
  const problems = [
    ...checkDocumentText(document),
    ...spellingProblems(claim),
    ...dateProblems(claim, now),
    ...rehearsal.problems,
  ]
  return { ...rehearsal, problems }
}

/** What a buyer's question is compared with has one spelling. */
function spellingProblems({ credentialSubject: product }: Claim): readonly Problem[] {
  const range =
    product.versions === undefined ? undefined : parseVersRange(product.versions, '/credentialSubject/versions')
  return [
    ...productIdProblems(product.id, '/credentialSubject/id'),
    ...(product.identifiers ?? []).flatMap(({ scheme, value }, index) => {
      const pointer = `/credentialSubject/identifiers/${index}/value`
      if (scheme === 'purl') return purlProblems(value, pointer)
      return scheme === 'url' ? urlProblems(value, pointer) : []
    }),
    ...(range === undefined || range.ok ? [] : range.problems),
  ]
}

/** Nothing was assessed or captured after the credential that says so. */
function dateProblems(claim: Claim, now: Instant): readonly Problem[] {
  const dates = claim.credentialSubject.conformity.assessments.flatMap(({ assessedOn, evidence = [] }, index) => [
    { text: assessedOn, pointer: `${ASSESSMENTS}/${index}/assessedOn` },
    ...evidence.map(({ capturedAt }, at) => ({
      text: capturedAt,
      pointer: `${ASSESSMENTS}/${index}/evidence/${at}/capturedAt`,
    })),
  ])
  return dates.flatMap(({ text, pointer }) => {
    const date = parseInstant(text, pointer)
    // One that is no date, the rehearsal tells.
    return date.ok && date.value > now
      ? [problem('VALIDITY_RANGE', pointer, { expected: 'not after the time of issue', actual: text })]
      : []
  })
}
