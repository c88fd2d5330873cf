import { createRequire } from 'node:module'
import { verify } from '@trusted-tech/verifier'
import { verifySync } from '@trusted-tech/verifier/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forge } from '../world/forge.js'
import { ADDRESSED, SAMPLE } from '../world/judge.js'
import { actors, certificate, type Draft, declaration, edited, NOW, present, sign, usualTrust } from '../world/world.js'

const { assessor, stranger, vendor } = actors
const require = createRequire(import.meta.url)
const EVIL = 'https://evil.example/x'

/** Every way of this runtime to the outside, each of which now ends the test. */
const DOORS = {
  net: ['connect', 'createConnection'],
  tls: ['connect'],
  http: ['request', 'get'],
  https: ['request', 'get'],
  http2: ['connect'],
  dgram: ['createSocket'],
  dns: ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveTxt'],
} as const
const opened: string[] = []
const before: (() => void)[] = []

function trap(holder: Draft, name: string, label: string): void {
  const own = holder[name]
  holder[name] = () => {
    opened.push(label)
    throw new Error(`the verifier went out by ${label}`)
  }
  before.push(() => {
    holder[name] = own
  })
}

beforeAll(() => {
  for (const [module, names] of Object.entries(DOORS)) {
    for (const name of names) trap(require(`node:${module}`), name, `${module}.${name}`)
  }
  for (const name of ['lookup', 'resolve']) trap(require('node:dns').promises, name, `dns.promises.${name}`)
  trap(require('node:net').Socket.prototype, 'connect', 'Socket.connect')
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) trap(globalThis, name, name)
})
afterAll(() => {
  for (const restore of before) restore()
})

describe('THREAT-147 THREAT-005 THREAT-055 THREAT-091 no verdict goes to the network', () => {
  it('the trap works', () => {
    expect(() => fetch(EVIL)).toThrow('fetch')
    expect(() => require('node:net').connect(443, 'evil.example')).toThrow('net.connect')
    expect(() => require('node:dns').lookup('evil.example', () => {})).toThrow('dns.lookup')
    opened.length = 0
  })

  const certificateBut = (edit: (document: Draft) => unknown) => edited(edit, certificate())
  it.each<[string, () => Promise<string>]>([
    ['a good certificate', () => sign(certificate(), assessor)],
    ['a declaration', () => sign(declaration(), vendor)],
    [
      'a certificate without lists at hand',
      () =>
        sign(
          certificateBut((one) => (one.credentialStatus[0].statusListCredential = EVIL)),
          assessor,
        ),
    ],
    ['an issuer at another did:web', () => sign(certificate(stranger), stranger)],
    ['a declaration of a did:web', () => sign(declaration(stranger), stranger)],
    ['jku', () => forge({ header: { jku: EVIL }, payload: certificate(), actor: assessor })],
    ['x5u', () => forge({ header: { x5u: EVIL }, payload: certificate(), actor: assessor })],
    [
      'a foreign context',
      () =>
        sign(
          certificateBut((one) => one['@context'].push(EVIL)),
          assessor,
        ),
    ],
    [
      'a foreign schema',
      () =>
        sign(
          certificateBut((one) => (one.credentialSchema.id = EVIL)),
          assessor,
        ),
    ],
    [
      'a foreign catalogue',
      () =>
        sign(
          certificateBut((one) => (one.credentialSubject.conformity.scheme.id = EVIL)),
          assessor,
        ),
    ],
    ['an enclosed address', () => present({ holder: vendor, secured: [], document: { verifiableCredential: [EVIL] } })],
    ['an address in place of the input', async () => EVIL],
  ])('%s', async (_, make) => {
    const input = await make()
    const trust = await usualTrust()
    const question = { ...SAMPLE, binding: ADDRESSED, product: { id: EVIL } }
    const report = verifySync({ input, trust, now: NOW, question })
    expect(await verify({ input, trust, now: NOW, question })).toEqual(report)
    expect(opened).toEqual([])
  })
})
