import { fail, type Result } from '@trusted-tech/model'
import { resolveSelfContainedDid, type VerificationMethod } from '@trusted-tech/proofs'
import type { DIDResolutionResult } from 'did-resolver'
import { readDidDocument } from './did-document.js'

/** The part of a Veramo agent that resolves DIDs. */
export interface ResolvingAgent {
  resolveDid(wanted: { didUrl: string }): Promise<DIDResolutionResult>
}

/**
 * Resolves the verification methods of a DID through a Veramo agent; DIDs that carry their keys are read without it.
 *
 * Checks that the document is about the DID and that the DID is not deactivated. Does not check where the agent's
 * resolver got the document: an agent decides that when it is set up.
 *
 * @returns the methods; `DID_DEACTIVATED`; `KEY_NOT_FOUND` when the DID does not resolve
 */
export async function resolveVerificationMethods(
  agent: ResolvingAgent,
  did: string,
): Promise<Result<readonly VerificationMethod[]>> {
  const carried = resolveSelfContainedDid(did)
  if (carried.ok || carried.problems[0].code !== 'KEY_NOT_FOUND') return carried
  let resolution: DIDResolutionResult
  try {
    resolution = await agent.resolveDid({ didUrl: did })
  } catch {
    return fail('KEY_NOT_FOUND', '', { expected: `${did} to resolve`, actual: 'the resolver failed' })
  }
  const { didResolutionMetadata, didDocumentMetadata, didDocument } = resolution
  // A deactivated DID may still come with its last document: its keys are nobody's any more.
  if (didDocumentMetadata?.deactivated === true) return fail('DID_DEACTIVATED', '', { actual: did })
  if (didResolutionMetadata?.error !== undefined || didDocument === null) {
    const actual = String(didResolutionMetadata?.error ?? 'no document').slice(0, 100)
    return fail('KEY_NOT_FOUND', '', { expected: `${did} to resolve`, actual })
  }
  return readDidDocument(did, didDocument)
}
