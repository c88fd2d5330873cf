import type { LookupAddress } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import type { LookupFunction } from 'node:net'
import { fail, ok, printable, type Result } from '@trusted-tech/model'
import type { Fetched } from './guarded-fetcher.js'

const MAX_HEADER_BYTES = 16_384

/**
 * One GET over a connection of its own to one of the given addresses.
 *
 * The name in the URL is what the certificate must be for; it is not resolved again (THREAT-142).
 */
export function exchange(options: {
  readonly url: URL
  readonly addresses: readonly LookupAddress[]
  readonly mediaTypes: readonly string[]
  readonly maxBytes: number
  /** Milliseconds in which nothing may come. */
  readonly idle: number
  readonly signal: AbortSignal
  readonly authority?: string
}): Promise<Result<Fetched>> {
  const { url, addresses, mediaTypes, maxBytes, idle, signal, authority } = options
  if (signal.aborted) return Promise.resolve(fail('FETCH_TIMEOUT'))
  // An agent of our own: the global one takes proxies from the environment where Node is told to, and shares connections.
  const agent = new Agent({ keepAlive: false, maxCachedSessions: 0 })
  return new Promise((settle) => {
    const call = request({
      method: 'GET',
      agent,
      host: url.hostname,
      servername: url.hostname,
      port: url.port === '' ? 443 : Number(url.port),
      path: `${url.pathname}${url.search}`,
      headers: {
        accept: mediaTypes.join(', '),
        'accept-encoding': 'identity',
        'user-agent': 'trusted-tech',
        connection: 'close',
      },
      lookup: pinnedLookup(addresses),
      // Said aloud because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment changes what Node does unasked.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      maxHeaderSize: MAX_HEADER_BYTES,
      insecureHTTPParser: false,
      ...(authority === undefined ? {} : { ca: authority }),
    })
    const finish = (result: Result<Fetched>): void => {
      signal.removeEventListener('abort', onAbort)
      settle(result)
      call.destroy()
      agent.destroy()
    }
    const onAbort = () => finish(fail('FETCH_TIMEOUT'))
    signal.addEventListener('abort', onAbort)

    let phase: Phase = 'connecting'
    call.on('socket', (socket) => {
      // From the first moment on, connecting included. An answer that drips in resets it; the deadline ends that one.
      socket.setTimeout(idle, () => finish(fail('FETCH_TIMEOUT', '', { expected: `something within ${idle} ms` })))
      socket.on('connect', () => {
        phase = 'securing'
        if (addresses.some(({ address }) => address === socket.remoteAddress)) return
        finish(fail('URL_FORBIDDEN', '', { expected: 'a connection to an address that was checked' }))
      })
      socket.on('secureConnect', () => {
        phase = 'secure'
      })
    })
    call.on('error', (error: NodeJS.ErrnoException) => finish(faultOf(error, phase)))
    call.on('response', (response) => {
      const refused = refuseHead(response, { mediaTypes, maxBytes })
      if (refused !== undefined) finish(refused)
      else readBody(response, { maxBytes, finish })
    })
    call.end()
  })
}

/** Node asks this in place of a resolver: for all addresses when it may try them in turn, otherwise for one. */
function pinnedLookup(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, { all }, callback) => {
    if (all === true) return callback(null, [...addresses])
    const [first] = addresses
    if (first === undefined) return callback(new Error('no address'), '', 0)
    callback(null, first.address, first.family)
  }
}

type Phase = 'connecting' | 'securing' | 'secure'

/** What went wrong, told by how far it came: the texts of errors are the platform's, and name addresses. */
function faultOf({ code }: NodeJS.ErrnoException, phase: Phase): Result<never> {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return fail('LIMIT_SIZE', '', { expected: `at most ${MAX_HEADER_BYTES} bytes of headers` })
  }
  if (code?.startsWith('HPE_')) return fail('FETCH_CONTENT', '', { expected: 'an answer in HTTP/1.1' })
  const lost = code === 'ECONNRESET' || code === 'EPIPE'
  if (phase === 'securing' && !lost) {
    return fail('FETCH_TLS', '', {
      expected: 'a certificate for this name that is in force and trusted',
      actual: printable(code ?? 'unknown', { maxLength: 64 }),
    })
  }
  return fail('FETCH_UNREACHABLE', '', {
    expected: phase === 'secure' ? 'a whole answer' : 'a connection',
    ...(code === undefined ? {} : { actual: printable(code, { maxLength: 64 }) }),
  })
}

/** Everything that status and headers can be refused for, before a byte of the body is looked at. */
function refuseHead(
  { statusCode = 0, headers }: IncomingMessage,
  { mediaTypes, maxBytes }: { readonly mediaTypes: readonly string[]; readonly maxBytes: number },
): Result<never> | undefined {
  // A redirect would be a second URL of somebody's choice (THREAT-141). Where it leads is not told either.
  if (statusCode >= 300 && statusCode < 400) return fail('FETCH_REDIRECT', '', { actual: String(statusCode) })
  if (statusCode !== 200) return fail('FETCH_STATUS', '', { expected: '200', actual: String(statusCode) })
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return fail('FETCH_CONTENT', '', {
      expected: 'no content encoding',
      actual: printable(encoding, { maxLength: 64 }),
    })
  }
  const transfer = headers['transfer-encoding']
  if (transfer !== undefined && transfer.toLowerCase() !== 'chunked') {
    return fail('FETCH_CONTENT', '', {
      expected: 'no transfer encoding but chunked',
      actual: printable(transfer, { maxLength: 64 }),
    })
  }
  const mediaType = mediaTypeOf(headers['content-type'])
  if (!mediaTypes.includes(mediaType)) {
    return fail('FETCH_CONTENT', '', {
      expected: mediaTypes.join(' or '),
      actual: mediaType === '' ? 'no media type' : printable(mediaType, { maxLength: 64 }),
    })
  }
  if (Number(headers['content-length'] ?? 0) > maxBytes) return tooLarge(maxBytes)
  return undefined
}

function readBody(
  response: IncomingMessage,
  { maxBytes, finish }: { readonly maxBytes: number; readonly finish: (result: Result<Fetched>) => void },
): void {
  const chunks: Uint8Array[] = []
  let length = 0
  response.on('data', (chunk: Uint8Array) => {
    length += chunk.length
    if (length > maxBytes) finish(tooLarge(maxBytes))
    else chunks.push(chunk)
  })
  const cut = () => finish(fail('FETCH_UNREACHABLE', '', { expected: 'a whole answer' }))
  response.on('error', cut)
  response.on('end', () => {
    if (!response.complete) return cut()
    const mediaType = mediaTypeOf(response.headers['content-type'])
    finish(ok({ bytes: new Uint8Array(Buffer.concat(chunks, length)), mediaType }))
  })
}

/** The type without its parameters: what they say about the text's encoding, its reader must decide anyway. */
function mediaTypeOf(header = ''): string {
  return (header.split(';', 1)[0] ?? '').trim().toLowerCase()
}

function tooLarge(maxBytes: number): Result<never> {
  return fail('LIMIT_SIZE', '', { expected: `at most ${maxBytes} bytes` })
}
