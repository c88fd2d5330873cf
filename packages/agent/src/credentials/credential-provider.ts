import {
  CHECK_IDS,
  type Instant,
  instantFromMilliseconds,
  type JsonObject,
  type Problem,
  problem,
  type Report,
  TrustedTechError,
  VCDM_CONTEXT,
} from '@trusted-tech/model'
import { vcJwt } from '@trusted-tech/proofs'
import type { ExpectedBinding, Question } from '@trusted-tech/verifier'
import type { PresentationBinding } from '@trusted-tech/wallet'
import type {
  ICreateVerifiableCredentialArgs,
  ICreateVerifiablePresentationArgs,
  IKey,
  IssuerAgentContext,
  IVerifyCredentialArgs,
  IVerifyPresentationArgs,
  IVerifyResult,
  VerifiableCredential,
  VerifiablePresentation,
} from '@veramo/core-types'
import type { ICredentialProvider, ProofFormatQuery, TentativeVerificationQuery } from '@veramo/credential-w3c'
import { KEY_TYPES } from '../keystore/key-types.js'
import { signerFor } from '../signing/signer-for.js'
import { isOfProfile } from './is-of-profile.js'
import { present } from './present.js'
import { envelopedText } from './secured-text.js'
import { copyOf, stripInjected } from './strip-injected.js'
import { clock, judge, type VerdictSource } from './verdict-source.js'
import { verifySecuredWith } from './verify-secured-with.js'

/** The proof formats of this provider. */
export const PROOF_FORMATS = { credential: 'vc+jwt', presentation: 'vp+jwt' } as const
/** What a presentation may say beside its credentials; more would be dropped in silence. */
const PRESENTATION_MEMBERS = new Set(['@context', 'type', 'holder', 'verifiableCredential', 'issuanceDate', 'verifier'])

/** What Veramo's verification methods return, with the report that it comes from. */
export interface TrustedTechVerifyResult extends IVerifyResult {
  readonly verified: boolean
  readonly report: Report
  /** The document that was signed; present only when `verified` is true. */
  readonly verifiableCredential?: JsonObject
  readonly error?: { readonly message: string; readonly errorCode: string }
}

/**
 * A credential provider for Veramo's `CredentialPlugin`: `vc+jwt` and `vp+jwt` under VCDM 2.0, decided by the verifier.
 *
 * `verified: true` means one thing: `verify` accepted, with everything that this takes (signature, issuer and its
 * accreditation, validity, status, catalogue and, for presentations, every credential and the binding). No option and no
 * policy of Veramo's loosens it. Put it in front of Veramo's own JWT provider, which takes every text.
 *
 * Issuing signs any well-formed credential of VCDM 2.0, as Veramo's providers do. It does not lint a claim, reserve a
 * status index or keep a record: the issuer does, and takes its signer from `signerFor`.
 *
 * @example
 * const agent = createAgent<ICredentialPlugin & IDIDManager & IKeyManager & IResolver>({
 *   plugins: [
 *     new CredentialPlugin([new TrustedTechCredentialProvider({ trust }), new CredentialProviderJWT()]),
 *     // … the key manager, DID manager and resolver that you have
 *   ],
 * })
 * @see Securing Verifiable Credentials using JOSE and COSE
 */
export class TrustedTechCredentialProvider implements ICredentialProvider {
  readonly #source: VerdictSource
  readonly #exclusive: boolean

  /** @param options `exclusive`: take every document, so that none goes on to another provider and its verdict */
  constructor(options: VerdictSource & { readonly exclusive?: boolean } = {}) {
    this.#source = options
    this.#exclusive = options.exclusive ?? false
  }

  getProofFormatsSupportedForKey(key: IKey): string[] {
    return Object.hasOwn(KEY_TYPES, key.type) ? Object.values(PROOF_FORMATS) : []
  }

  canIssueProofFormat({ proofFormat }: ProofFormatQuery): boolean {
    return Object.values<string>(PROOF_FORMATS).includes(proofFormat)
  }

  /**
   * Takes texts and envelopes of its own; and, in order to refuse them, whatever else says that it is a certificate or
   * declaration or has one inside: objects around a JWT, presentations and credentials in the form of another provider.
   */
  canVerifyDocumentType({ document }: TentativeVerificationQuery): boolean {
    return this.#exclusive || isOfProfile(document)
  }

  /** @throws {TrustedTechError} `ERR_DRAFT_REFUSED`, `ERR_OUTPUT_UNVERIFIABLE` and those of `signerFor` */
  async createVerifiableCredential(
    args: ICreateVerifiableCredentialArgs,
    context: IssuerAgentContext,
  ): Promise<VerifiableCredential> {
    if (args.proofFormat !== PROOF_FORMATS.credential) throw otherFormat(PROOF_FORMATS.credential)
    const document = stripInjected(args.credential)
    const issuer = partyOf(document['issuer'], 'issuer')
    const signer = await signerFor(context.agent, issuer, 'assertionMethod', args.keyRef)
    const compact = await vcJwt.secure(document, signer, { signedAt: this.#instant(args.now) })
    const { proof, problems } = await verifySecuredWith(context.agent, compact)
    if (proof !== 'verified') {
      throw new TrustedTechError('ERR_OUTPUT_UNVERIFIABLE', 'What was signed does not verify.', { problems })
    }
    return envelope('EnvelopedVerifiableCredential', `data:application/vc+jwt,${compact}`)
  }

  async verifyCredential({ credential }: IVerifyCredentialArgs): Promise<TrustedTechVerifyResult> {
    return resultOf(await judge(this.#source, credential), 'credential')
  }

  /**
   * Presents credentials under one of the bindings: `domain` is the audience and `challenge` the nonce. The caller also
   * says for how long, as `expiresInSeconds`.
   *
   * @throws {TrustedTechError} `ERR_DRAFT_REFUSED`, `ERR_ARGUMENT_INVALID` and those of `signerFor`
   */
  async createVerifiablePresentation(
    args: ICreateVerifiablePresentationArgs & { readonly expiresInSeconds?: number },
    context: IssuerAgentContext,
  ): Promise<VerifiablePresentation> {
    const { domain, challenge, expiresInSeconds, keyRef } = args
    if (args.proofFormat !== PROOF_FORMATS.presentation) throw otherFormat(PROOF_FORMATS.presentation)
    if (domain === undefined) throw invalid('domain: expected the audience, there is no presentation to everybody')
    if (typeof expiresInSeconds !== 'number' || !(expiresInSeconds > 0)) {
      throw invalid('expiresInSeconds: expected for how many seconds the presentation is good')
    }
    const document = copyOf(args.presentation)
    const extra = Object.keys(document).find((member) => !PRESENTATION_MEMBERS.has(member))
    if (extra !== undefined) {
      throw new TrustedTechError('ERR_DRAFT_REFUSED', `/${extra}: a presentation says nothing but its credentials.`)
    }
    const holder = partyOf(document['holder'], 'holder')
    const listed = document['verifiableCredential']
    const secured = (Array.isArray(listed) ? listed : []).map((one, index) => {
      const text = typeof one === 'string' ? one : envelopedText(one)
      if (text !== undefined) return text
      throw new TrustedTechError(
        'ERR_DRAFT_REFUSED',
        `/verifiableCredential/${index}: expected a vc+jwt or its envelope`,
      )
    })
    const now = this.#instant(args.now)
    const expires = instantFromMilliseconds(now + expiresInSeconds * 1000)
    const binding: PresentationBinding = { ...bindingOf(domain, challenge), expires }
    const compact = await present({
      agent: context.agent,
      holder,
      secured,
      binding,
      now,
      ...(keyRef === undefined ? {} : { keyRef }),
    })
    return envelope('EnvelopedVerifiablePresentation', `data:application/vp+jwt,${compact}`)
  }

  /**
   * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` without `domain`: who does not say what it expects would take a
   * presentation made for somebody else
   */
  async verifyPresentation(args: IVerifyPresentationArgs): Promise<TrustedTechVerifyResult> {
    const { presentation, domain, challenge } = args
    if (domain === undefined) throw invalid('domain: expected the audience that the presentation must name')
    const question: Question = { binding: bindingOf(domain, challenge) }
    return resultOf(await judge(this.#source, presentation, question), 'presentation')
  }

  #instant(now: unknown): Instant {
    if (now instanceof Date) return instantFromMilliseconds(now.getTime())
    return typeof now === 'number' ? instantFromMilliseconds(Math.floor(now) * 1000) : clock(this.#source)
  }
}

function bindingOf(audience: string, nonce: string | undefined): ExpectedBinding {
  if (nonce !== undefined) return { kind: 'challenge', audience, nonce }
  return { kind: audience.startsWith('https://') ? 'origin' : 'addressed', audience }
}

function resultOf(report: Report, kind: 'credential' | 'presentation'): TrustedTechVerifyResult {
  const otherKind = report.input.kind === kind ? [] : [problem('TYP_MISMATCH', '/header/typ', { expected: kind })]
  if (report.verdict === 'accepted' && otherKind.length === 0) {
    const signed = report.credentials[0]?.verified?.credential
    return kind === 'credential'
      ? { verified: true, report, verifiableCredential: signed as JsonObject }
      : { verified: true, report }
  }
  const [first] = [...problemsOf(report), ...otherKind]
  return { verified: false, report, error: { message: report.summary, errorCode: first?.code ?? 'FORMAT_UNSUPPORTED' } }
}

function problemsOf(report: Report): readonly Problem[] {
  const found = report.credentials.flatMap(({ checks }) =>
    CHECK_IDS.flatMap((id) => {
      const check = checks[id]
      return 'problems' in check ? check.problems : []
    }),
  )
  return [...report.problems, ...found].filter(({ code }) => code !== 'NOT_REACHED')
}

function partyOf(party: unknown, member: string): string {
  const id = typeof party === 'object' && party !== null && 'id' in party ? party.id : party
  if (typeof id === 'string' && id.startsWith('did:')) return id
  throw new TrustedTechError('ERR_DRAFT_REFUSED', `/${member}: expected a DID of this agent`)
}

function envelope<T>(type: string, id: string): T {
  return { '@context': VCDM_CONTEXT, id, type } as T
}

const invalid = (message: string) => new TrustedTechError('ERR_ARGUMENT_INVALID', message)
const otherFormat = (expected: string) => invalid(`proofFormat: expected ${expected}`)
