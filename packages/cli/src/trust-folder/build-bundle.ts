import { join } from 'node:path'
import { publishedKeys, signerFor } from '@trusted-tech/agent'
import { publishStatusLists } from '@trusted-tech/issuer'
import { addDays, formatInstant, type Instant, printable, TrustedTechError } from '@trusted-tech/model'
import { resolveSelfContainedDid } from '@trusted-tech/proofs'
import { settleSync } from '@trusted-tech/proofs/sync'
import { buildTrustFiles, openManifest, openTrust, signManifest } from '@trusted-tech/trust'
import { usageError } from '../command-line/usage.js'
import { keyOf } from '../desk/init-desk.js'
import type { Desk } from '../desk/open-desk.js'
import { homeOf } from '../desk/status-base.js'
import { readRegularFile } from '../files/read-regular-file.js'
import { checkHandedList, type HandedList } from './check-handed-list.js'
import { confirmSuccessor } from './confirm-successor.js'
import { MANIFEST_FILE } from './read-trust-folder.js'
import { refuseOtherFolder, replaceFolder } from './replace-folder.js'

const MAX_LIST_BYTES = 512 * 1024

/** What an edition of trust data holds, for whoever built it. */
export interface BuiltBundle {
  readonly version: number
  readonly expires: Instant
  readonly bodies: number
  readonly statements: number
  /** Of the alliance and of others, with the time until which each is good. */
  readonly lists: readonly { readonly id: string; readonly issuer: string; readonly validUntil: Instant }[]
  readonly catalogues: readonly string[]
  readonly folders: readonly string[]
}

/**
 * Builds an edition of the trust data from the alliance's records, signs it with the registry key, opens it as a buyer
 * would, and puts it into each folder.
 *
 * Lists that others hand in are checked first, and are on record from then on: the next edition has the newest of each
 * without being handed them again. One that is wrong stops the build before anything is written.
 *
 * @throws {TrustedTechError} `ERR_CREDENTIAL_REFUSED` naming every list that is wrong, and why; `ERR_STORE_BEHIND` where
 * the edition would not follow the one in a folder; `ERR_FILE_UNWRITABLE`
 */
export async function buildBundle(options: {
  readonly desk: Desk
  readonly folders: readonly string[]
  readonly listFiles: readonly string[]
  readonly catalogues: ReadonlyMap<string, Uint8Array>
  readonly days: number
  readonly now: Instant
}): Promise<BuiltBundle> {
  const { desk, folders, catalogues, days, now } = options
  const { did, registry: registryDid } = desk.config
  if (registryDid === undefined) throw usageError('this desk has no registry key: its tta.json was changed')
  for (const folder of folders) refuseOtherFolder(folder)
  const registry = desk.store.registry()
  const agent = await desk.agent()
  const bodies = await registry.bodies()
  const handed = await takeLists(options)
  await registry.keepLists(handed)

  const own = await publishStatusLists({
    issuer: did,
    signer: await desk.signer(),
    store: desk.store.issuance(),
    now,
    validDays: days,
  })
  const others = await registry.lists()
  const statements = await registry.statements(did)
  refuseUnrecorded(statements, new Set(bodies.map((body) => body.did)))
  const files = buildTrustFiles({
    anchors: [did],
    keyHistories: [
      { id: did, keys: await publishedKeys(agent, did) },
      ...bodies.filter(({ keys }) => keys.length > 0).map(({ did: id, keys }) => ({ id, keys })),
    ],
    statements,
    statusLists: [...own, ...others].map(({ secured }) => secured),
    catalogues,
  })
  const root = keyOf(registryDid)
  const follow = (newest: number) => {
    for (const folder of folders) {
      confirmSuccessor({ folder, root: { publicKeyJwk: root.jwk }, now, issuer: did, newest, lists: own })
    }
  }
  follow(await registry.newestEdition())
  const version = await registry.beginEdition({ begunAt: formatInstant(now) })
  const expires = addDays(now, days)
  const manifest = await signManifest({
    files,
    version,
    issuedAt: now,
    expires,
    signer: await signerFor(agent, registryDid, 'assertionMethod'),
    rootJwk: { ...root.jwk },
  })
  openAsBuyer({ manifest, files, rootJwk: { ...root.jwk }, now })
  // Once more: another process may have put a later edition there meanwhile.
  follow(version)
  for (const folder of folders) await replaceFolder({ folder, files: new Map([...files, [MANIFEST_FILE, manifest]]) })
  return {
    version,
    expires,
    bodies: bodies.length,
    statements: statements.length,
    lists: [
      ...own.map(({ id, secured }) => ({ id, issuer: did, validUntil: endOf(secured) })),
      ...others.map(({ id, issuer, secured }) => ({ id, issuer, validUntil: endOf(secured) })),
    ],
    catalogues: [...catalogues.keys()],
    folders: folders.map((folder) => join(folder)),
  }
}

/** A process that died between issuing and recording left a statement about a body whose keys nobody has. */
function refuseUnrecorded(statements: readonly string[], recorded: ReadonlySet<string>): void {
  const missing = new Set(statements.map((one) => subjectOf(one)).filter((subject) => !recorded.has(subject)))
  if (missing.size === 0) return
  throw usageError(
    `nothing was built: the keys of ${[...missing].map((one) => printable(one)).join(', ')} are not on record, because the command that issued the statement was interrupted. Run the same tta accredit or tta admit again`,
  )
}

function subjectOf(secured: string): string {
  return (payloadOf(secured) as { credentialSubject: { id: string } }).credentialSubject.id
}

/** Of what this desk has issued or checked before it was put on record. */
function payloadOf(secured: string): unknown {
  const [, payload = ''] = secured.split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
}

function endOf(secured: string): Instant {
  return Date.parse((payloadOf(secured) as { validUntil: string }).validUntil) as Instant
}

async function takeLists(options: {
  readonly desk: Desk
  readonly listFiles: readonly string[]
  readonly now: Instant
}): Promise<readonly HandedList[]> {
  const { desk, listFiles, now } = options
  const registry = desk.store.registry()
  const bodies = new Map((await registry.bodies()).map(({ did, keys }) => [did, keys]))
  const recorded = new Map((await registry.lists()).map((list) => [list.id, list]))
  const keysOf = (did: string) => {
    const keys = bodies.get(did)
    return keys !== undefined && keys.length === 0 && resolveSelfContainedDid(did).ok ? ('carried' as const) : keys
  }
  const known = [desk.config.did, ...bodies.keys()]
  const ownerOf = (id: string) => {
    if (desk.config.statusBase !== undefined && id.startsWith(`${desk.config.statusBase}/`)) return desk.config.did
    return known
      .filter((did) => id.startsWith(homeOf(did)))
      .sort((one, other) => homeOf(other).length - homeOf(one).length)[0]
  }
  const good = new Map<string, HandedList & { readonly file: string }>()
  const refused: string[] = []
  for (const file of listFiles) {
    const refuse = (why: string) => refused.push(`${printable(file)}: ${why}`)
    const { bytes, size } = readRegularFile(file, MAX_LIST_BYTES + 1)
    if (size > MAX_LIST_BYTES + 1) {
      refuse('LIMIT_SIZE: larger than 512 KiB')
      continue
    }
    const end = bytes.at(-1) === 0x0a ? bytes.length - 1 : bytes.length
    const input = bytes.subarray(0, end)
    const list = checkHandedList({ input, now, keysOf, ownerOf, recorded: (id) => recorded.get(id) })
    const twin = list.ok ? good.get(list.value.id) : undefined
    if (!list.ok) {
      const [{ code, pointer, expected, actual }] = list.problems
      const detail = [
        expected === undefined ? '' : `, expected ${expected}`,
        actual === undefined ? '' : `, found ${actual}`,
      ]
      refuse(`${code} at ${pointer || 'the document'}${printable(detail.join(''), { maxLength: 500 })}`)
    } else if (twin !== undefined && twin.secured !== list.value.secured) {
      refuse(`another list with the id of ${printable(twin.file)}: hand in the newest`)
    } else good.set(list.value.id, { ...list.value, file })
  }
  if (refused.length > 0) {
    throw new TrustedTechError(
      'ERR_CREDENTIAL_REFUSED',
      `nothing was built, because of lists that were refused: ${refused.join('; ')}`,
    )
  }
  return [...good.values()]
}

function openAsBuyer(options: {
  readonly manifest: Uint8Array
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly rootJwk: { readonly [member: string]: string }
  readonly now: Instant
}): void {
  const { manifest, files, rootJwk, now } = options
  const plan = openManifest({ manifest, root: { publicKeyJwk: rootJwk }, now })
  const opened = plan.conclude(settleSync(plan.jobs))
  const trust = opened.ok ? openTrust({ manifest: opened.value, files }) : opened
  if (!trust.ok) {
    const [{ code, pointer }] = trust.problems
    throw new TrustedTechError(
      'ERR_OUTPUT_UNVERIFIABLE',
      `what was built does not open (${code} at ${pointer}); nothing was written`,
      trust,
    )
  }
}
