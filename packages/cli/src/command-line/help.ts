import { createPage, type PageOptions } from '@trusted-tech/reports'
import type { AnyCommand, FlagTable } from './command.js'
import { COMMON_FLAGS } from './parse-flags.js'

const FLAG_COLUMN = 27

/** The help of one command: usage, flags, notes, examples. */
export function commandHelp(command: AnyCommand, options: PageOptions): string {
  const page = createPage(options)
  page.line(`tta ${command.name} ${command.usage}`, { tone: 'strong' })
  page.blank()
  page.line(command.summary)
  page.heading('Flags')
  const flags: FlagTable = { ...(command.flags as FlagTable), ...COMMON_FLAGS }
  for (const [name, flag] of Object.entries(flags)) {
    const label = flag.kind === 'switch' ? `--${name}` : `--${name} ${flag.value}${flag.many === true ? ' …' : ''}`
    page.field(label, flag.help, { column: FLAG_COLUMN, labelTone: 'strong' })
  }
  for (const note of command.notes ?? []) {
    page.blank()
    page.line(note)
  }
  page.heading('Examples')
  for (const { line, does } of command.examples) {
    page.line(does, { indent: 2, tone: 'quiet' })
    page.line(line, { indent: 4 })
  }
  return page.text()
}

/** The help of `tta` itself. */
export function programHelp(
  commands: Readonly<Record<string, { readonly summary: string }>>,
  options: PageOptions,
): string {
  const page = createPage(options)
  page.line('tta COMMAND [flags]', { tone: 'strong' })
  page.blank()
  page.line(
    'Trusted tech credentials on the command line: issue, hold, present and verify conformity credentials. Verification never opens a connection. Independent of any alliance or company.',
  )
  page.heading('Commands')
  for (const [name, { summary }] of Object.entries(commands)) {
    page.field(name, summary, { column: 12, labelTone: 'strong' })
  }
  page.heading('Flags')
  page.field('--help', 'this help; tta COMMAND --help for a command', { column: 12, labelTone: 'strong' })
  page.field('--version', 'the version', { column: 12, labelTone: 'strong' })
  page.field('--json', 'with every command: one JSON object on standard output', { column: 12, labelTone: 'strong' })
  page.heading('Exit codes')
  page.line('0 accepted or done, 1 rejected, 2 usage, 3 indeterminate, 4 a file cannot be read or written,', {
    indent: 2,
  })
  page.line('5 accepted but the policy is not satisfied. Of many files the worst, in the order 4, 1, 3, 5, 0.', {
    indent: 2,
  })
  page.heading('Examples')
  page.line('tta verify certificate.jwt --bundle trust --root root.jwk', { indent: 4 })
  page.line('tta explain STATUS_STALE', { indent: 4 })
  return page.text()
}
