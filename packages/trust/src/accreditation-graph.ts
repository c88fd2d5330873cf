import type { AccreditationStatement, Statement } from './statement.js'

/** The longest chain from an anchor to an issuer. */
export const MAX_LINKS = 8
/** More statements than this about the bodies above one issuer are not looked at. */
const MAX_STATEMENTS = 1024

/** Every accreditation that may lie between an issuer and an anchor. What a verdict has to verify before it decides. */
export interface AccreditationGraph {
  readonly issuer: string
  /** Each once, those about the issuer first, then those about the bodies that made them, and so on. */
  readonly statements: readonly AccreditationStatement[]
  readonly maxLinks: number
  /** Bodies at the end of the longest chain allowed, which were not followed further up. */
  readonly beyond: ReadonlySet<string>
  /** Whether there were more statements than are looked at. */
  readonly truncated: boolean
  /** Those about one body, listed ones first. */
  about(did: string): readonly AccreditationStatement[]
  isAnchor(did: string): boolean
}

/**
 * Collects the accreditations above an issuer, level by level. This is the planning step: it decides nothing, and its
 * work is linear in the number of statements however they point at each other.
 *
 * A stapled statement that is byte for byte a listed one is the listed one. Bodies above an anchor are not followed: at
 * an anchor a chain ends.
 *
 * @param options `stapled`: statements that came with the credential; bound their number before
 * @returns the graph; empty for an issuer about whom nothing is said
 * @example
 * const graph = collectAccreditations({ issuer, statementsAbout: trust.statementsAbout, isAnchor: trust.isAnchor, stapled: [] })
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function collectAccreditations(options: {
  readonly issuer: string
  readonly statementsAbout: (did: string) => readonly Statement[]
  readonly isAnchor: (did: string) => boolean
  readonly stapled: readonly Statement[]
  readonly maxLinks?: number
}): AccreditationGraph {
  const { issuer, statementsAbout, isAnchor, stapled, maxLinks = MAX_LINKS } = options
  const stapledAbout = groupBySubject(stapled)
  const about = new Map<string, readonly AccreditationStatement[]>()
  const statements: AccreditationStatement[] = []
  let truncated = false
  let level: readonly string[] = [issuer]
  for (let depth = 0; depth < maxLinks && level.length > 0; depth += 1) {
    const above = new Set<string>()
    for (const body of level) {
      const found = withoutCopies(statementsAbout(body), stapledAbout.get(body) ?? [])
      const kept = found.slice(0, Math.max(0, MAX_STATEMENTS - statements.length))
      truncated ||= kept.length < found.length
      about.set(body, kept)
      statements.push(...kept)
      for (const statement of kept) {
        if (!isAnchor(statement.issuer)) above.add(statement.issuer)
      }
    }
    level = [...above].filter((body) => !about.has(body))
  }
  return {
    issuer,
    statements,
    maxLinks,
    beyond: new Set(level),
    truncated,
    about: (did) => about.get(did) ?? [],
    isAnchor,
  }
}

function groupBySubject(stapled: readonly Statement[]): ReadonlyMap<string, readonly AccreditationStatement[]> {
  const groups = new Map<string, AccreditationStatement[]>()
  for (const statement of stapled) {
    if (statement.type !== 'AccreditationCredential') continue
    const group = groups.get(statement.subject)
    if (group === undefined) groups.set(statement.subject, [statement])
    else group.push(statement)
  }
  return groups
}

function withoutCopies(
  listed: readonly Statement[],
  stapled: readonly AccreditationStatement[],
): readonly AccreditationStatement[] {
  const all: AccreditationStatement[] = []
  const seen = new Set<string>()
  const add = (statement: Statement) => {
    if (statement.type !== 'AccreditationCredential' || seen.has(statement.opened.compact)) return
    seen.add(statement.opened.compact)
    all.push(statement)
  }
  for (const statement of listed) add(statement)
  for (const statement of stapled) add(statement)
  return all
}
