import type { Opened } from '@trusted-tech/proofs'
import { parseStatement, type Statement } from '@trusted-tech/trust'
import { profileType } from '../checks/structure.js'
import { LIMITS } from '../verify-input.js'

/**
 * The stapled accreditations that are looked at: those that can be read, and not too many of them about one body.
 *
 * Each may bring a key of its own for its body, and everything that the body signed is then to be verified under each:
 * two hundred of them made a presentation of two megabytes the work of half a minute. Where there are too many about a
 * body none counts, so that their order cannot decide which do. One that is stapled twice is one.
 */
export function stapledAccreditations(stapled: readonly Opened[]): readonly Statement[] {
  if (stapled.length === 0) return []
  const bySubject = new Map<string, Map<string, Statement>>()
  for (const opened of stapled) {
    if (profileType(opened.document) !== 'AccreditationCredential') continue
    const statement = parseStatement({ opened, listed: false })
    if (!statement.ok) continue
    const about = bySubject.get(statement.value.subject) ?? new Map<string, Statement>()
    bySubject.set(statement.value.subject, about.set(opened.compact, statement.value))
  }
  return [...bySubject.values()].flatMap((about) =>
    about.size > LIMITS.stapledAccreditationsPerBody ? [] : [...about.values()],
  )
}
