import { CLAIM_TYPES, type JsonObject, TrustedTechError } from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import { LIMITS } from '@trusted-tech/verifier'

/**
 * Refuses what cannot be enclosed in a presentation: no `vc+jwt`, a claim twice, nothing, or too much.
 *
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID`, with the problems of a credential that cannot be opened
 */
export function refuseEnclosed(secured: readonly string[]): void {
  let supports = 0
  const claims = new Set<string>()
  for (const [at, compact] of secured.entries()) {
    const document = openCredential(compact, at)
    if (!isClaim(document)) {
      supports += 1
      continue
    }
    const id = String(document['id'])
    if (claims.has(id)) throw misuse(`A presentation has each claim once, and ${id} is there twice.`)
    claims.add(id)
    // A status list may be larger than a claim.
    if (compact.length > LIMITS.claimBytes) throw misuse(`A claim has at most ${LIMITS.claimBytes} bytes.`)
  }
  if (claims.size === 0) throw misuse('A presentation needs at least one certificate or declaration.')
  if (claims.size > LIMITS.claims || supports > LIMITS.supports) {
    throw misuse(`A presentation has at most ${LIMITS.claims} claims and ${LIMITS.supports} supports.`)
  }
}

function openCredential(compact: string, at: number): JsonObject {
  const opened = openSecured(compact, { maxBytes: LIMITS.listBytes })
  if (!opened.ok) {
    const { problems } = opened
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', `Credential ${at} is no vc+jwt: ${problems[0].code}.`, {
      problems,
    })
  }
  if (opened.value.kind !== 'credential') throw misuse(`Credential ${at} is a presentation.`)
  return opened.value.document
}

function isClaim({ type }: JsonObject): boolean {
  return Array.isArray(type) && CLAIM_TYPES.some((claim) => type.includes(claim))
}

function misuse(message: string): TrustedTechError {
  return new TrustedTechError('ERR_ARGUMENT_INVALID', message)
}
