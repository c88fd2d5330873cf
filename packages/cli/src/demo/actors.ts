import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publishedKeys, resolveVerificationMethods, signerFor } from '@trusted-tech/agent'
import type { IssuanceStore } from '@trusted-tech/issuer'
import { formatInstant, type Instant, type NamedBody, type PublishedKey, TrustedTechError } from '@trusted-tech/model'
import type { Signer, VerificationMethod } from '@trusted-tech/proofs'
import { openStore, type Store } from '@trusted-tech/store'
import type { CredentialStore } from '@trusted-tech/wallet'
import { type OpenedAgent, openAgent } from '../desk/open-agent.js'

/** Somebody in the story, with a store and keys of its own. */
export interface DemoActor extends NamedBody {
  readonly signer: Signer
  /** What trust data lists as its key history. */
  readonly keys: readonly PublishedKey[]
  readonly methods: readonly VerificationMethod[]
  readonly issuance: IssuanceStore
  wallet(): Promise<CredentialStore>
}

/** Everybody's desks, as they lie on the disk while the story is played. */
export interface DemoDesks {
  /** `domain` gives a did:web; without it the actor has the did:key of its key. */
  seat(who: { readonly name: string; readonly domain?: string; readonly since: Instant }): Promise<DemoActor>
  /** Closes every desk and removes it, keys and all. */
  close(): Promise<void>
}

/** Desks in a folder for temporary files. Their passphrase lasts as long as this process. */
export function openDemoDesks(passphrase: string): DemoDesks {
  const folder = mkdtempSync(join(tmpdir(), 'tta-demo-'))
  const stores: Store[] = []
  return {
    async seat({ name, domain, since }) {
      const store = await openStore({ path: join(folder, String(stores.length), 'store.db') })
      stores.push(store)
      return seated({ name, domain, since, store, opened: await openAgent({ store, passphrase }) })
    },
    async close() {
      for (const store of stores) await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function seated(options: {
  readonly name: string
  readonly domain: string | undefined
  readonly since: Instant
  readonly store: Store
  readonly opened: OpenedAgent
}): Promise<DemoActor> {
  const { name, domain, since, store } = options
  const { agent, kms } = options.opened
  const { did } = await agent.didManagerCreate({
    ...(domain === undefined ? { provider: 'did:key' } : { provider: 'did:web', alias: domain }),
    options: { key: { meta: { from: formatInstant(since) } } },
  })
  const methods = await resolveVerificationMethods(agent, did)
  if (!methods.ok) throw new TrustedTechError('ERR_OUTPUT_UNVERIFIABLE', `${did} does not resolve`, methods)
  return {
    id: did,
    name,
    signer: await signerFor(agent, did, 'assertionMethod'),
    keys: domain === undefined ? [] : await publishedKeys(agent, did),
    methods: methods.value,
    issuance: store.issuance(),
    wallet: async () => store.credentials({ key: await kms.dataKey('wallet') }),
  }
}
