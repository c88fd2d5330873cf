import { TrustedTechError } from '@trusted-tech/model'
import {
  createAgent,
  type ICredentialPlugin,
  type IDIDManager,
  type IKeyManager,
  type IResolver,
  type TAgent,
} from '@veramo/core'
import { DIDManager } from '@veramo/did-manager'
import { DIDResolverPlugin } from '@veramo/did-resolver'
import { type AbstractKeyManagementSystem, KeyManager } from '@veramo/key-manager'
import { CopyingCredentialPlugin } from './credentials/copying-credential-plugin.js'
import { TrustedTechCredentialProvider } from './credentials/credential-provider.js'
import { type TrustedTechMethods, TrustedTechPlugin } from './credentials/trusted-tech-plugin.js'
import type { VerdictSource } from './credentials/verdict-source.js'
import { builtInDidMethods, createDidResolver, type DidMethod } from './dids/did-methods.js'
import type { DidRecordStore } from './records/did-record-store.js'
import type { KeyRecordStore } from './records/key-record-store.js'
import { VeramoDidStore } from './records/veramo-did-store.js'
import { VeramoKeyStore } from './records/veramo-key-store.js'

/** A Veramo agent with DIDs, keys, resolution, credentials, and the verifier's methods. */
export type TrustedTechAgent = TAgent<IDIDManager & IKeyManager & IResolver & ICredentialPlugin & TrustedTechMethods>

/**
 * A Veramo agent over the given stores, with did:key, did:jwk and did:web, and with credentials that the verifier
 * decides on.
 *
 * Checks nothing of the stores; what is damaged in them is found when it is used. Opens no connection: did:web of others
 * resolve only with a `resolve` in `didMethods`. Whoever holds the agent can sign any bytes with its keys
 * (`keyManagerSign`); see {@link signerFor}.
 *
 * @param options.kms key management systems by name; DIDs get their keys from the first unless told
 * @param options.didMethods further DID methods, or parts that take the place of built-in ones
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` without a key management system
 * @example
 * const agent = createTrustedTechAgent({
 *   keyStore: createMemoryKeyRecordStore(),
 *   didStore: createMemoryDidRecordStore(),
 *   kms: { local: await openKeyManagementSystem({ store: createMemorySealedKeyStore(), passphrase }) },
 * })
 * const { did } = await agent.didManagerCreate({ provider: 'did:key' })
 * @see Architecture, section 4 "Veramo"
 */
export function createTrustedTechAgent(options: {
  readonly keyStore: KeyRecordStore
  readonly didStore: DidRecordStore
  readonly kms: Readonly<Record<string, AbstractKeyManagementSystem>>
  readonly didMethods?: Readonly<Record<string, DidMethod>>
  /** What verdicts rest on; without trust data every verdict is `indeterminate` at best. */
  readonly verdicts?: VerdictSource
}): TrustedTechAgent {
  const { keyStore, didStore, kms, verdicts = {} } = options
  const [defaultKms] = Object.keys(kms)
  if (defaultKms === undefined) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'kms: expected at least one')
  const methods: Record<string, DidMethod> = { ...builtInDidMethods(defaultKms) }
  for (const [name, method] of Object.entries(options.didMethods ?? {})) methods[name] = { ...methods[name], ...method }

  const keys = new VeramoKeyStore(keyStore)
  const dids = new VeramoDidStore(didStore, keys)
  const providers = Object.entries(methods).flatMap(([name, { provider }]) =>
    provider === undefined ? [] : [[`did:${name}`, provider] as const],
  )
  return createAgent<IDIDManager & IKeyManager & IResolver & ICredentialPlugin & TrustedTechMethods>({
    plugins: [
      new KeyManager({ store: keys, kms: { ...kms } }),
      new DIDManager({ store: dids, defaultProvider: 'did:key', providers: Object.fromEntries(providers) }),
      new DIDResolverPlugin({ resolver: createDidResolver({ dids, methods }) }),
      new CopyingCredentialPlugin([new TrustedTechCredentialProvider({ ...verdicts, exclusive: true })]),
      new TrustedTechPlugin(verdicts),
    ],
  })
}
