import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createFetcher } from '../create-fetcher.js'
import type { FetcherOptions } from '../guarded-fetcher.js'
import { makeCertificate, type TestCertificate } from './certificate.js'

/** The host that test servers are. */
export const HOST = 'publisher.example'
/** The only authority that test fetchers trust. */
export const AUTHORITY = makeCertificate({})
const CERTIFICATE = makeCertificate({ host: HOST, issuer: AUTHORITY })

export interface TestServer {
  readonly port: number
  readonly requests: readonly IncomingMessage[]
  url(path?: string): string
  close(): Promise<void>
}

/** A real HTTPS server on loopback. */
export async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  certificate: TestCertificate = CERTIFICATE,
): Promise<TestServer> {
  const requests: IncomingMessage[] = []
  const server = createServer(certificate, (request, response) => {
    requests.push(request)
    response.on('error', () => {})
    answer(request, response)
  })
  server.on('clientError', () => {})
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    port,
    requests,
    url: (path = '/list.json') => `https://${HOST}:${port}${path}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

/** A fetcher for which loopback is a public address, and the names are told. */
export function testFetcher(options: FetcherOptions & { readonly addresses?: readonly string[] } = {}) {
  const { addresses = ['127.0.0.1'], ...limits } = options
  return createFetcher({
    ...limits,
    lookup: async () => addresses.map((address) => ({ address, family: 4 as const })),
    admits: (address) => address === '127.0.0.1',
    authority: AUTHORITY.cert,
  })
}

export const JSON_REQUEST = { mediaTypes: ['application/json'], maxBytes: 1000 } as const

/** Answers with JSON. */
export function json(value: unknown, headers: Readonly<Record<string, string>> = {}) {
  return (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
  }
}
