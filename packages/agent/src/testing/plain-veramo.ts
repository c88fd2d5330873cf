import type { ICredentialProvider } from '@veramo/credential-w3c'
import { createPlainVeramo as createPlain, type PlainVeramo } from '../../../../test/bench/plain-veramo.js'

export type { PlainVeramo }

/**
 * The Veramo agent that the bench has too, with a status plugin that calls everything revoked.
 *
 * @param first providers in front of Veramo's own
 */
export function createPlainVeramo(first: readonly ICredentialProvider[] = []): PlainVeramo {
  return createPlain({ first, plugins: [{ methods: { checkCredentialStatus: async () => ({ revoked: true }) } }] })
}
