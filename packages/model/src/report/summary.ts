import type { Party } from '../credential/credential.js'
import type { ReasonCode } from '../reason-codes.js'
import { printable } from '../text/printable.js'
import type { Finding, FindingGroup, PrincipleFinding } from './findings.js'
import type { Report } from './report.js'
import type { Verdict } from './verdict.js'

const FINDING_TEXTS: Readonly<Record<Exclude<Finding, 'notAssessed'>, string>> = {
  conflict: 'in conflict',
  notMet: 'not met',
  partial: 'partially met',
  metWithConditions: 'met with conditions',
  met: 'met',
}

/** `thirdUnconfirmed` is never shown as third. */
const PARTY_TEXTS: Readonly<Record<Party, string>> = {
  first: 'first party',
  second: 'second party',
  thirdUnconfirmed: 'independence unconfirmed',
  third: 'third party',
}

const MAX_REASONS = 4
const MAX_FINDINGS = 24

/**
 * The one line that names verdict, findings and policy.
 *
 * Under `accepted` every principle that was assessed, with what is fulfilled of what is required, level and party; what
 * a vendor declares itself is called `self-declared` each time. Products and catalogues are named where there are
 * several. Otherwise the first reasons, and no finding. Policy only if one was asked for.
 *
 * It is for people: programs read the report. English only.
 *
 * @param options.reasons the codes to name when the verdict is not `accepted`, most important first.
 * @example
 * summarize({ verdict: 'accepted', findings, reasons: [], policy: 'unsatisfied' })
 * // accepted: secure-development met (3/3, substantial, third party); governance not met; policy unsatisfied
 * @see Specification, section 10 "Result"
 */
export function summarize(options: {
  readonly verdict: Verdict
  readonly findings: readonly FindingGroup[]
  readonly reasons: readonly ReasonCode[]
  readonly policy: Report['policy']['state']
}): string {
  const { verdict, findings, reasons, policy } = options
  const parts = verdict === 'accepted' ? findingParts(findings) : reasonParts(reasons)
  if (policy !== 'notRequested') parts.push(`policy ${policy}`)
  return parts.length === 0 ? verdict : `${verdict}: ${parts.join('; ')}`
}

/** The part of a principle's or criterion's id after `#`, which people know it by; else the whole id. */
export function shortName(id: string): string {
  const hash = id.indexOf('#')
  return hash === -1 || hash === id.length - 1 ? id : id.slice(hash + 1)
}

function reasonParts(reasons: readonly ReasonCode[]): string[] {
  const distinct = [...new Set(reasons)]
  if (distinct.length === 0) return []
  const more = distinct.length - MAX_REASONS
  return [`${distinct.slice(0, MAX_REASONS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`]
}

function findingParts(groups: readonly FindingGroup[]): string[] {
  const differ = (textOf: (group: FindingGroup) => string) => groups.length > 1 && new Set(groups.map(textOf)).size > 1
  const several = {
    products: differ(({ product }) => product),
    catalogues: differ(({ catalogue }) => JSON.stringify([catalogue.id, catalogue.version])),
  }
  const parts: string[] = []
  for (const { product, catalogue, attestationType, principles } of groups) {
    const before =
      (several.products ? `${product} ` : '') + (several.catalogues ? `${catalogue.id} ${catalogue.version} ` : '')
    for (const principle of principles) {
      const text = describePrinciple(principle, attestationType)
      // Ids are data: one must not break the line, or it could write a second one.
      if (text !== undefined) parts.push(printable(before + text))
    }
  }
  if (parts.length === 0) return ['no principle assessed']
  const more = parts.length - MAX_FINDINGS
  return more > 0 ? [...parts.slice(0, MAX_FINDINGS), `${more} more findings`] : parts
}

function describePrinciple(
  { principle, finding, fulfilled, required, level, party }: PrincipleFinding,
  attestationType: FindingGroup['attestationType'],
): string | undefined {
  if (finding === 'notAssessed') return undefined
  const declared = attestationType === 'declaration'
  const by = declared ? 'self-declared' : party === undefined ? 'party unknown' : PARTY_TEXTS[party]
  const short = `${shortName(principle)} ${FINDING_TEXTS[finding]}`
  // How much of it is fulfilled, by whom, would read as praise beside a finding that is bad news.
  if (finding === 'notMet' || finding === 'conflict') return declared ? `${short} (${by})` : short
  return `${short} (${fulfilled}/${required}, ${level ?? 'no level'}, ${by})`
}
