import { CLAIM_TYPES, PROFILE_CONTEXT } from '@trusted-tech/model'
import { SECURING_MECHANISMS } from '@trusted-tech/proofs'
import { LIMITS } from '@trusted-tech/verifier'
import { envelopedText } from './secured-text.js'

/** A credential in a presentation, and no further: what is nested deeper is nobody's to pass. */
const MOST_LEVELS = 3
const MEDIA_TYPE = /^(?:application\/)?(?:vc|vp)\+jwt$/i

type Members = Readonly<Record<string, unknown>>

/**
 * Whether a document is one of the profile, says that it is, or encloses one: then no provider but ours may judge it.
 *
 * Another provider verifies a signature and no more. It would call a presentation in its own form verified without looking
 * at the certificate inside, and a credential that anybody signed in the words of VCDM 1.1 a conformity certificate. So
 * such documents are taken, and refused for their form.
 *
 * Looks at texts as other readers do, and not as strictly as the verifier: what only they can read must not get past.
 * Verifies nothing.
 */
export function isOfProfile(document: unknown, levels = MOST_LEVELS): boolean {
  if (levels === 0) return true
  if (typeof document === 'string') return isTextOfProfile(document, levels)
  if (document instanceof Uint8Array) return isSecured(document)
  if (!isMembers(document)) return false
  const { proof } = document
  const beside = isMembers(proof) ? proof['jwt'] : undefined
  return (
    envelopedText(document) !== undefined ||
    (typeof beside === 'string' && isTextOfProfile(beside, levels)) ||
    saysSo(document, levels)
  )
}

function isSecured(input: string | Uint8Array): boolean {
  return Object.values(SECURING_MECHANISMS).some((mechanism) => mechanism.detect(input))
}

function isTextOfProfile(text: string, levels: number): boolean {
  if (isSecured(text)) return true
  // What is too large to be looked into is not passed on either.
  if (text.length > LIMITS.presentationBytes) return true
  const [header = '', payload = ''] = text.split('.', 2)
  const typ = decoded(header)?.['typ']
  if (typeof typ === 'string' && MEDIA_TYPE.test(typ)) return true
  const claims = decoded(payload)
  if (claims === undefined) return false
  return [claims, claims['vc'], claims['vp']].some((one) => isMembers(one) && saysSo(one, levels))
}

/** Whether types or contexts of a document are the profile's, or those of what it encloses. */
function saysSo(document: Members, levels: number): boolean {
  return (
    listOf(document['type']).some((type) => CLAIM_TYPES.some((claim) => claim === type)) ||
    listOf(document['@context']).includes(PROFILE_CONTEXT) ||
    listOf(document['verifiableCredential']).some((one) => isOfProfile(one, levels - 1))
  )
}

/** As did-jwt decodes it: any base64url, and of members that stand there twice the last one. */
function decoded(part: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return isMembers(value) ? value : undefined
  } catch {
    return undefined
  }
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}
