import { type Instant, TrustedTechError } from '@trusted-tech/model'

/**
 * To whom a presentation is addressed, and for how long. Exactly one of the three; each has its own members.
 * `expires` counts in whole seconds.
 */
export type PresentationBinding =
  /** A live exchange: the verifier made the nonce. */
  | { readonly kind: 'challenge'; readonly audience: string; readonly nonce: string; readonly expires: Instant }
  /** A file for one reader: a buyer's id or a tender's. */
  | { readonly kind: 'addressed'; readonly audience: string; readonly expires: Instant }
  /** A page: its https origin. */
  | { readonly kind: 'origin'; readonly audience: string; readonly expires: Instant }

const MEMBERS = {
  challenge: ['kind', 'audience', 'nonce', 'expires'],
  addressed: ['kind', 'audience', 'expires'],
  origin: ['kind', 'audience', 'expires'],
} as const satisfies Record<PresentationBinding['kind'], readonly string[]>

/**
 * Refuses a binding that its verifier would refuse, or that says something else than whoever made it meant.
 *
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID`
 */
export function refuseBinding(binding: PresentationBinding, now: Instant): void {
  const { kind, audience, expires } = binding
  if (!Object.hasOwn(MEMBERS, kind)) throw misuse('A presentation is bound by challenge, addressed or origin.')
  const members: readonly string[] = MEMBERS[kind]
  const foreign = Object.keys(binding).find((member) => !members.includes(member))
  if (foreign !== undefined) throw misuse(`A presentation bound by ${kind} has no ${foreign}.`)
  if (!isText(audience)) throw misuse('A presentation needs an audience.')
  if (binding.kind === 'challenge' && !isText(binding.nonce))
    throw misuse('A challenge needs the nonce of the verifier.')
  if (kind === 'origin' && !isHttpsOrigin(audience)) throw misuse('The audience of a page is its https origin.')
  if (!Number.isInteger(expires) || Math.floor(expires / 1000) * 1000 <= now) {
    throw misuse('A presentation expires, at least one whole second after it is made.')
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

const HTTPS_HOST = /^https:\/\/[a-z0-9.-]{1,253}(:[1-9][0-9]{0,4})?$/

/** As a browser writes an origin, and a page compares it: a host name, no default port, nothing behind it. */
function isHttpsOrigin(text: string): boolean {
  return HTTPS_HOST.test(text) && URL.canParse(text) && new URL(text).origin === text
}

function misuse(message: string): TrustedTechError {
  return new TrustedTechError('ERR_ARGUMENT_INVALID', message)
}
