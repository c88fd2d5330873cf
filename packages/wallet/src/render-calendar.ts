import { encodeUtf8, formatInstant, type Instant, printable } from '@trusted-tech/model'
import { sha256Hex } from '@trusted-tech/proofs'
import type { DueItem, DueKind } from './find-due.js'

const TITLES = {
  claim: 'Certificate or declaration lapses',
  surveillance: 'Surveillance is due',
  mandate: 'Mandate ends',
  accreditation: 'Accreditation lapses',
  membership: 'Membership lapses',
  statusList: 'Status list goes stale',
} as const satisfies Record<DueKind, string>

const LINE_OCTETS = 75

/**
 * Writes what is due as an iCalendar file, for any calendar program: one event for each item, at its time, in UTC.
 *
 * The UID of an event is made from what lapses alone, so that importing a later file moves an event and does not double
 * it. Names come from credentials: they are escaped, and lose control and bidirectional characters.
 *
 * @param options.now the time of making, for `DTSTAMP`
 * @returns lines of at most 75 octets, each ended by CRLF; `undefined` without items, because a calendar has at least one
 * event
 * @example
 * ```ts
 * const text = renderCalendar({ items: await findDue({ store, now, withinDays: 90 }), now })
 * ```
 * @see RFC 5545, section 3.1 "Content Lines", section 3.6.1 "Event Component"
 */
export function renderCalendar(options: {
  readonly items: readonly DueItem[]
  readonly now: Instant
}): string | undefined {
  const { items, now } = options
  if (items.length === 0) return undefined
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//trusted-tech.example//wallet//EN',
    'CALSCALE:GREGORIAN',
    ...items.flatMap((item) => eventOf(item, now)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

function eventOf({ kind, at, id, about, name, missing }: DueItem, now: Instant): readonly string[] {
  const summary = `${TITLES[kind]}: ${printable(name ?? about)}`
  const description = [
    `Of ${printable(about)}`,
    `Credential ${printable(id)}`,
    ...(missing ? ['No such list is at hand.'] : []),
  ]
  return [
    'BEGIN:VEVENT',
    `UID:${sha256Hex(encodeUtf8(`${kind}\n${id}\n${about}`)).slice(0, 40)}@trusted-tech.example`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(at)}`,
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(description.join('\n'))}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** `20261124T210000Z`: whole seconds, which is as fine as a calendar is. */
function utc(at: Instant): string {
  return `${formatInstant(at).slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

/** RFC 5545, section 3.3.11 "Text". */
function escapeText(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')
}

/** RFC 5545, section 3.1: a long line goes on after CRLF and a space, and never inside a character. */
function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = encodeUtf8(character).length
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}
