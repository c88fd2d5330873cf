import { openSecured } from '@trusted-tech/proofs'
import type { Draft } from '../../../../test/world/world.js'
import type { CredentialStore, HeldCredential } from '../credential-store.js'

/** Puts a signed credential into a store as if it had been received, right or wrong. */
export async function hold(store: CredentialStore, secured: string): Promise<HeldCredential> {
  const opened = openSecured(secured)
  if (!opened.ok) throw new Error(`does not open: ${opened.problems[0].code}`)
  const document = opened.value.document as Draft
  const held: HeldCredential = {
    id: document.id,
    type: document.type[1],
    issuer: document.issuer.id ?? document.issuer,
    subject: document.credentialSubject.id,
    validUntil: document.validUntil,
    receivedAt: '2026-11-01T12:00:00Z',
    secured,
  }
  await store.put(held)
  return held
}
