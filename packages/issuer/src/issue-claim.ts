import { type ClaimDraft, encodeUtf8, type Instant, type Problem, parseInstant, problem } from '@trusted-tech/model'
import { digestSri } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { verify } from '@trusted-tech/verifier'
import { composeSubject, type DraftFiles } from './compose-subject.js'
import type { IssuedRecord } from './issuance-store.js'
import { draftRefused, type IssuingDesk, issue } from './issue.js'
import { lintClaim } from './lint-claim.js'
import { systemRandomness } from './randomness.js'

/**
 * Issues a certificate or a declaration from a draft.
 *
 * Before signing, the draft is held to the profile, to the catalogue by digest, and to the scope of the issuer's
 * accreditation down to each assessment: what is outside is refused, not left out. After signing, the output is verified
 * as a buyer would, and only then recorded.
 *
 * Does not check that what the assessments say is true.
 *
 * @param options.trust current trust data: the accreditation and the catalogue come from there
 * @param options.files the files that the draft names, by path; a draft without files needs none
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED` with problems, before anything was signed; `ERR_OUTPUT_UNVERIFIABLE`
 * with the verifier's problems, when nothing was recorded
 * @example
 * ```ts
 * const { secured } = await issueClaim({ issuer, signer, store, statusBase, now, trust, draft })
 * ```
 * @see Specification, section 3.1 "Fields of a certificate or declaration"
 */
export async function issueClaim(
  options: Omit<IssuingDesk, 'randomness'> & {
    readonly randomness?: IssuingDesk['randomness']
    readonly trust: TrustState
    readonly draft: ClaimDraft
    readonly files?: DraftFiles
  },
): Promise<IssuedRecord> {
  const { trust, draft, now, files = () => undefined, randomness = systemRandomness } = options
  const { type, name, description, scheme } = draft
  const validFrom = draft.validFrom === undefined ? now : dateOf(draft.validFrom, '/validFrom')
  const validUntil = dateOf(draft.validUntil, '/validUntil')
  const catalogue = trust.catalogue(scheme)
  if (catalogue === undefined) {
    throw draftRefused([problem('CATALOGUE_UNKNOWN', '/scheme/id', { actual: `${scheme.id} ${scheme.version}` })])
  }
  const accreditation =
    type === 'ConformityCertificate' ? trust.statementsAbout(options.issuer.id).find(isAccreditation) : undefined
  const subject = composeSubject({
    draft,
    files,
    catalogue,
    catalogueDigest: `sha256-${hexToBase64(catalogue.sha256)}`,
    ...(accreditation === undefined
      ? {}
      : {
          accreditation: {
            id: accreditation.id,
            digestSRI: digestSri(encodeUtf8(accreditation.opened.compact), 'sha256'),
          },
        }),
  })
  if (!subject.ok) throw draftRefused(subject.problems)
  return issue({
    desk: { ...options, randomness },
    credential: {
      type,
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      validFrom,
      validUntil,
      status: ['revocation', 'suspension'],
      subject: subject.value,
    },
    lint: (document) => lintClaim(document, { trust, now }),
    verifyOutput: (secured) => outputProblems(secured, trust, now),
  })
}

/** A status list that names the new index is published later: what cannot be told yet does not stop the issue. */
async function outputProblems(secured: string, trust: TrustState, now: Instant): Promise<readonly Problem[]> {
  const question = { allowSample: true, allowUnknownVendor: true }
  const { verdict, credentials, problems } = await verify({
    input: secured,
    trust: { ok: true, value: trust },
    now,
    question,
  })
  if (verdict !== 'rejected') return []
  const failed = credentials.flatMap(({ checks }) =>
    Object.values(checks).flatMap((check) => (check.state === 'failed' ? check.problems : [])),
  )
  return [...problems, ...failed]
}

function dateOf(text: string, pointer: string): Instant {
  const parsed = parseInstant(text, pointer)
  if (!parsed.ok) throw draftRefused(parsed.problems)
  return parsed.value
}

function isAccreditation({ type }: { readonly type: string }): boolean {
  return type === 'AccreditationCredential'
}

function hexToBase64(hex: string): string {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return btoa(String.fromCharCode(...bytes))
}
