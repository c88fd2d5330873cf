import { type JsonObject, type Problem, problem, type Result, VCDM_CONTEXT } from '@trusted-tech/model'
import {
  claimConflicts,
  type Opened,
  openSecured,
  type Plan,
  resolveSelfContainedDid,
  settle,
  type VerificationKey,
  type VerificationMethod,
} from '@trusted-tech/proofs'
import { LIMITS } from './verify-input.js'

export interface VerifySecuredInput {
  readonly input: string | Uint8Array
  /** Verification methods of the issuer or holder, where its DID does not carry them itself. */
  readonly verificationMethods?: readonly VerificationMethod[]
}

/** What the W3C standards say of a document: a type of its own, so that it can never be taken for a verdict. */
export interface SecuredReport {
  readonly proof: 'verified' | 'invalid' | 'indeterminate'
  readonly problems: readonly Problem[]
  readonly mechanism?: string
  /** The document that was signed; present only when the proof verified. */
  readonly document?: JsonObject
}

/**
 * Verifies the securing of a document: strict parsing, form, the base structure of VCDM 2.0, key and signature.
 *
 * **Does not check** who may issue, dates, status, schema, profile or product: that is {@link verify}, whose result is
 * another type. The key comes from the DID itself (did:key, did:jwk) or from the methods the caller hands in.
 *
 * @example
 * ```ts
 * const { proof, problems, document } = await verifySecured({ input: compact })
 * ```
 * @see W3C Securing Verifiable Credentials using JOSE and COSE, section 5 "Verification"
 */
export async function verifySecured(input: VerifySecuredInput): Promise<SecuredReport> {
  const plan = planVerifySecured(input)
  return plan.conclude(await settle(plan.jobs))
}

export function planVerifySecured(input: VerifySecuredInput): Plan<SecuredReport> {
  const opened = openSecured(input.input, { maxBytes: LIMITS.presentationBytes })
  if (!opened.ok) return refused(opened.problems)
  const problems = [...baseStructure(opened.value), ...claimConflicts(opened.value)]
  if (problems.length > 0) return refused(problems, opened.value)
  const key = findKey(opened.value, input.verificationMethods ?? [])
  if (!key.ok) return refused(key.problems, opened.value)
  const job = opened.value.signatureJob(key.value)
  if (!job.ok) return refused(job.problems, opened.value)
  return {
    jobs: [job.value],
    conclude([result]) {
      const { mechanism, document } = opened.value
      if (result === 'valid') return { proof: 'verified', problems: [], mechanism, document }
      return result === 'unavailable'
        ? { proof: 'indeterminate', problems: [problem('ALGORITHM_UNAVAILABLE', '/header/alg')], mechanism }
        : { proof: 'invalid', problems: [problem('SIG_INVALID')], mechanism }
    },
  }
}

function refused(problems: readonly Problem[], opened?: Opened): Plan<SecuredReport> {
  return {
    jobs: [],
    conclude: () => ({ proof: 'invalid', problems, ...(opened === undefined ? {} : { mechanism: opened.mechanism }) }),
  }
}

/** The members without which a document is no credential or presentation of VCDM 2.0 at all. */
function baseStructure({ document, kind }: Opened): readonly Problem[] {
  const contexts = document['@context']
  if (!Array.isArray(contexts) || contexts[0] !== VCDM_CONTEXT) {
    return [problem('CONTEXT_NOT_ALLOWED', '/@context', { expected: `an array that begins with ${VCDM_CONTEXT}` })]
  }
  const types = document['type']
  const type = kind === 'credential' ? 'VerifiableCredential' : 'VerifiablePresentation'
  if (types !== type && !(Array.isArray(types) && types.includes(type)))
    return [problem('TYPE', '/type', { expected: type })]
  if (kind === 'credential') {
    if (controllerOf(document['issuer']) === undefined)
      return [problem('SCHEMA_INVALID', '/issuer', { expected: 'an issuer' })]
    if (document['credentialSubject'] === undefined) {
      return [problem('SCHEMA_INVALID', '/credentialSubject', { expected: 'a subject' })]
    }
  }
  return []
}

/** The party that a document names as its own: a URL, or an object with one. */
function controllerOf(party: unknown): string | undefined {
  if (typeof party === 'string') return party
  const id = typeof party === 'object' && party !== null && 'id' in party ? party.id : undefined
  return typeof id === 'string' ? id : undefined
}

function findKey(opened: Opened, methods: readonly VerificationMethod[]): Result<VerificationKey> {
  const { kind, kid, document } = opened
  const party = controllerOf(kind === 'credential' ? document['issuer'] : document['holder'])
  const purpose = kind === 'credential' ? 'assertionMethod' : 'authentication'
  if (party === undefined || kid.slice(0, kid.indexOf('#')) !== party) {
    return {
      ok: false,
      problems: [problem('KEY_CONTROLLER', '/header/kid', { expected: party ?? 'the holder', actual: kid })],
    }
  }
  const carried = resolveSelfContainedDid(party)
  const candidates = carried.ok ? carried.value : methods
  const method = candidates.find(({ id }) => id === kid)
  if (method === undefined) return { ok: false, problems: [problem('KEY_NOT_FOUND', '/header/kid', { actual: kid })] }
  if (method.controller !== party)
    return { ok: false, problems: [problem('KEY_CONTROLLER', '/header/kid', { expected: party })] }
  if (!method.purposes.includes(purpose))
    return { ok: false, problems: [problem('KEY_PURPOSE', '/header/kid', { expected: purpose })] }
  return { ok: true, value: method.key }
}
