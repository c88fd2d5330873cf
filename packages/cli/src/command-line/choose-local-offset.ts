import { type Instant, printable } from '@trusted-tech/model'
import type { Io } from '../io.js'
import { usageError } from './usage.js'

/**
 * How far local time is from UTC, in minutes at a point in time: in the zone that was asked for, or in that of this
 * machine. `undefined` where UTC alone is wanted.
 *
 * Reports compute nothing from it: it stands beside UTC, for people.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID` for a zone that nobody knows
 */
export function chooseLocalOffset(zone: string | undefined, io: Io): ((at: Instant) => number) | undefined {
  if (zone === undefined) return io.localOffset
  if (zone.toUpperCase() === 'UTC') return undefined
  const format = formatFor(zone)
  return (at) => {
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  }
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    throw usageError(`--time-zone ${printable(timeZone)} is no time zone, such as Europe/Berlin`)
  }
}
