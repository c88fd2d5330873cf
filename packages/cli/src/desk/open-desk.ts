import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { resolveVerificationMethods, signerFor, type TrustedTechAgent } from '@trusted-tech/agent'
import type { IssuingDesk } from '@trusted-tech/issuer'
import { type Instant, printable, TrustedTechError } from '@trusted-tech/model'
import type { Signer, VerificationMethod } from '@trusted-tech/proofs'
import { openStore, type Store } from '@trusted-tech/store'
import type { CredentialStore } from '@trusted-tech/wallet'
import type { FlagTable } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import type { Io } from '../io.js'
import { type DeskConfig, type Role, requireDeskConfig } from './desk-config.js'
import { type OpenedAgent, openAgent } from './open-agent.js'
import { readPassphrase } from './read-passphrase.js'

/** The flags of every command that works at a desk. */
export const DESK_FLAGS = {
  dir: { kind: 'text', value: 'DIR', help: 'the desk: the folder that tta init made (default: the current one)' },
  'passphrase-file': {
    kind: 'text',
    value: 'FILE',
    help: 'a file with the passphrase (else TTA_PASSPHRASE, else you are asked)',
  },
} as const satisfies FlagTable

export const STORE_FILE = 'store.db'

/** The values of {@link DESK_FLAGS}. */
export interface DeskFlags {
  readonly dir?: string | undefined
  readonly 'passphrase-file'?: string | undefined
}

/** An opened desk: one organisation's folder, keys and history. */
export interface Desk {
  readonly dir: string
  readonly config: DeskConfig
  readonly store: Store
  /** Asks for the passphrase when it is first needed, and derives the key once. */
  agent(): Promise<TrustedTechAgent>
  /** The key that is in force for what the desk issues. */
  signer(): Promise<Signer>
  /** Every key of the desk's DID, retired ones too. */
  methods(): Promise<readonly VerificationMethod[]>
  /** What issuing needs; asks for the passphrase. */
  issuing(now: Instant): Promise<IssuingDesk>
  /** The wallet; asks for the passphrase. */
  credentials(): Promise<CredentialStore>
  close(): Promise<void>
}

/**
 * Opens the desk that `--dir` or the current folder is, does some work at it, and closes it whatever happens.
 *
 * Does not ask for the passphrase unless the work needs a key or the wallet.
 *
 * @param options.roles whose work it is; every role where absent
 * @throws {TrustedTechError} `ERR_USAGE_INVALID` for a folder that is no desk or another role's; `ERR_STORE_…` when its
 * store cannot be opened; what `work` throws
 */
export async function withDesk<T>(
  options: { readonly flags: DeskFlags; readonly io: Io; readonly roles?: readonly Role[] },
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const { flags, io, roles } = options
  const dir = flags.dir ?? '.'
  const config = requireDeskConfig(dir)
  if (roles !== undefined && !roles.includes(config.role)) {
    const whose = roles.map((role) => `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`).join(' or ')
    throw usageError(
      `${where(dir)} is the desk of ${printable(config.name)}, role ${config.role}: this is for ${whose}`,
    )
  }
  const path = join(dir, STORE_FILE)
  // Opening would make an empty one, and what is issued next would use status places that are given already.
  if (!existsSync(path)) {
    throw new TrustedTechError(
      'ERR_STORE_MISSING',
      `${where(dir)} has no ${STORE_FILE}: its keys and records are missing. Put the file back, or restore the whole folder from a backup`,
    )
  }
  const store = await openStore({ path, create: false })
  const desk = openDesk({
    dir,
    config,
    store,
    readPassphrase: () => readPassphrase({ file: flags['passphrase-file'], io }),
  })
  try {
    return await work(desk)
  } finally {
    await desk.close()
  }
}

function openDesk(options: {
  readonly dir: string
  readonly config: DeskConfig
  readonly store: Store
  readonly readPassphrase: () => Promise<string>
}): Desk {
  const { dir, config, store } = options
  let opened: Promise<OpenedAgent> | undefined
  const keys = () => {
    opened ??= options.readPassphrase().then((passphrase) => openAgent({ store, passphrase }))
    return opened
  }
  const agent = async () => (await keys()).agent
  let signing: Promise<Signer> | undefined
  const signer = () => {
    signing ??= agent().then((of) => signerFor(of, config.did, 'assertionMethod'))
    return signing
  }
  return {
    dir,
    config,
    store,
    agent,
    signer,
    async methods() {
      const methods = await resolveVerificationMethods(await agent(), config.did)
      if (methods.ok) return methods.value
      throw new TrustedTechError('ERR_KEYSTORE_DID_MISMATCH', `the keys of ${config.did} are not in this desk`, methods)
    },
    async issuing(now) {
      const { did: id, name, statusBase } = config
      if (statusBase === undefined) throw usageError(`${where(dir)} cannot issue: its tta.json names no statusBase`)
      return { issuer: { id, name }, signer: await signer(), store: store.issuance(), statusBase, now }
    },
    async credentials() {
      return store.credentials({ key: await (await keys()).kms.dataKey('wallet') })
    },
    close: () => store.close(),
  }
}

function where(dir: string): string {
  return dir === '.' ? 'the current folder' : printable(dir)
}
