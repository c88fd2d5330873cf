// An application that has been on Veramo for a while: its own keys, its own DIDs, its own JWT credentials. Two lines,
// marked (1) and (2), teach it conformity credentials; nothing else of it changes.
import {
  TrustedTechCredentialProvider,
  type TrustedTechMethods,
  TrustedTechPlugin,
  type VerdictSource,
} from '@trusted-tech/agent'
import {
  createAgent,
  type ICredentialPlugin,
  type IDIDManager,
  type IKeyManager,
  type IResolver,
  type TAgent,
} from '@veramo/core'
import { CredentialProviderJWT } from '@veramo/credential-jwt'
import { CredentialPlugin } from '@veramo/credential-w3c'
import { DIDManager, MemoryDIDStore } from '@veramo/did-manager'
import { getDidKeyResolver, KeyDIDProvider } from '@veramo/did-provider-key'
import { DIDResolverPlugin } from '@veramo/did-resolver'
import { KeyManager, MemoryKeyStore, MemoryPrivateKeyStore } from '@veramo/key-manager'
import { KeyManagementSystem } from '@veramo/kms-local'

export type Application = TAgent<IDIDManager & IKeyManager & IResolver & ICredentialPlugin & TrustedTechMethods>

/** @param verdicts the trust data that the buyer pinned, and what is asked of every document */
export function createApplication(verdicts: VerdictSource): Application {
  return createAgent({
    plugins: [
      new KeyManager({
        store: new MemoryKeyStore(),
        kms: { local: new KeyManagementSystem(new MemoryPrivateKeyStore()) },
      }),
      new DIDManager({
        store: new MemoryDIDStore(),
        defaultProvider: 'did:key',
        providers: { 'did:key': new KeyDIDProvider({ defaultKms: 'local' }) },
      }),
      new DIDResolverPlugin({ ...getDidKeyResolver() }),
      // (1) In front of the provider that was there: that one takes every text.
      new CredentialPlugin([new TrustedTechCredentialProvider(verdicts), new CredentialProviderJWT()]),
      // (2) The whole report, for whoever wants more than `verified`.
      new TrustedTechPlugin(verdicts),
    ],
  })
}

/** What the application does with a credential that a supplier sent, in one line for its log. */
export async function receive(application: Application, credential: string): Promise<string> {
  const { verified } = await application.verifyCredential({ credential })
  if (!verified) return `refused: ${(await application.trustedTechVerify({ input: credential })).summary}`
  const { findings } = await application.trustedTechVerify({ input: credential })
  return `kept, with findings on ${findings.length} product`
}
