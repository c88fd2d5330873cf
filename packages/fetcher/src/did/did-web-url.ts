import { fail, ok, type Result } from '@trusted-tech/model'
import { isPublicName, parseFetchableUrl } from '../parse-fetchable-url.js'

const MAX_LENGTH = 512
/** Letters that a URL keeps as they are, and no percent: an escape could be a slash, a colon, or a way up. */
const SEGMENT = /^[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}$/

/**
 * The URL at which the document of a did:web is.
 *
 * Checks that the DID has one spelling and can lead to no other host, port or folder than it shows: a public name in lower
 * case, a port as `%3A` in the first part alone, path segments without escapes, `.`, `..` and nothing empty.
 *
 * @returns the URL, or `URL_FORBIDDEN`
 * @example
 * didWebUrl('did:web:assessor.example%3A8443:eu') // https://assessor.example:8443/eu/did.json
 * @see did:web Method Specification, section 2.5.2 "Read (Resolve)"
 */
export function didWebUrl(did: string): Result<string> {
  if (did.length > MAX_LENGTH || !did.startsWith('did:web:')) return forbidden('a did:web of at most 512 characters')
  const [authority = '', ...segments] = did.slice('did:web:'.length).split(':')
  const [host = '', port, ...more] = authority.split('%3A')
  if (more.length > 0 || !isPublicName(host)) return forbidden('a public name in lower case')
  // 443 is the port of https without being said: with it, one document would have two DIDs.
  if (port !== undefined && (!/^[1-9][0-9]{0,4}$/.test(port) || Number(port) > 65_535 || port === '443')) {
    return forbidden('a port from 1 to 65535, and not 443')
  }
  if (!segments.every((segment) => SEGMENT.test(segment))) return forbidden('path segments of letters, digits, - . _ ~')
  const path = segments.length === 0 ? '.well-known' : segments.join('/')
  const url = parseFetchableUrl(`https://${host}${port === undefined ? '' : `:${port}`}/${path}/did.json`)
  return url.ok ? ok(url.value.href) : url
}

function forbidden(expected: string): Result<never> {
  return fail('URL_FORBIDDEN', '', { expected })
}
