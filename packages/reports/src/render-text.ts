import { CHECK_IDS, type Problem, printable, type Report } from '@trusted-tech/model'
import { EN, type MessageCatalogue } from './message-catalogue.js'
import { fillMessage } from './text/fill-message.js'
import { createPage, type Page, type PageOptions } from './text/page.js'
import { VERDICT_TONES } from './text/tones.js'
import { writeCredential } from './text/write-credential.js'
import { writeFindings } from './text/write-findings.js'
import { writeOverview, writeTrust } from './text/write-overview.js'
import { writeProblem } from './text/write-problem.js'
import { writeSupport } from './text/write-support.js'

export interface RenderTextOptions extends PageOptions {
  readonly messages?: MessageCatalogue
  /** The name under which the input was given. */
  readonly file?: string
}

/**
 * A report as text for a terminal or a file: verdict first, then what was asked, findings per principle, each credential
 * with all of its checks, the trust data, the disclaimer, and on the last line verdict, findings and policy.
 *
 * Checks nothing: it shows what `verify` found. Texts from the document are escaped and cut (`printable`), only members
 * that the profile knows are shown, and what a colour says is said in words too. Dates are UTC, with local time beside it
 * where `localOffset` tells it: the zone is an input like any other, so that the same inputs give the same bytes.
 *
 * @example
 * ```ts
 * process.stdout.write(renderText(report, { width: 100 }))
 * ```
 * @see Specification, section 10 "Result"
 */
export function renderText(report: Report, options: RenderTextOptions = {}): string {
  const { messages = EN, file } = options
  const page = createPage(options)
  const accepted = report.verdict === 'accepted'
  page.line(messages.verdicts[report.verdict], { tone: VERDICT_TONES[report.verdict] })
  page.line(messages.verdictMeanings[report.verdict])
  writeSummary(page, report, messages)
  writeOverview(page, report, messages, file)
  for (const group of report.findings) writeFindings(page, group, messages)
  for (const credential of report.credentials) writeCredential(page, credential, { messages, accepted })
  writeSupport(page, report.support, messages)
  writeTrust(page, report.trust, messages)
  page.blank()
  page.line(printable(report.disclaimer), { tone: 'quiet' })
  page.blank()
  writeSummary(page, report, messages)
  return page.text()
}

/**
 * A report in a few lines, for lists of many: file and verdict, findings, and each reason with its remedy.
 *
 * Checks nothing, and leaves out what passed: use {@link renderText} for the whole of it.
 */
export function renderTextBrief(report: Report, options: RenderTextOptions = {}): string {
  const { messages = EN, file } = options
  const own = report.credentials.length === 1 ? report.credentials[0]?.id : undefined
  const page = createPage(options)
  if (file !== undefined) page.line(printable(file), { tone: 'strong' })
  writeSummary(page, report, messages)
  for (const problem of reasons(report)) writeProblem(page, problem, { messages, indent: 2, own })
  return page.text()
}

/**
 * The line that names verdict, findings and policy, neither cut nor broken: scripts read it as the last line. The
 * verifier's own line says nothing of a policy that nobody asked for; here nobody shall think that one was satisfied.
 */
function writeSummary(page: Page, { summary, verdict, policy }: Report, messages: MessageCatalogue): void {
  const state = fillMessage(messages.labels.policy, { policy: messages.policies[policy.state] })
  const line = /; policy [a-z ]+$/.test(summary) ? summary : `${summary}; ${state}`
  page.unbroken(printable(line, { maxLength: 16_384 }), VERDICT_TONES[verdict])
}

/** The problems that decided against `accepted`, each once. */
function reasons({ problems, credentials }: Report): readonly Problem[] {
  const all = [...problems]
  for (const { checks } of credentials) {
    for (const id of CHECK_IDS) {
      const check = checks[id]
      if (check.state !== 'failed' && check.state !== 'indeterminate') continue
      all.push(...check.problems.filter(({ code }) => code !== 'NOT_REACHED'))
    }
  }
  const seen = new Set<string>()
  return all.filter(({ code, pointer, about }) => {
    const key = `${code} ${pointer} ${about ?? ''}`
    return seen.has(key) ? false : seen.add(key)
  })
}
