import { type CredentialReport, printable, type VerifiedContent } from '@trusted-tech/model'
import type { MessageCatalogue } from '../message-catalogue.js'
import { whoSaysSo } from '../who-says-so.js'
import { fillMessage } from './fill-message.js'
import { bodyName, shortId } from './name-of.js'
import type { Page } from './page.js'
import { VERDICT_TONES } from './tones.js'
import { writeAssessment } from './write-assessment.js'
import { writeChecks } from './write-checks.js'
import { writeProblem } from './write-problem.js'

/**
 * One credential: verdict, who says so, level, when, under which accreditation, then every check.
 *
 * What the document says is shown only once its signature was verified, and only members that the profile knows
 * (THREAT-068); results that count are shown only under `accepted`.
 */
export function writeCredential(
  page: Page,
  credential: CredentialReport,
  { messages, accepted }: { readonly messages: MessageCatalogue; readonly accepted: boolean },
): void {
  const { labels, verdicts } = messages
  const { id, type, verdict, verified } = credential
  page.heading(`${labels.credential} ${id === undefined ? '-' : printable(id)}`)
  page.field(labels.verdict, verdicts[verdict], { tone: VERDICT_TONES[verdict] })
  if (verified === undefined) {
    if (type !== undefined) page.field(labels.claimedType, printable(type))
    page.line(labels.unverifiedContent, { indent: 2, tone: 'quiet' })
  } else {
    writeContent(page, verified, messages)
    if (accepted) writeCounted(page, verified, messages)
    writeExcluded(page, verified, { messages, own: id })
  }
  page.blank()
  writeChecks(page, credential.checks, messages, id)
}

function writeContent(page: Page, content: VerifiedContent, messages: MessageCatalogue): void {
  const { labels } = messages
  const { issuer, product, catalogue, party, level, accreditations } = content
  const says = whoSaysSo(content.attestationType, party)
  page.field(labels.whoSays, messages.whoSays[says], { tone: 'strong' })
  if (party !== undefined && says !== 'selfDeclared') page.field('', messages.parties[party])
  page.field(labels.issuer, printable(bodyName(issuer)))
  page.field(labels.product, printable(`${product.name} <${product.id}>`))
  page.field('', fillMessage(labels.productBy, { manufacturer: bodyName(product.manufacturer) }))
  if (level !== undefined) page.field(labels.level, fillMessage(labels.levelLowest, { level: messages.levels[level] }))
  const issuedAt = content.issuedAt === undefined ? labels.unknownTime : page.time(content.issuedAt)
  const [validFrom, validUntil] = [page.time(content.validFrom), page.time(content.validUntil)]
  page.field(labels.when, fillMessage(labels.whenIssued, { issuedAt, validFrom, validUntil }))
  page.field(labels.catalogue, printable(`${catalogue.id} ${catalogue.version}`))
  if (accreditations.length === 0) {
    page.field(labels.accreditation, says === 'selfDeclared' ? labels.accreditationNone : labels.accreditationMissing)
  }
  for (const [index, { id, issuer: by, subject }] of accreditations.entries()) {
    const text = fillMessage(labels.accreditationStep, { id, issuer: by, subject })
    page.field(index === 0 ? labels.accreditation : '', text)
  }
}

function writeCounted(page: Page, { assessments }: VerifiedContent, messages: MessageCatalogue): void {
  if (assessments.length === 0) return
  page.blank()
  page.line(messages.labels.assessments, { indent: 2, tone: 'strong' })
  for (const { assessment, party } of assessments) writeAssessment(page, assessment, { messages, party })
}

function writeExcluded(
  page: Page,
  { excluded }: VerifiedContent,
  { messages, own }: { readonly messages: MessageCatalogue; readonly own: string | undefined },
): void {
  if (excluded.length === 0) return
  page.blank()
  page.line(messages.labels.excluded, { indent: 2, tone: 'strong' })
  for (const { assessment, reasons } of excluded) {
    page.line(printable(shortId(assessment.criterion)), { indent: 4 })
    for (const reason of reasons) writeProblem(page, reason, { messages, indent: 6, tone: 'unsure', own })
  }
}
