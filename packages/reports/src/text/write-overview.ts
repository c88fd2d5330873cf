import { printable, type QuestionReport, type Report, type TrustReport } from '@trusted-tech/model'
import type { MessageCatalogue } from '../message-catalogue.js'
import { fillMessage } from './fill-message.js'
import type { Page } from './page.js'
import { writeProblem } from './write-problem.js'

/** What was verified, what was asked, against which trust data, and who presented it. */
export function writeOverview(page: Page, report: Report, messages: MessageCatalogue, file: string | undefined): void {
  const { labels } = messages
  page.blank()
  if (file !== undefined) page.field(labels.file, printable(file))
  page.field(labels.input, `${report.input.kind}, ${report.input.bytes} bytes, sha256 ${report.input.sha256}`)
  page.field(labels.asked, askedParts(page, report, messages).join('; '))
  if (report.question.allowSample) page.field('', labels.allowSample, { tone: 'unsure' })
  if (report.question.allowUnknownVendor) page.field('', labels.allowUnknownVendor, { tone: 'unsure' })
  page.field(labels.presentation, presenterText(page, report, messages), {
    ...(report.presentation !== undefined && report.presentation.presenter !== 'notChecked'
      ? {}
      : { tone: 'unsure' as const }),
  })
  if (report.problems.length > 0) {
    page.heading(labels.problems)
    for (const problem of report.problems) writeProblem(page, problem, { messages, indent: 2, tone: 'bad' })
  }
}

/** The trust data a verdict rests on: its kind and age, and that rollback was not checked. */
export function writeTrust(page: Page, trust: TrustReport, messages: MessageCatalogue): void {
  const { labels } = messages
  const { version, issuedAt, expires, root, digest } = trust
  page.heading(labels.trust)
  page.line(
    `${fillMessage(labels.trustKind, { kind: trust.trust })} · ${fillMessage(labels.trustRollback, { rollback: trust.rollback })}`,
    { indent: 2 },
  )
  if (trust.trust === 'none') page.line(labels.trustNone, { indent: 2, tone: 'unsure' })
  if (version !== undefined && issuedAt !== undefined && expires !== undefined) {
    page.line(
      fillMessage(labels.trustDetail, { version, issuedAt: page.time(issuedAt), expires: page.time(expires) }),
      { indent: 2 },
    )
  }
  if (root !== undefined) page.line(fillMessage(labels.trustRoot, { root }), { indent: 2 })
  if (digest !== undefined) page.line(fillMessage(labels.trustDigest, { digest }), { indent: 2 })
}

function askedParts(page: Page, { question, now }: Report, { labels }: MessageCatalogue): readonly string[] {
  const parts = [
    fillMessage(question.evaluateAt === now ? labels.askedAtNow : labels.askedAt, {
      at: page.time(question.evaluateAt),
    }),
  ]
  const { product, catalogue, binding } = question satisfies QuestionReport
  if (product?.id !== undefined) parts.push(fillMessage(labels.askedProduct, { value: product.id }))
  if (product?.version !== undefined) parts.push(fillMessage(labels.askedVersion, { value: product.version }))
  for (const value of product?.digests ?? []) parts.push(fillMessage(labels.askedDigest, { value }))
  if (product?.configuration !== undefined) {
    parts.push(fillMessage(labels.askedConfiguration, { value: product.configuration }))
  }
  if (catalogue !== undefined) {
    parts.push(fillMessage(labels.askedCatalogue, { value: `${catalogue.id} ${catalogue.version}` }))
  }
  if (binding !== undefined) {
    parts.push(fillMessage(labels.askedBinding, { kind: binding.kind, audience: binding.audience }))
  }
  if (question.evidence > 0) parts.push(fillMessage(labels.askedEvidence, { count: question.evidence }))
  return parts
}

function presenterText(page: Page, { presentation }: Report, { labels, presenters }: MessageCatalogue): string {
  if (presentation === undefined) return labels.presentedNobody
  const { holder, presenter, binding, audience, expires } = presentation
  const parts: string[] = []
  if (presenter === 'notChecked') parts.push(labels.presentedUnchecked)
  else parts.push(fillMessage(labels.presentedBy, { holder: holder ?? '-', presenter: presenters[presenter] }))
  if (binding !== undefined) {
    parts.push(
      fillMessage(labels.presentedBinding, {
        binding,
        audience: audience ?? '-',
        expires: expires === undefined ? '-' : page.time(expires),
      }),
    )
  }
  return parts.join(' · ')
}
