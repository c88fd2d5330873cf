import { formatInstant, type Instant, instantFromMilliseconds, parseInstant } from '@trusted-tech/model'

const MINUTE = 60_000

/**
 * A time as UTC with the local time beside it, with its offset, so that neither can be taken for the other and no
 * reader has to guess on which day something ends (THREAT-078).
 *
 * UTC alone where local time is the same, where nobody asked for it, or where the text is no time.
 */
export function withLocalTime(text: string, localOffset: ((at: Instant) => number) | undefined): string {
  if (localOffset === undefined) return text
  const instant = parseInstant(text)
  if (!instant.ok) return text
  const offset = Math.trunc(localOffset(instant.value))
  if (offset === 0 || !Number.isFinite(offset)) return text
  const shifted = formatInstant(instantFromMilliseconds(instant.value + offset * MINUTE))
  return `${text} = ${shifted.slice(0, -1)}${offsetText(offset)}`
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
