import { join } from 'node:path'
import { isJsonObject, type JsonObject, parseJson, printable, type Result, TrustedTechError } from '@trusted-tech/model'
import { usageError } from '../command-line/usage.js'
import { unreadable } from '../files/file-fault.js'
import { readRegularFile } from '../files/read-regular-file.js'
import { writeDurably } from './write-durably.js'

export const CONFIG_FILE = 'tta.json'
const MAX_BYTES = 64 * 1024

export const ROLES = ['alliance', 'assessor', 'vendor', 'buyer'] as const
export type Role = (typeof ROLES)[number]

/** What a desk is: `tta.json`, written last when it is made, so that a folder without it is no desk. Nothing is secret. */
export interface DeskConfig {
  readonly version: 1
  readonly role: Role
  readonly name: string
  readonly did: string
  /** Of an alliance: the did:key of the key that signs the trust manifest. */
  readonly registry?: string
  /** Under this URL lie the status lists of what the desk issues. */
  readonly statusBase?: string
  /** RFC 7638 thumbprints of the registry keys that this desk trusts. */
  readonly roots: readonly string[]
}

/**
 * Reads the `tta.json` of a folder.
 *
 * @returns `undefined` for a folder without one
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE` when it cannot be read or is not what this program writes
 */
export function readDeskConfig(dir: string): DeskConfig | undefined {
  const path = join(dir, CONFIG_FILE)
  let bytes: Uint8Array
  try {
    bytes = readRegularFile(path, MAX_BYTES).bytes
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
  const config = parseConfig(parseJson(bytes, { maxBytes: MAX_BYTES - 1 }))
  if (typeof config === 'string') throw unreadable(path, `it is no desk of this program: ${config}`)
  return config
}

/** {@link readDeskConfig} for commands that need a desk. */
export function requireDeskConfig(dir: string): DeskConfig {
  const config = readDeskConfig(dir)
  if (config !== undefined) return config
  throw usageError(
    `${dir === '.' ? 'the current folder' : printable(dir)} is no desk: it has no ${CONFIG_FILE}. Go to a desk's folder, name it with --dir DIR, or make one with tta init ROLE --dir DIR --name NAME`,
  )
}

/** Writes `tta.json` whole or not at all. */
export function writeDeskConfig(dir: string, config: DeskConfig): void {
  writeDurably(join(dir, CONFIG_FILE), `${JSON.stringify(config, undefined, 2)}\n`)
}

function isAbsent(error: unknown): boolean {
  return error instanceof TrustedTechError && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'
}

function parseConfig(json: Result<unknown>): DeskConfig | string {
  if (!json.ok) return json.problems[0].code
  const config = json.value
  if (!isJsonObject(config as JsonObject)) return 'not an object'
  const { version, role, name, did, registry, statusBase, roots } = config as JsonObject
  if (version !== 1) return typeof version === 'number' ? `version ${version}, this program knows 1` : 'no version'
  const known = ROLES.find((one) => one === role)
  if (known === undefined) return `role is one of ${ROLES.join(', ')}`
  if (typeof name !== 'string' || typeof did !== 'string' || !did.startsWith('did:')) return 'name or did is missing'
  if (!Array.isArray(roots) || !roots.every((root) => typeof root === 'string'))
    return 'roots is no list of thumbprints'
  return {
    version,
    role: known,
    name,
    did,
    ...(typeof registry === 'string' ? { registry } : {}),
    ...(typeof statusBase === 'string' ? { statusBase } : {}),
    roots: roots as readonly string[],
  }
}
