import type { DraftOutcome, IssuedState } from '@trusted-tech/issuer'
import { printable } from '@trusted-tech/model'
import type { Page } from '@trusted-tech/reports'

/** A draft's outcome, and the file that its credential was written to. */
export interface WrittenOutcome {
  readonly outcome: DraftOutcome
  readonly path?: string
  /** Of one that was issued before: how it stands now. */
  readonly standing?: IssuedState
}

/**
 * The lines of a draft that was not issued: `file:line pointer CODE: what was expected`, as editors read them. Also of one
 * that was issued before and is good no more: whoever issues it again should know.
 */
export function problemLines({ outcome, standing = 'good' }: WrittenOutcome): readonly string[] {
  if (outcome.state === 'known' && standing !== 'good') {
    const again = standing === 'revoked' ? '; --idempotency-key KEY issues it again' : ''
    return [
      `${printable(outcome.file)}:${outcome.line} was issued before, and is ${standing}: ${outcome.record.id}${again}`,
    ]
  }
  if (outcome.state !== 'refused' && outcome.state !== 'inFlight') return []
  const problems = outcome.state === 'refused' ? outcome.problems : []
  const at = `${printable(outcome.file)}:`
  if (problems.length === 0) return [`${at}${outcome.line} ${outcome.error.code}: ${outcome.error.message}`]
  return problems.map(({ line, pointer, code, expected, actual, about }) => {
    const facts = [
      ...(expected === undefined ? [] : [`expected ${printable(expected)}`]),
      ...(actual === undefined ? [] : [`found ${printable(actual)}`]),
      ...(about === undefined ? [] : [`in ${printable(about)}`]),
    ]
    return `${at}${line} ${pointer === '' ? '-' : printable(pointer)} ${code}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}`
  })
}

/** An outcome for scripts. The credential itself is in it where no file has it. */
export function outcomeJson({ outcome, path, standing }: WrittenOutcome) {
  const { file, line, state } = outcome
  const at = { file, line, state }
  if ('record' in outcome) {
    const { id, type, subject, issuedAt, secured } = outcome.record
    const facts = { ...at, id, type, subject, issuedAt, ...(standing === undefined ? {} : { standing }) }
    return { ...facts, ...(path === undefined ? { credential: secured } : { path }) }
  }
  if (outcome.state === 'refused') {
    const { code, message } = outcome.error
    return { ...at, error: { code, message }, problems: outcome.problems.map(({ file: _file, ...one }) => one) }
  }
  return outcome.state === 'inFlight'
    ? { ...at, error: { code: outcome.error.code, message: outcome.error.message } }
    : at
}

/** What was issued, a block for a few and a count for many. */
export function writeIssued(page: Page, { outcome, path }: WrittenOutcome): void {
  if (!('record' in outcome)) return
  const { id, type, subject } = outcome.record
  page.line(`${outcome.state === 'issued' ? 'Issued' : 'Issued before, and on record'}: ${type}`, { tone: 'strong' })
  page.field('about', printable(subject))
  page.field('id', id)
  if (path !== undefined) page.field('file', printable(path))
}
