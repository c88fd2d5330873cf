import { fail, ok, type Result } from '@trusted-tech/model'

const MAX_LENGTH = 2048
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
/** Names that no public resolver answers: whoever answers is on this machine or beside it. */
const LOCAL_NAMES: readonly string[] = ['localhost', 'local', 'internal', 'home.arpa', 'onion', 'alt']

/**
 * Reads a URL that may be fetched at all; the addresses behind its name are another question.
 *
 * Checks that it is spelled as the WHATWG parser spells it, so that no two parsers can see two hosts in it (no mixed case,
 * backslash, default port, `..`, letters outside of ASCII, numbers that are addresses in disguise); that it is https,
 * without user, password and fragment; and that its host is a name of two labels or more, in A-labels, no address, no
 * trailing dot, and none of the names that mean this machine or its network.
 *
 * @returns the URL, or `URL_FORBIDDEN`
 * @see WHATWG URL Standard, section 4.4 "URL parsing"; RFC 6761, section 6.3 "Domain Name Reservation Considerations for
 * localhost."
 */
export function parseFetchableUrl(text: string): Result<URL> {
  if (text.length > MAX_LENGTH) return forbidden(`at most ${MAX_LENGTH} characters`)
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return forbidden('an absolute https URL')
  }
  if (url.protocol !== 'https:') return forbidden('https')
  if (url.username !== '' || url.password !== '') return forbidden('no user and no password')
  if (url.hash !== '') return forbidden('no fragment')
  if (url.href !== text) return forbidden('the URL as the WHATWG parser spells it')
  // `https://name/?` and `https://a:@name/` parse to nothing where something was written.
  if (text.endsWith('?') || text.endsWith('#')) return forbidden('no empty query or fragment')
  return isPublicName(url.hostname) ? ok(url) : forbidden('a host with a public name, and no address')
}

/** Whether a host is spelled as a public DNS name; what it resolves to is not asked here. */
export function isPublicName(host: string): boolean {
  const labels = host.split('.')
  return (
    host.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    // The last label of a name has a letter; all digits would be an address.
    /[a-z]/.test(labels.at(-1) ?? '') &&
    !LOCAL_NAMES.some((name) => host === name || host.endsWith(`.${name}`))
  )
}

function forbidden(expected: string): Result<never> {
  return fail('URL_FORBIDDEN', '', { expected })
}
