import { statSync } from 'node:fs'
import { formatInstant, type Instant, type Problem, printable } from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import { reasonMessage } from '@trusted-tech/reports'
import { parseStatusList } from '@trusted-tech/status'
import type { TrustState } from '@trusted-tech/trust'
import { describeFailure } from '../failure.js'
import { readClaimedManifest } from '../trust-folder/claimed-manifest.js'
import { readListedFiles, readTrustFolder } from '../trust-folder/read-trust-folder.js'
import { findTrust, type TrustFlags } from '../trust-folder/trust-for.js'
import type { Witness } from './check-machine.js'
import { closed, type Finding, good, stale, warning, wrong } from './finding.js'

const DAY = 86_400_000
/** Time enough to be handed new trust data. */
const SOON = 7 * DAY
const MAX_LIST_BYTES = 512 * 1024
const LISTS = /^status\/list-[0-9a-f]{64}\.jwt$/

/** What was found of trust data, for the findings that rest on it. */
export interface TrustCheck {
  readonly findings: readonly Finding[]
  readonly trust?: TrustState
  /** The addresses that the status lists have as their ids. */
  readonly lists: readonly string[]
  readonly witnesses: readonly Witness[]
}

const NEW_DATA = 'Get the present trust data from the alliance and put it in place of the old.'

/**
 * Looks at trust data: whether it is there, whose root vouches for it, how old it is and its status lists are.
 *
 * Lists are read without checking who signed them: a verdict does that, and takes none that is not authentic.
 */
export function checkTrust(flags: TrustFlags, now: Instant): TrustCheck {
  try {
    return lookAtTrust(flags, now)
  } catch (error) {
    const { code, message } = describeFailure(error)
    return {
      findings: [closed('trust', `${message} (${code})`, 'Put the trust data there, or name it with --bundle DIR.')],
      lists: [],
      witnesses: [],
    }
  }
}

function lookAtTrust(flags: TrustFlags, now: Instant): TrustCheck {
  const none = { lists: [], witnesses: [] }
  const { folder, root } = findTrust(flags)
  if (folder === undefined || (flags.bundle === undefined && !isThere(folder))) {
    const remedy =
      'Put the trust data that the alliance hands you there, as the folder trust; an alliance runs tta bundle build.'
    return { findings: [warning('trust', 'There is no trust data, so nothing can be verified here.', remedy)], ...none }
  }
  const rooted =
    root === undefined
      ? warning(
          'root',
          'No root is pinned, so no trust data counts.',
          'Compare the root with the alliance over the telephone, then tta trust pin.',
        )
      : good('root', `The pinned root is ${'thumbprint' in root ? root.thumbprint : 'the key of the file'}.`)
  const lists = lookAtLists(folder, now)
  if (root === undefined) return { findings: [rooted, ...lists.findings], lists: lists.ids, witnesses: [] }
  const state = readTrustFolder({ folder, root, now })
  if (!state.ok)
    return { findings: [rooted, unusable(state.problems[0]), ...lists.findings], lists: lists.ids, witnesses: [] }
  const trust = state.value
  return {
    findings: [rooted, ageOf(trust, now), ...lists.findings],
    trust,
    lists: lists.ids,
    witnesses: [{ at: trust.issuedAt, what: `trust data of ${formatInstant(trust.issuedAt)}` }],
  }
}

function isThere(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false }) !== undefined
}

function unusable({ code, pointer, expected, actual }: Problem): Finding {
  const detail = [pointer, expected && `expected ${expected}`, actual && `found ${actual}`].filter((part) => part)
  const found = `The trust data cannot be used: ${code}${detail.length > 0 ? ` (${printable(detail.join(', '))})` : ''}.`
  const { remedy } = reasonMessage(code)
  return code === 'BUNDLE_MISSING' ? stale('trust', found, remedy) : wrong('trust', found, remedy)
}

function ageOf({ version, issuedAt, expires }: TrustState, now: Instant): Finding {
  const days = Math.floor((now - issuedAt) / DAY)
  const found = `Trust data version ${version}, ${days} days old, good until ${formatInstant(expires)}.`
  if (now >= expires)
    return stale('trust', `${found} It has expired: no verdict is better than indeterminate.`, NEW_DATA)
  return expires - now < SOON ? warning('trust', found, NEW_DATA) : good('trust', found)
}

function lookAtLists(
  folder: string,
  now: Instant,
): { readonly findings: readonly Finding[]; readonly ids: readonly string[] } {
  const manifest = readClaimedManifest(folder)
  if (!manifest.ok) return { findings: [], ids: [] }
  const listed = new Map(
    [...manifest.value.files].filter(([path, { length }]) => LISTS.test(path) && length <= MAX_LIST_BYTES),
  )
  const files = readListedFiles(folder, listed)
  if (!files.ok) return { findings: [unusable(files.problems[0])], ids: [] }
  const lists = [...files.value.values()].flatMap((bytes) => {
    const opened = openSecured(bytes, { maxBytes: MAX_LIST_BYTES })
    const list = opened.ok ? parseStatusList(opened.value.document) : opened
    return list.ok ? [list.value] : []
  })
  const ids = lists.map(({ id }) => id)
  const unread = listed.size - lists.length
  if (unread > 0) {
    return {
      findings: [wrong('lists', `${unread} of ${listed.size} status lists are missing or cannot be read.`, NEW_DATA)],
      ids,
    }
  }
  const [first] = lists
  if (first === undefined) {
    return {
      findings: [warning('lists', 'There is no status list: whatever needs one is indeterminate.', NEW_DATA)],
      ids,
    }
  }
  const oldest = lists.reduce((one, other) => (other.validUntil < one.validUntil ? other : one))
  const days = Math.floor((now - oldest.validFrom) / DAY)
  const found = `${lists.length} status lists; the first to lapse is ${printable(oldest.id)}, ${days} days old, good until ${formatInstant(oldest.validUntil)}.`
  const late = lists.filter(({ validUntil }) => now >= validUntil).length
  if (late > 0) return { findings: [stale('lists', `${found} ${late} have lapsed.`, NEW_DATA)], ids }
  const soon = oldest.validUntil - now < SOON
  return { findings: [soon ? warning('lists', found, NEW_DATA) : good('lists', found)], ids }
}
