import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Instant, printable, TrustedTechError } from '@trusted-tech/model'
import type { PinnedRoot, TrustState } from '@trusted-tech/trust'
import { listRegression } from './check-handed-list.js'
import { MANIFEST_FILE, readTrustFolder } from './read-trust-folder.js'

/**
 * Refuses to put an edition where one of the same root lies that it does not follow: of a later number, or with a
 * revocation of the alliance's own that is not on record any more. The store is then an old copy, or another build was
 * faster, and buyers would be told that what was revoked is good.
 *
 * What lies there under another root, or does not open, is no edition of this alliance: nothing is said of it.
 *
 * @param options.newest the newest edition that the store knows of
 * @param options.lists the alliance's own, as they are now
 * @throws {TrustedTechError} `ERR_STORE_BEHIND`
 */
export function confirmSuccessor(options: {
  readonly folder: string
  readonly root: PinnedRoot
  readonly now: Instant
  readonly issuer: string
  readonly newest: number
  readonly lists: readonly { readonly id: string; readonly secured: string }[]
}): void {
  const { folder, root, now, newest } = options
  if (!existsSync(join(folder, MANIFEST_FILE))) return
  const before = readTrustFolder({ folder, root, now })
  if (!before.ok) return
  const where = printable(folder)
  if (before.value.version > newest) {
    throw behind(`${where} has edition ${before.value.version}, and the store knows of none after ${newest}`)
  }
  const lifted = options.lists.find((list) => takesBack(list, before.value, options.issuer))
  if (lifted !== undefined) throw behind(`the list ${printable(lifted.id)} in ${where} has what is not on record`)
}

function takesBack(
  { id, secured }: { readonly id: string; readonly secured: string },
  before: TrustState,
  issuer: string,
): boolean {
  return before
    .statusLists(id)
    .some(({ compact }) => !listRegression({ secured, before: { issuer, secured: compact } }).ok)
}

function behind(what: string): TrustedTechError {
  return new TrustedTechError(
    'ERR_STORE_BEHIND',
    `nothing was built: ${what}. The store is an old copy, or another build was faster. Put the newer store back; if it is lost, move the folder away, and revoke again what was revoked`,
  )
}
