// @ts-check
// Blocks publishing while the names are not ours: run before every publication, exits 1 with the reasons.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The npm scope of every package, and whether the project owns it. Until then anybody could publish under it. */
export const SCOPE = '@trusted-tech'
export const SCOPE_OWNED = false

/**
 * Lists why the packages may not be published.
 *
 * @param {{ scopeOwned: boolean, manifests: readonly { name?: string, version?: string }[], constants: string }} state
 *   `constants`: the source text that holds the profile's context and other published identifiers
 * @returns {string[]}
 */
export function findReleaseBlockers({ scopeOwned, manifests, constants }) {
  const blockers = scopeOwned ? [] : [`the npm scope ${SCOPE} is not owned`]
  for (const { name = '', version = '' } of manifests) {
    if (!name.startsWith(`${SCOPE}/`)) blockers.push(`${name} is outside the scope ${SCOPE}`)
    if (version === '0.0.0') blockers.push(`${name} has no version: it is still 0.0.0`)
  }
  for (const [host] of constants.matchAll(/https:\/\/[a-z0-9.-]+\.example\b[^'"\s]*/g)) {
    blockers.push(`${host} is an identifier in published documents, under a name that nobody can own`)
  }
  return blockers
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const files = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'package.json'))
  const blockers = findReleaseBlockers({
    scopeOwned: SCOPE_OWNED,
    manifests: files.filter(existsSync).map((file) => JSON.parse(readFileSync(file, 'utf8'))),
    constants: readFileSync(join(root, 'packages/model/src/credential/constants.ts'), 'utf8'),
  })
  for (const blocker of blockers) console.error(`not to be published: ${blocker}`)
  if (blockers.length === 0) console.error('nothing stands against publishing')
  process.exitCode = blockers.length === 0 ? 0 : 1
}
