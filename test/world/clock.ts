import { type Instant, parseInstant } from '@trusted-tech/model'

/** The clock of every test: nothing reads another. */
export const NOW = at('2026-11-01T12:00:00Z')
/** When the alliance signed what it says of others. */
export const EARLY = at('2026-02-01T00:00:00Z')
/** When certificates are signed, unless a test says otherwise. */
export const SIGNED_AT = at('2026-10-01T08:00:00Z')
/** The same as the claim `iat`, for tokens that are forged. */
export const IAT = Math.floor(SIGNED_AT / 1000)

export function at(text: string): Instant {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new Error(`not a time: ${text}`)
  return parsed.value
}
