import {
  type Claim,
  checkDocumentText,
  checkJsonForm,
  checkSchema,
  criteriaOf,
  type Instant,
  type JsonObject,
  type Problem,
  parseInstant,
  problem,
} from '@trusted-tech/model'
import { collectAccreditations, decideAccreditation, type LinkState, type TrustState } from '@trusted-tech/trust'

const CONFORMITY = '/credentialSubject/conformity'
const SOUND: LinkState = { signature: 'valid', status: { state: 'good' } }

/**
 * Holds a composed certificate or declaration to everything that can be known before signing: schema, JSON form, texts
 * that people read, the catalogue by digest and its criteria, dates, and the scope of the issuer's accreditation, down
 * to each single assessment.
 *
 * Does not check the accreditation's own signature and status: the verification of the output does, before anything is
 * recorded.
 *
 * @returns all problems, with pointers into the credential; empty when the draft may be signed
 */
export function lintClaim(
  document: JsonObject,
  options: { readonly trust: TrustState; readonly now: Instant },
): readonly Problem[] {
  const { trust, now } = options
  const type = (document['type'] as readonly string[])[1] as Claim['type'][1]
  const malformed = [...checkSchema(type, document), ...checkJsonForm(document)]
  if (malformed.length > 0) return malformed
  // The schema has just said so.
  const claim = document as unknown as Claim
  const text = checkDocumentText(document)
  return [...text, ...catalogueProblems(claim, trust), ...dateProblems(claim, now), ...roleProblems(claim, trust, now)]
}

function catalogueProblems(claim: Claim, trust: TrustState): readonly Problem[] {
  const { scheme, assessments } = claim.credentialSubject.conformity
  const entry = trust.catalogue(scheme)
  if (entry === undefined) {
    return [problem('CATALOGUE_UNKNOWN', `${CONFORMITY}/scheme/id`, { actual: `${scheme.id} ${scheme.version}` })]
  }
  if (trust.catalogueByDigest(scheme.digestSRI) !== entry) {
    return [problem('CATALOGUE_MISMATCH', `${CONFORMITY}/scheme/digestSRI`, { actual: scheme.digestSRI })]
  }
  const criteria = criteriaOf(entry.catalogue)
  return assessments.flatMap((assessment, index) => {
    const pointer = `${CONFORMITY}/assessments/${index}`
    const found = criteria.get(assessment.criterion)
    if (found === undefined) {
      return [problem('CRITERION_UNKNOWN', `${pointer}/criterion`, { actual: assessment.criterion })]
    }
    if (found.principle.id !== assessment.principle) {
      const detail = { expected: found.principle.id, actual: assessment.principle }
      return [problem('CRITERION_UNKNOWN', `${pointer}/principle`, detail)]
    }
    return found.criterion.status === 'withdrawn'
      ? [problem('CRITERION_WITHDRAWN', `${pointer}/criterion`, { actual: assessment.criterion })]
      : []
  })
}

function dateProblems(claim: Claim, now: Instant): readonly Problem[] {
  const validFrom = parseInstant(claim.validFrom, '/validFrom')
  const validUntil = parseInstant(claim.validUntil, '/validUntil')
  if (!validFrom.ok) return validFrom.problems
  if (!validUntil.ok) return validUntil.problems
  if (validFrom.value >= validUntil.value) {
    return [problem('VALIDITY_RANGE', '/validUntil', { expected: 'later than validFrom' })]
  }
  const late = validUntil.value <= now ? [problem('EXPIRED', '/validUntil', { actual: claim.validUntil })] : []
  const early = claim.credentialSubject.conformity.assessments.flatMap(({ assessedOn }, index) => {
    const pointer = `${CONFORMITY}/assessments/${index}/assessedOn`
    const assessed = parseInstant(assessedOn, pointer)
    if (!assessed.ok) return assessed.problems
    return assessed.value > now
      ? [problem('DATE_MALFORMED', pointer, { expected: 'not in the future', actual: assessedOn })]
      : []
  })
  return [...late, ...early]
}

/** An assessor stays inside its scope; a vendor declares only about its own product, and only as the first party. */
function roleProblems(claim: Claim, trust: TrustState, now: Instant): readonly Problem[] {
  const { credentialSubject: product } = claim
  const { conformity, manufacturer } = product
  if (claim.type[1] === 'ConformityDeclaration') {
    if (claim.issuer.id !== manufacturer.id) {
      return [problem('ISSUER_NOT_TRUSTED', '/issuer/id', { expected: manufacturer.id, actual: claim.issuer.id })]
    }
    return conformity.statedParty === 'first'
      ? []
      : [
          problem('PARTY_OVERSTATED', `${CONFORMITY}/statedParty`, {
            expected: 'first',
            actual: conformity.statedParty,
          }),
        ]
  }
  const graph = collectAccreditations({
    issuer: claim.issuer.id,
    statementsAbout: trust.statementsAbout,
    isAnchor: trust.isAnchor,
    stapled: [],
  })
  const [validFrom, validUntil] = [parseInstant(claim.validFrom), parseInstant(claim.validUntil)]
  if (!validFrom.ok || !validUntil.ok) return []
  const decision = decideAccreditation({
    graph,
    claim: {
      action: 'issueCertificate',
      scheme: conformity.scheme,
      ...(product.productClasses === undefined ? {} : { productClasses: product.productClasses }),
      ...(product.market === undefined ? {} : { market: product.market }),
      assessments: conformity.assessments,
      catalogue: trust.catalogueByDigest(conformity.scheme.digestSRI)?.catalogue,
      validFrom: validFrom.value,
      validUntil: validUntil.value,
    },
    linkState: () => SOUND,
    issuedAt: now,
    now,
  })
  if (decision.state !== 'passed') return decision.problems
  const lifetime = decision.evaluation.maxLifetimeDays
  return [
    // A verifier would leave these out one by one; a competent assessor does not sign them.
    ...decision.excluded.flatMap(({ reasons }) => reasons),
    ...(validUntil.value - validFrom.value > lifetime * 86_400_000
      ? [
          problem('LIFETIME_EXCEEDED', '/validUntil', {
            expected: `at most ${lifetime} days`,
            actual: claim.validUntil,
          }),
        ]
      : []),
  ]
}
