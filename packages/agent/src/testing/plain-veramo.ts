import {
  createAgent,
  type ICredentialPlugin,
  type ICredentialStatusVerifier,
  type IDIDManager,
  type IKeyManager,
  type IResolver,
  type TAgent,
} from '@veramo/core'
import { CredentialProviderJWT } from '@veramo/credential-jwt'
import { CredentialPlugin, type ICredentialProvider } from '@veramo/credential-w3c'
import { DIDManager, MemoryDIDStore } from '@veramo/did-manager'
import { getDidKeyResolver, KeyDIDProvider } from '@veramo/did-provider-key'
import { DIDResolverPlugin } from '@veramo/did-resolver'
import { KeyManager, MemoryKeyStore, MemoryPrivateKeyStore } from '@veramo/key-manager'
import { KeyManagementSystem } from '@veramo/kms-local'

export type PlainVeramo = TAgent<IDIDManager & IKeyManager & IResolver & ICredentialPlugin & ICredentialStatusVerifier>

/**
 * A Veramo agent as its users have one, with nothing of ours, and with a status plugin that calls everything revoked.
 *
 * @param first providers in front of Veramo's own
 */
export function createPlainVeramo(first: ICredentialProvider[] = []): PlainVeramo {
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
      new CredentialPlugin([...first, new CredentialProviderJWT()]),
      { methods: { checkCredentialStatus: async () => ({ revoked: true }) } },
    ],
  })
}
