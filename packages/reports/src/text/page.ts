import type { Instant } from '@trusted-tech/model'
import { displayWidth } from './display-width.js'
import { withLocalTime } from './local-time.js'
import { type Palette, PLAIN_PALETTE, type Tone } from './palette.js'
import { wrapText } from './wrap-text.js'

/** How a text is laid out. */
export interface PageOptions {
  /** Columns; 80 where absent, never fewer than 40. */
  readonly width?: number
  readonly palette?: Palette
  /** Minutes that local time is ahead of UTC at a point in time; absent: times are shown in UTC alone. */
  readonly localOffset?: (at: Instant) => number
}

interface LineOptions {
  readonly indent?: number
  readonly tone?: Tone
}

/** Lines of a text report, wrapped, with a label column. Holds what was written; `text` gives it, each line ended. */
export interface Page {
  line(text: string, options?: LineOptions): void
  /** A label in a column of its own, and text that wraps beside it. */
  field(
    label: string,
    text: string,
    options?: LineOptions & { readonly column?: number; readonly labelTone?: Tone },
  ): void
  heading(text: string): void
  /** A line that is never broken, for what scripts read as one line. */
  unbroken(text: string, tone?: Tone): void
  blank(): void
  /** A time as this page shows it: UTC, with local time beside it where that is wanted. */
  time(text: string): string
  text(): string
}

/** An empty page. */
export function createPage({ width = 80, palette = PLAIN_PALETTE, localOffset }: PageOptions = {}): Page {
  const columns = Math.max(40, Math.floor(width))
  const lines: string[] = []
  const toned = (text: string, tone: Tone | undefined) =>
    tone === undefined || text === '' ? text : palette[tone](text)
  return {
    line(text, { indent = 0, tone } = {}) {
      for (const part of wrapText(text, columns - indent)) lines.push(' '.repeat(indent) + toned(part, tone))
    },
    field(label, text, { indent = 2, column = 15, tone, labelTone = 'quiet' } = {}) {
      const parts = wrapText(text, columns - indent - column)
      for (const [index, part] of parts.entries()) {
        const head = index === 0 ? label : ''
        const gap = ' '.repeat(Math.max(head === '' ? 0 : 1, column - displayWidth(head)))
        lines.push(' '.repeat(indent) + toned(head, labelTone) + gap + toned(part, tone))
      }
    },
    heading(text) {
      if (lines.length > 0) lines.push('')
      for (const part of wrapText(text, columns)) lines.push(toned(part, 'strong'))
    },
    unbroken(text, tone) {
      lines.push(toned(text, tone))
    },
    blank() {
      lines.push('')
    },
    time: (text) => withLocalTime(text, localOffset),
    text() {
      return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
    },
  }
}
