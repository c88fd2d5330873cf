import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { signerFor, type TrustedTechAgent } from '@trusted-tech/agent'
import { formatInstant, type Instant, instantFromSeconds, printable, TrustedTechError } from '@trusted-tech/model'
import { resolveSelfContainedDid, thumbprint, type VerificationKey } from '@trusted-tech/proofs'
import { openStore } from '@trusted-tech/store'
import { usageError } from '../command-line/usage.js'
import { unreadable, unwritable } from '../files/file-fault.js'
import { CONFIG_FILE, type DeskConfig, type Role, readDeskConfig, writeDeskConfig } from './desk-config.js'
import { DID_FILE, writeDidFile } from './did-file.js'
import { openAgent } from './open-agent.js'
import { STORE_FILE } from './open-desk.js'
import { statusBaseOf } from './status-base.js'
import { writeDurably } from './write-durably.js'

export const REGISTRY_FILE = 'registry.jwk'
const REGISTRY_ALIAS = 'registry'
const DESK_ALIAS = 'desk'

/** What a desk that was not finished may hold. */
const OWN_FILES: ReadonlySet<string> = new Set([
  STORE_FILE,
  `${STORE_FILE}-wal`,
  `${STORE_FILE}-shm`,
  `${STORE_FILE}-heads`,
  DID_FILE,
  REGISTRY_FILE,
  'trust',
])

export interface NewDesk {
  readonly config: DeskConfig
  /** The files to hand to others, by name. */
  readonly files: readonly string[]
}

/**
 * Makes a desk: folder, store, keys, DID, and `tta.json` last.
 *
 * Every step that was done before a crash is found and kept, so that running it again finishes what was begun.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID` for a folder that is a desk, holds something else, or was begun for
 * another DID; nothing in it is touched then
 */
export async function initDesk(options: {
  readonly dir: string
  readonly role: Role
  readonly name: string
  /** Of a did:web: its domain and path, as the DID has them. */
  readonly domain: string | undefined
  readonly statusBase: string | undefined
  readonly now: Instant
  readonly passphrase: () => Promise<string>
}): Promise<NewDesk> {
  const { dir, role, name, domain, now } = options
  refuseOccupied(dir)
  const passphrase = await options.passphrase()
  makeFolder(dir)
  const store = await openStore({ path: join(dir, STORE_FILE) })
  try {
    const { agent } = await openAgent({ store, passphrase })
    await refuseOtherDid(agent, { dir, domain })
    const from = formatInstant(instantFromSeconds(Math.floor(now / 1000)))
    const make = (provider: string, alias: string) =>
      agent.didManagerGetOrCreate({ provider, alias, options: { key: { meta: { from } } } })
    const { did } = domain === undefined ? await make('did:key', DESK_ALIAS) : await make('did:web', domain)
    const registry = role === 'alliance' ? (await make('did:key', REGISTRY_ALIAS)).did : undefined
    // Signs once with each: a desk whose keys do not work is not finished.
    await signerFor(agent, did, 'assertionMethod')
    const files: string[] = []
    if (domain !== undefined) {
      await writeDidFile({ dir, did, agent })
      files.push(DID_FILE)
    }
    if (registry !== undefined) {
      await signerFor(agent, registry, 'assertionMethod')
      writeDurably(join(dir, REGISTRY_FILE), `${JSON.stringify(keyOf(registry).jwk, undefined, 2)}\n`)
      files.push(REGISTRY_FILE)
    }
    const config: DeskConfig = {
      version: 1,
      role,
      name,
      did,
      ...(registry === undefined ? {} : { registry }),
      statusBase: options.statusBase ?? statusBaseOf(did),
      roots: registry === undefined ? [] : [thumbprint(keyOf(registry))],
    }
    writeDeskConfig(dir, config)
    return { config, files }
  } finally {
    await store.close()
  }
}

/** The key that a did:key is. */
export function keyOf(did: string): VerificationKey {
  const methods = resolveSelfContainedDid(did)
  const key = methods.ok ? methods.value[0]?.key : undefined
  if (key === undefined) throw new TrustedTechError('ERR_KEYSTORE_DID_MISMATCH', `${printable(did)} carries no key`)
  return key
}

function refuseOccupied(dir: string): void {
  if (!existsSync(dir)) return
  const found = readDeskConfig(dir)
  if (found !== undefined) {
    throw usageError(
      `${printable(dir)} is a desk already: of ${printable(found.name)}, role ${found.role}. Name another folder`,
    )
  }
  let entries: readonly string[]
  try {
    entries = readdirSync(dir)
  } catch (error) {
    throw unreadable(dir, error)
  }
  const foreign = entries.find((entry) => !OWN_FILES.has(entry) && !entry.startsWith(`.${CONFIG_FILE}.`))
  if (foreign === undefined) return
  throw usageError(`${printable(dir)} is not empty: it holds ${printable(foreign)}. Name a new or an empty folder`)
}

function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    chmodSync(dir, 0o700)
  } catch (error) {
    throw unwritable(dir, error)
  }
}

/** A desk that was begun has made its DID: it is finished with that one, or not at all. */
async function refuseOtherDid(
  agent: TrustedTechAgent,
  { dir, domain }: { readonly dir: string; readonly domain: string | undefined },
): Promise<void> {
  const wanted = domain === undefined ? DESK_ALIAS : domain
  const begun = (await agent.didManagerFind()).find(({ alias }) => alias !== REGISTRY_ALIAS && alias !== wanted)
  if (begun === undefined) return
  throw usageError(
    `${printable(dir)} was begun for ${printable(begun.did)} and not finished. Run tta init again with the same flags as then, or name another folder`,
  )
}
