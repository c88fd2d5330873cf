import { existsSync } from 'node:fs'
import { addDays, type Instant, parseDuration, printable } from '@trusted-tech/model'
import type { PresentationBinding } from '@trusted-tech/wallet'
import { usageError } from '../command-line/usage.js'
import { readDate } from '../desk/read-date.js'
import type { WalletCall } from './wallet-call.js'

/**
 * The binding that the flags name: with a nonce an answer to a challenge, with an origin for a page, else addressed.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID`
 */
export function readBinding(flags: WalletCall['flags'], now: Instant): PresentationBinding {
  const { audience, nonce, origin } = flags
  const expires = readExpiry(flags.expires, now)
  if (origin !== undefined) {
    if (audience !== undefined || nonce !== undefined) {
      throw usageError('--origin stands alone: a presentation has one binding, so leave out --audience and --nonce')
    }
    return { kind: 'origin', audience: origin, expires }
  }
  if (audience === undefined) {
    throw usageError('--audience A is needed: whom it is for; or --origin URL, for a page')
  }
  return nonce === undefined
    ? { kind: 'addressed', audience, expires }
    : { kind: 'challenge', audience, nonce, expires }
}

function readExpiry(text: string | undefined, now: Instant): Instant {
  if (text === undefined) throw usageError('--expires T is needed: a presentation without an end is never good')
  const days = parseDuration(text)
  const expires = days.ok ? addDays(now, days.value) : readDate('expires', text)
  if (expires <= now) throw usageError(`--expires ${printable(text)} is not later than now`)
  return expires
}

/** A file that is there is somebody's: it is not replaced. */
export function refuseExisting(path: string, flag: string): void {
  if (existsSync(path)) throw usageError(`${flag} ${printable(path)} exists; name another file, or remove it first`)
}
