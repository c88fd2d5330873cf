import https from 'node:https'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { createFetcher } from './create-fetcher.js'
import { createGuardedFetcher } from './create-guarded-fetcher.js'
import * as entry from './index.js'
import { makeCertificate } from './testing/certificate.js'
import { AUTHORITY, HOST, JSON_REQUEST, json, startServer, type TestServer, testFetcher } from './testing/world.js'

const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

async function serve(...of: Parameters<typeof startServer>): Promise<TestServer> {
  const server = await startServer(...of)
  opened.push(server.close)
  return server
}

/** A server that speaks no HTTP of its own. */
async function serveRaw(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    onConnection(socket)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  opened.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((done) => server.close(done))
  })
  return (server.address() as { readonly port: number }).port
}

const code = (result: Awaited<ReturnType<ReturnType<typeof testFetcher>['get']>>) =>
  result.ok ? 'ok' : result.problems[0].code

describe('the guarded fetcher', () => {
  it('fetches over HTTPS: the exact bytes, one GET without credentials, cookies or compression', async () => {
    const server = await serve(
      json({ a: 'ä' }, { 'content-type': 'Application/JSON; charset=utf-8', 'set-cookie': 'a=b' }),
    )
    const fetched = await testFetcher().get({ url: server.url('/a?b=c'), ...JSON_REQUEST })
    expect(fetched).toEqual({
      ok: true,
      value: { bytes: new TextEncoder().encode('{"a":"ä"}'), mediaType: 'application/json' },
    })
    await testFetcher().get({ url: server.url('/a?b=c'), ...JSON_REQUEST })
    expect(server.requests.map(({ method, url }) => [method, url])).toEqual([
      ['GET', '/a?b=c'],
      ['GET', '/a?b=c'],
    ])
    expect(Object.keys(server.requests[1]?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ])
    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity')
  })

  it.each([0, 1.5, Number.NaN, 2 ** 31])('throws for a limit of %s: that is the caller’s mistake', async (limit) => {
    expect(() => createGuardedFetcher({ deadlineMilliseconds: limit })).toThrow(/deadlineMilliseconds/)
    const request = { url: `https://${HOST}/`, mediaTypes: ['application/json'], maxBytes: limit }
    await expect(testFetcher().get(request)).rejects.toThrow(/maxBytes/)
  })

  it('throws for media types that are none', async () => {
    const request = { url: `https://${HOST}/`, maxBytes: 1 }
    await expect(testFetcher().get({ ...request, mediaTypes: [] })).rejects.toThrow(/mediaTypes/)
    await expect(testFetcher().get({ ...request, mediaTypes: ['a/b\r\nx: y'] })).rejects.toThrow(/mediaTypes/)
  })

  it('says that nothing listens, and that a name does not resolve', async () => {
    const port = await serveRaw(() => {})
    await opened.pop()?.()
    const refused = await testFetcher().get({ url: `https://${HOST}:${port}/`, ...JSON_REQUEST })
    expect(code(refused)).toBe('FETCH_UNREACHABLE')
    const lost = createFetcher({ lookup: async () => Promise.reject(new Error('ENOTFOUND')), admits: () => true })
    expect(code(await lost.get({ url: `https://${HOST}/`, ...JSON_REQUEST }))).toBe('FETCH_UNREACHABLE')
    expect(code(await testFetcher({ addresses: [] }).get({ url: `https://${HOST}/`, ...JSON_REQUEST }))).toBe(
      'FETCH_UNREACHABLE',
    )
  })

  it('of several addresses tries the next where one does not answer', async () => {
    const server = await serve(json({}))
    const fetcher = createFetcher({
      lookup: async () => ['127.0.0.3', '127.0.0.2', '127.0.0.1'].map((address) => ({ address, family: 4 })),
      admits: () => true,
      authority: AUTHORITY.cert,
    })
    expect(code(await fetcher.get({ url: server.url(), ...JSON_REQUEST }))).toBe('ok')
  })

  it.each([404, 410, 500, 204, 206])('refuses status %s, even with a body of the right kind', async (status) => {
    const server = await serve((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? undefined : '{}')
    })
    const result = await testFetcher().get({ url: server.url(), ...JSON_REQUEST })
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'FETCH_STATUS', pointer: '', actual: `${status}` }] })
  })

  it('takes no proxy from the environment, which is the global agent’s to read', async () => {
    const server = await serve(json({}))
    const before = https.globalAgent
    const used: unknown[] = []
    https.globalAgent = new https.Agent()
    https.globalAgent.createConnection = (...asked: unknown[]) => {
      used.push(asked)
      throw new Error('the global agent was used')
    }
    try {
      expect(code(await testFetcher().get({ url: server.url(), ...JSON_REQUEST }))).toBe('ok')
      expect(used).toEqual([])
    } finally {
      https.globalAgent = before
    }
  })
})

describe('THREAT-141 a redirect to an internal host', () => {
  it.each([301, 302, 303, 307, 308, 300, 304])('is not followed: status %s', async (status) => {
    const inside = await serve(json({ secret: true }))
    const server = await serve((_request, response) => {
      response.writeHead(status, { location: inside.url('/secret'), 'content-type': 'application/json' }).end('{}')
    })
    const result = await testFetcher().get({ url: server.url(), ...JSON_REQUEST })
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'FETCH_REDIRECT', pointer: '' }] })
    expect(inside.requests).toEqual([])
    expect(JSON.stringify(result)).not.toContain('secret')
  })

  it('nor is a refresh header or a Link', async () => {
    const inside = await serve(json({}))
    const server = await serve(json({}, { refresh: `0; url=${inside.url()}`, link: `<${inside.url()}>; rel=preload` }))
    expect(code(await testFetcher().get({ url: server.url(), ...JSON_REQUEST }))).toBe('ok')
    expect(inside.requests).toEqual([])
  })
})

describe('THREAT-142 a name that changes between check and connection', () => {
  it('is resolved once: the connection goes to the address that was checked', async () => {
    const server = await serve(json({ from: 'checked' }))
    const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.3']
    const asked: string[] = []
    const fetcher = createFetcher({
      lookup: async (host) => {
        asked.push(host)
        return [{ address: answers[asked.length - 1] ?? '', family: 4 }]
      },
      admits: (address) => address === '127.0.0.1',
      authority: AUTHORITY.cert,
    })
    expect(code(await fetcher.get({ url: server.url(), ...JSON_REQUEST }))).toBe('ok')
    expect(asked).toEqual([HOST])
    // The second look gets the second answer, and it is checked again.
    const second = await fetcher.get({ url: server.url(), ...JSON_REQUEST })
    expect(second).toMatchObject({ ok: false, problems: [{ code: 'URL_FORBIDDEN', pointer: '' }] })
    expect(server.requests).toHaveLength(1)
  })

  it.each([
    [['127.0.0.1', '10.0.0.1']],
    [['10.0.0.1', '127.0.0.1']],
    [
      [
        '127.0.0.1',
        '127.0.0.1',
        '127.0.0.1',
        '127.0.0.1',
        '127.0.0.1',
        '127.0.0.1',
        '127.0.0.1',
        '127.0.0.1',
        '10.0.0.1',
      ],
    ],
  ])('is refused as a whole for one address inside: %j', async (addresses) => {
    const server = await serve(json({}))
    const result = await testFetcher({ addresses }).get({ url: server.url(), ...JSON_REQUEST })
    expect(code(result)).toBe('URL_FORBIDDEN')
    expect(JSON.stringify(result)).not.toContain('10.0.0.1')
    expect(server.requests).toEqual([])
  })

  it('gets no connection when it resolves only after the deadline', async () => {
    const server = await serve(json({}))
    let answer = (_: { address: string; family: number }[]) => {}
    const fetcher = createFetcher({
      deadlineMilliseconds: 50,
      lookup: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
      admits: () => true,
      authority: AUTHORITY.cert,
    })
    expect(code(await fetcher.get({ url: server.url(), ...JSON_REQUEST }))).toBe('FETCH_TIMEOUT')
    answer([{ address: '127.0.0.1', family: 4 }])
    // A connection would have been asked for within this turn; another request shows that the server is there.
    expect(code(await testFetcher().get({ url: server.url('/after'), ...JSON_REQUEST }))).toBe('ok')
    expect(server.requests.map(({ url }) => url)).toEqual(['/after'])
  })
})

describe('THREAT-144 an answer that is too much', () => {
  it('a body without end is cut at the limit', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) {}
      }
      response.on('drain', pour)
      pour()
    })
    const result = await testFetcher().get({ url: server.url(), ...JSON_REQUEST })
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'LIMIT_SIZE', pointer: '' }] })
  })

  it('10 GB are refused by what the header says, before a byte is read', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': `${10 * 1024 ** 3}` })
      response.flushHeaders()
    })
    expect(code(await testFetcher().get({ url: server.url(), ...JSON_REQUEST }))).toBe('LIMIT_SIZE')
  })

  it('the limit is exact', async () => {
    const server = await serve(json('x'.repeat(98)))
    const sized = (maxBytes: number) => testFetcher().get({ url: server.url(), ...JSON_REQUEST, maxBytes })
    expect(code(await sized(100))).toBe('ok')
    expect(code(await sized(99))).toBe('LIMIT_SIZE')
  })

  it('a slow drip ends at the deadline, however steady', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    })
    const started = performance.now()
    const fetcher = testFetcher({ deadlineMilliseconds: 400, idleMilliseconds: 200 })
    expect(code(await fetcher.get({ url: server.url(), ...JSON_REQUEST }))).toBe('FETCH_TIMEOUT')
    expect(performance.now() - started).toBeLessThan(3_000)
  })

  it.each(['headers', 'a connection', 'the end'])(
    'a server that never sends %s is left when nothing comes',
    async (what) => {
      const server =
        what === 'a connection'
          ? {
              url: (
                (port) => () =>
                  `https://${HOST}:${port}/`
              )(await serveRaw(() => {})),
            }
          : await serve((_request, response) => {
              if (what === 'the end') response.writeHead(200, { 'content-type': 'application/json' }).write('{')
            })
      const fetcher = testFetcher({ deadlineMilliseconds: 60_000, idleMilliseconds: 100 })
      expect(code(await fetcher.get({ url: server.url(), ...JSON_REQUEST }))).toBe('FETCH_TIMEOUT')
    },
  )

  it.each(['gzip', 'br', 'deflate', 'x-gzip', 'identity, gzip', 'zstd', 'GZIP'])(
    'a bomb in content encoding %s is not inflated',
    async (encoding) => {
      const bomb = gzipSync(Buffer.alloc(10_000_000))
      const server = await serve((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(bomb)
      })
      const result = await testFetcher().get({ url: server.url(), ...JSON_REQUEST, maxBytes: 50_000 })
      expect(result).toMatchObject({ ok: false, problems: [{ code: 'FETCH_CONTENT', pointer: '' }] })
    },
  )

  it.each(['text/html', 'application/jsonx', 'application/json, text/html', '', 'text/html; application/json'])(
    'content type %j is not what was asked for',
    async (type) => {
      const server = await serve(json({}, { 'content-type': type }))
      const result = await testFetcher().get({ url: server.url(), ...JSON_REQUEST })
      expect(result).toMatchObject({ ok: false, problems: [{ code: 'FETCH_CONTENT', pointer: '' }] })
    },
  )

  it('headers without end', async () => {
    const server = await serve(json({}, { 'x-long': 'x'.repeat(20_000) }))
    expect(code(await testFetcher().get({ url: server.url(), ...JSON_REQUEST }))).toBe('LIMIT_SIZE')
  })

  it('a body that is cut on the way is no answer', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '10' })
      response.write('{"a":', () => response.destroy())
    })
    expect(code(await testFetcher().get({ url: server.url(), ...JSON_REQUEST }))).toBe('FETCH_UNREACHABLE')
  })

  it('what is no HTTP is no answer', async () => {
    const server = await serve((request) => {
      request.socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n')
    })
    expect(code(await testFetcher().get({ url: server.url(), ...JSON_REQUEST }))).toBe('FETCH_CONTENT')
  })
})

describe('THREAT-145 a server that does not prove its name', () => {
  const DAY = 86_400_000
  const stranger = makeCertificate({})
  it.each([
    [
      'expired',
      makeCertificate({ host: HOST, issuer: AUTHORITY, from: Date.now() - 9 * DAY, until: Date.now() - DAY }),
    ],
    [
      'not yet in force',
      makeCertificate({ host: HOST, issuer: AUTHORITY, from: Date.now() + DAY, until: Date.now() + 9 * DAY }),
    ],
    ['self-signed', makeCertificate({ host: HOST })],
    ['of another name', makeCertificate({ host: 'other.example', issuer: AUTHORITY })],
    ['of a name that begins the same', makeCertificate({ host: `${HOST}.evil.example`, issuer: AUTHORITY })],
    ['of an authority that nobody trusts', makeCertificate({ host: HOST, issuer: stranger })],
  ])('%s: refused, also when the environment says otherwise', async (_title, certificate) => {
    const server = await serve(json({}), certificate)
    const get = () => testFetcher().get({ url: server.url(), ...JSON_REQUEST })
    expect(await get()).toMatchObject({ ok: false, problems: [{ code: 'FETCH_TLS', pointer: '' }] })
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      expect(code(await get())).toBe('FETCH_TLS')
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
    }
    expect(server.requests).toEqual([])
  })

  it('plain HTTP where HTTPS should be, and an http URL', async () => {
    const port = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{}'))
    expect(code(await testFetcher().get({ url: `https://${HOST}:${port}/`, ...JSON_REQUEST }))).toBe('FETCH_TLS')
    expect(code(await testFetcher().get({ url: `http://${HOST}:${port}/`, ...JSON_REQUEST }))).toBe('URL_FORBIDDEN')
  })

  it('the public entry trusts what Node trusts and admits no loopback: it has no way to say otherwise', async () => {
    expect(Object.keys(entry).sort()).toEqual([
      'createDidWebResolver',
      'createGuardedFetcher',
      'didWebUrl',
      'resolveDidWeb',
    ])
    const options = { lookup: async () => [{ address: '127.0.0.1', family: 4 }], admits: () => true }
    const result = await createGuardedFetcher(options as never).get({
      url: 'https://nowhere.invalid/',
      ...JSON_REQUEST,
    })
    // Never forbidden, never answered: the system was asked for the name, however it says that there is none.
    expect(['FETCH_UNREACHABLE', 'FETCH_TIMEOUT']).toContain(code(result))
  })
})
