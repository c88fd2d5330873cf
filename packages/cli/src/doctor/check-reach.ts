import type { GuardedFetcher } from '@trusted-tech/fetcher'
import { printable } from '@trusted-tech/model'
import { reasonMessage } from '@trusted-tech/reports'
import type { TrustState } from '@trusted-tech/trust'
import { resolveDid } from '../did/resolve-did.js'
import { closed, type Finding, good, skipped, wrong } from './finding.js'

/** More addresses than these are a crawl, not a check-up. */
const MOST = 10
const LIST_REQUEST = {
  mediaTypes: ['application/vc+jwt', 'application/jwt', 'application/octet-stream', 'text/plain'],
  maxBytes: 512 * 1024,
} as const

/**
 * Asks the addresses that a desk depends on: its own did:web and the anchors', whose keys are held to trust data, and the
 * status lists'. One after the other; this is the only check-up that opens connections.
 *
 * Does not verify what the lists say.
 */
export async function checkReach(options: {
  readonly fetcher: GuardedFetcher
  readonly own: string | undefined
  readonly trust: TrustState | undefined
  readonly lists: readonly string[]
}): Promise<readonly Finding[]> {
  const { fetcher, own, trust, lists } = options
  const dids = [...new Set([...(own === undefined ? [] : [own]), ...(trust?.anchors ?? [])])]
  const asked = [
    ...dids.filter((did) => did.startsWith('did:web:')).map((did) => () => reachDid(did, fetcher, trust)),
    // Names under .invalid are those of lists that travel in trust data alone.
    ...lists.filter((id) => !/^https:\/\/[^/]+\.invalid\//.test(id)).map((id) => () => reachList(id, fetcher)),
  ]
  if (asked.length === 0) {
    return [
      skipped(
        'reach',
        'There is no address to ask.',
        'Nothing is to be done: no did:web and no list with an address is known here.',
      ),
    ]
  }
  const findings: Finding[] = []
  for (const ask of asked.slice(0, MOST)) findings.push(await ask())
  if (asked.length > MOST) {
    findings.push(
      skipped(
        'reach',
        `${asked.length - MOST} more addresses were not asked.`,
        'Ask single ones with tta did resolve.',
      ),
    )
  }
  return findings
}

async function reachDid(did: string, fetcher: GuardedFetcher, trust: TrustState | undefined): Promise<Finding> {
  const resolved = await resolveDid({ did, fetcher: async () => fetcher, trust })
  const name = printable(did)
  if (!resolved.ok) return unreached(name, resolved.problems[0].code)
  const { problem, methods, trustData } = resolved.value
  if (problem !== undefined) {
    return wrong(
      'reach',
      `${name} answers with other keys than trust data has (${problem.code}).`,
      reasonMessage(problem.code).remedy,
    )
  }
  return good(
    'reach',
    `${name} answers, with ${methods.length} keys${trustData === 'same' ? ', the same as trust data has' : ''}.`,
  )
}

async function reachList(id: string, fetcher: GuardedFetcher): Promise<Finding> {
  const fetched = await fetcher.get({ url: id, ...LIST_REQUEST })
  const name = printable(id)
  return fetched.ok
    ? good('reach', `${name} answers, with ${fetched.value.bytes.length} bytes.`)
    : unreached(name, fetched.problems[0].code)
}

function unreached(name: string, code: Parameters<typeof reasonMessage>[0]): Finding {
  const found = `${name}: ${code}.`
  const { remedy } = reasonMessage(code)
  return code.startsWith('FETCH_') ? closed('reach', found, remedy) : wrong('reach', found, remedy)
}
