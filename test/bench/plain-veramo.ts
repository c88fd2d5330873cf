import {
  createAgent,
  type IAgentPlugin,
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
 * A Veramo agent as its users have one, with nothing of ours.
 *
 * @param options.first providers in front of Veramo's own
 * @param options.plugins beside what every agent has, such as one for status
 */
export function createPlainVeramo(
  options: { readonly first?: readonly ICredentialProvider[]; readonly plugins?: readonly IAgentPlugin[] } = {},
): PlainVeramo {
  const { first = [], plugins = [] } = options
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
      ...plugins,
    ],
  })
}
