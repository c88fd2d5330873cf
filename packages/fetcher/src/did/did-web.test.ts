import { fail, ok } from '@trusted-tech/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GuardedFetcher } from '../guarded-fetcher.js'
import { HOST, startServer, type TestServer, testFetcher } from '../testing/world.js'
import { createDidWebResolver } from './create-did-web-resolver.js'
import { didWebUrl } from './did-web-url.js'
import { resolveDidWeb } from './resolve-did-web.js'

const DID = 'did:web:publisher.example'

/** A fetcher that answers from memory, and remembers what it was asked for. */
function answering(answers: (url: string) => unknown) {
  const asked: string[] = []
  const fetcher: GuardedFetcher = {
    async get({ url }) {
      asked.push(url)
      const answer = answers(url)
      if (answer === undefined) return fail('FETCH_STATUS', '', { actual: '404' })
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
      return ok({ bytes: new TextEncoder().encode(text), mediaType: 'application/did+json' })
    },
  }
  return { fetcher, asked }
}

describe('did:web Method Specification, section 2.5.2 "Read (Resolve)"', () => {
  it.each([
    ['did:web:publisher.example', 'https://publisher.example/.well-known/did.json'],
    ['did:web:publisher.example:user:alice', 'https://publisher.example/user/alice/did.json'],
    ['did:web:publisher.example%3A3000', 'https://publisher.example:3000/.well-known/did.json'],
    ['did:web:publisher.example%3A3000:user:alice', 'https://publisher.example:3000/user/alice/did.json'],
    ['did:web:xn--mridian-n1a.example', 'https://xn--mridian-n1a.example/.well-known/did.json'],
  ])('%s is at %s', (did, url) => {
    expect(didWebUrl(did)).toEqual({ ok: true, value: url })
  })

  it.each([
    'did:web:',
    'did:web:publisher',
    'did:web:localhost',
    'did:web:localhost%3A8443',
    'did:web:127.0.0.1',
    'did:web:2130706433',
    'did:web:0x7f.1',
    'did:web:%5B::1%5D',
    'did:web:Publisher.example',
    'did:web:publisher.example.',
    'did:web:рublisher.example',
    'did:web:user@publisher.example',
    'did:web:publisher.example%40evil.example',
    'did:web:publisher.example/evil',
    'did:web:publisher.example\\evil',
    'did:web:publisher.example%2Fevil',
    'did:web:publisher.example%2fevil',
    'did:web:publisher.example:%2F..',
    'did:web:publisher.example:a%2Fb',
    'did:web:publisher.example:a%3Ab',
    'did:web:publisher.example:%2e%2e',
    'did:web:publisher.example:..',
    'did:web:publisher.example:..:..:admin',
    'did:web:publisher.example:.',
    'did:web:publisher.example:.hidden',
    'did:web:publisher.example:',
    'did:web:publisher.example::a',
    'did:web:publisher.example:a:',
    'did:web:publisher.example%3a8443',
    'did:web:publisher.example%3A',
    'did:web:publisher.example%3A0',
    'did:web:publisher.example%3A443',
    'did:web:publisher.example%3A65536',
    'did:web:publisher.example%3A08443',
    'did:web:publisher.example%3A8443%3A8444',
    'did:web:publisher.example%3A8443@evil.example',
    'did:web:publisher.example%253A8443',
    'did:web:publisher.example#key-1',
    'did:web:publisher.example?versionId=1',
    'did:web:publisher.example:a b',
    'did:web:publisher.example:a\n',
    'did:webvh:publisher.example',
    'did:key:z6Mk',
    'DID:web:publisher.example',
    ' did:web:publisher.example',
    '',
    `did:web:publisher.example:${'a'.repeat(600)}`,
  ])('THREAT-143 %j leads elsewhere than it shows, and nothing is asked', async (did) => {
    const { fetcher, asked } = answering(() => ({ id: did }))
    const resolved = await resolveDidWeb({ did, fetcher })
    expect(resolved).toMatchObject({ ok: false, problems: [{ code: 'URL_FORBIDDEN', pointer: '' }] })
    expect(asked).toEqual([])
  })
})

describe('THREAT-143 a document about another DID', () => {
  it.each([
    ['did:web:evil.example', '/id'],
    ['did:web:publisher.example:', '/id'],
    ['did:web:Publisher.example', '/id'],
    ['did:web:publisher.example#', '/id'],
    [undefined, '/id'],
    [null, '/id'],
    [[DID], '/id'],
    [{ '@id': DID }, '/id'],
  ])('id %j: refused', async (id, pointer) => {
    const { fetcher } = answering(() => ({ id, verificationMethod: [] }))
    const resolved = await resolveDidWeb({ did: DID, fetcher })
    expect(resolved).toMatchObject({ ok: false, problems: [{ code: 'DID_DOCUMENT_MISMATCH', pointer }] })
  })

  it.each([
    ['[]', 'DID_DOCUMENT_MISMATCH', ''],
    ['"did:web:publisher.example"', 'DID_DOCUMENT_MISMATCH', ''],
    ['null', 'DID_DOCUMENT_MISMATCH', ''],
    [`{"id":"did:web:evil.example","id":"${DID}"}`, 'JSON_DUPLICATE_KEY', '/id'],
    [`{"id":"${DID}","__proto__":{}}`, 'JSON_FORBIDDEN_KEY', '/__proto__'],
    ['<html>', 'JSON_SYNTAX', ''],
    ['', 'JSON_SYNTAX', ''],
  ])('%s is no document of it', async (text, code, pointer) => {
    const { fetcher } = answering(() => text)
    expect(await resolveDidWeb({ did: DID, fetcher })).toMatchObject({ ok: false, problems: [{ code, pointer }] })
  })

  it('passes on why nothing could be fetched', async () => {
    const { fetcher } = answering(() => undefined)
    expect(await resolveDidWeb({ did: DID, fetcher })).toMatchObject({
      ok: false,
      problems: [{ code: 'FETCH_STATUS' }],
    })
  })
})

describe('THREAT-076 a deactivated did:web', () => {
  it.each([true, 'true', 1, null])('that says deactivated: %j has no document any more', async (deactivated) => {
    const { fetcher } = answering(() => ({ id: DID, deactivated }))
    expect(await resolveDidWeb({ did: DID, fetcher })).toMatchObject({
      ok: false,
      problems: [{ code: 'DID_DEACTIVATED', pointer: '/deactivated' }],
    })
    const { resolve } = createDidWebResolver({ fetcher, now: () => 0 })
    expect(await resolve(DID)).toEqual({
      didResolutionMetadata: { error: 'deactivated', message: 'DID_DEACTIVATED' },
      didDocumentMetadata: { deactivated: true },
      didDocument: null,
    })
  })

  it('deactivated: false is in use', async () => {
    const { fetcher } = answering(() => ({ id: DID, deactivated: false }))
    expect((await resolveDidWeb({ did: DID, fetcher })).ok).toBe(true)
  })
})

describe('THREAT-077 a kept document', () => {
  const clockAt = (start: number) => {
    let at = start
    return { now: () => at, pass: (milliseconds: number) => (at += milliseconds) }
  }

  it('is used for its time and not a moment longer; what was changed is seen then', async () => {
    let version = 1
    const { fetcher, asked } = answering(() => ({ id: DID, version }))
    const clock = clockAt(5)
    const { resolve } = createDidWebResolver({ fetcher, now: clock.now, timeToLiveSeconds: 60 })
    const seen = async () => (await resolve(DID)).didDocument
    expect(await seen()).toEqual({ id: DID, version: 1 })
    version = 2
    clock.pass(59_999)
    expect(await seen()).toEqual({ id: DID, version: 1 })
    expect(asked).toHaveLength(1)
    clock.pass(1)
    expect(await seen()).toEqual({ id: DID, version: 2 })
    expect(asked).toHaveLength(2)
  })

  it('is gone when its time is over and nothing new can be had', async () => {
    let there: unknown = { id: DID }
    const { fetcher } = answering(() => there)
    const clock = clockAt(0)
    const { resolve } = createDidWebResolver({ fetcher, now: clock.now, timeToLiveSeconds: 60 })
    expect((await resolve(DID)).didDocument).toEqual({ id: DID })
    there = undefined
    clock.pass(60_000)
    expect(await resolve(DID)).toEqual({
      didResolutionMetadata: { error: 'notFound', message: 'FETCH_STATUS' },
      didDocumentMetadata: {},
      didDocument: null,
    })
    there = { id: DID }
    expect((await resolve(DID)).didDocument).toEqual({ id: DID })
  })

  it('must match the pin each time, kept or fetched: keys that trust data does not have are no keys', async () => {
    const { fetcher, asked } = answering(() => ({ id: DID, key: 'A' }))
    let pin = 'A'
    const { resolve } = createDidWebResolver({
      fetcher,
      now: () => 0,
      confirm: ({ document }) => (document['key'] === pin ? ok(undefined) : fail('DID_DOCUMENT_MISMATCH', '/key')),
    })
    expect((await resolve(DID)).didDocument).toEqual({ id: DID, key: 'A' })
    pin = 'B'
    expect(await resolve(DID)).toEqual({
      didResolutionMetadata: { error: 'invalidDidDocument', message: 'DID_DOCUMENT_MISMATCH' },
      didDocumentMetadata: {},
      didDocument: null,
    })
    expect(asked).toHaveLength(1)
  })

  it('of many, the oldest goes: memory does not grow with what is asked', async () => {
    const { fetcher, asked } = answering((url) => ({ id: `did:web:${new URL(url).host}` }))
    const { resolve } = createDidWebResolver({ fetcher, now: () => 0 })
    for (let i = 0; i < 257; i++) await resolve(`did:web:n${i}.example`)
    await resolve('did:web:n256.example')
    expect(asked).toHaveLength(257)
    await resolve('did:web:n0.example')
    expect(asked).toHaveLength(258)
  })

  it.each([-1, 3601, Number.NaN, Number.POSITIVE_INFINITY])('cannot be asked to live for %s seconds', (seconds) => {
    const { fetcher } = answering(() => undefined)
    expect(() => createDidWebResolver({ fetcher, now: () => 0, timeToLiveSeconds: seconds })).toThrow(/timeToLive/)
  })

  it('an address that is forbidden is no DID', async () => {
    const { fetcher } = answering(() => undefined)
    const { didResolutionMetadata } = await createDidWebResolver({ fetcher, now: () => 0 }).resolve('did:web:localhost')
    expect(didResolutionMetadata).toEqual({ error: 'invalidDid', message: 'URL_FORBIDDEN' })
  })
})

describe('a did:web over a real connection', () => {
  let server: TestServer
  let did: string
  beforeAll(async () => {
    server = await startServer((request, response) => {
      const found = request.url === '/eu/did.json'
      response.writeHead(found ? 200 : 404, { 'content-type': 'application/did+ld+json' })
      response.end(JSON.stringify({ id: did, verificationMethod: [] }))
    })
    did = `did:web:${HOST}%3A${server.port}:eu`
  })
  afterAll(() => server.close())

  it('resolves', async () => {
    expect(await resolveDidWeb({ did, fetcher: testFetcher() })).toEqual({
      ok: true,
      value: { did, url: server.url('/eu/did.json'), document: { id: did, verificationMethod: [] } },
    })
  })

  it('is not there', async () => {
    const other = await resolveDidWeb({ did: `${did}x`, fetcher: testFetcher() })
    expect(other).toMatchObject({ ok: false, problems: [{ code: 'FETCH_STATUS', actual: '404' }] })
  })
})
