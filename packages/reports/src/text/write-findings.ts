import { type FindingGroup, type PrincipleFinding, printable } from '@trusted-tech/model'
import type { MessageCatalogue } from '../message-catalogue.js'
import { whoSaysSo } from '../who-says-so.js'
import { fillMessage } from './fill-message.js'
import { bodyName, shortId } from './name-of.js'
import type { Page } from './page.js'
import { FINDING_TONES } from './tones.js'

/** One group of findings: certification and declaration are never shown as one. */
export function writeFindings(page: Page, group: FindingGroup, messages: MessageCatalogue): void {
  const { labels } = messages
  const { id: catalogue, version } = group.catalogue
  page.heading(fillMessage(labels.findings, { product: group.product }))
  page.line(fillMessage(labels.findingsUnder, { catalogue, version }), { indent: 2 })
  if (group.attestationType === 'declaration') page.line(messages.whoSays.selfDeclared, { indent: 2, tone: 'unsure' })
  for (const principle of group.principles) writePrinciple(page, group, principle, messages)
}

function writePrinciple(
  page: Page,
  { attestationType }: FindingGroup,
  principle: PrincipleFinding,
  messages: MessageCatalogue,
): void {
  const { labels } = messages
  const { finding, fulfilled, required, level, party, since, issuers } = principle
  const details: string[] = [fillMessage(labels.fulfilled, { fulfilled, required })]
  if (issuers.length > 0) {
    details.unshift(messages.shortWhoSays[whoSaysSo(attestationType, party)])
    if (level !== undefined) details.push(messages.levels[level])
    if (party !== undefined && attestationType === 'certification') details.push(messages.shortParties[party])
    if (since !== undefined) details.push(fillMessage(labels.since, { date: page.time(since) }))
    details.push(fillMessage(labels.by, { issuers: issuers.map(bodyName).join(', ') }))
  }
  page.line(`${printable(shortId(principle.principle))}: ${messages.findings[finding]}`, {
    indent: 2,
    tone: FINDING_TONES[finding],
  })
  page.line(details.join(', '), { indent: 4 })
  for (const { criterion, required: isRequired, results } of principle.criteria) {
    const found = results.length === 0 ? labels.noResult : results.map((result) => messages.results[result]).join(', ')
    page.line(`${printable(shortId(criterion))} (${isRequired ? labels.required : labels.optional}): ${found}`, {
      indent: 4,
    })
  }
}
