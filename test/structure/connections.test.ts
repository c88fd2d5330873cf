import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findConnections, findTlsOptOuts } from '../../scripts/structure/connections.mjs'

const connections = (text: string) => findConnections({ file: 'canary.ts', text }).map(({ found }) => found)
const optOuts = (text: string, shipped = true) =>
  findTlsOptOuts({ file: 'canary.ts', text, shipped }).map(({ found }) => found)

describe('the wall around the one package that connects', () => {
  it.each([
    'fetch("https://a.example")',
    'const get = fetch',
    'export const x = { fetch }',
    'export { fetch }',
    'globalThis.fetch("https://a.example")',
    'globalThis["fetch"]("https://a.example")',
    'globalThis["fet" + "ch"]()',
    'const { fetch: get } = globalThis; get()',
    'const { ...all } = globalThis; all',
    'const g = globalThis; g',
    'window.fetch()',
    'self.fetch()',
    'new WebSocket("wss://a.example")',
    'new EventSource("https://a.example")',
    'new XMLHttpRequest()',
    'navigator.sendBeacon("https://a.example")',
    'process.getBuiltinModule("node:net")',
    'process.binding("tcp_wrap")',
    'const { getBuiltinModule } = process; getBuiltinModule',
  ])('catches %s', (source) => {
    expect(connections(source)).not.toEqual([])
  })

  it('leaves alone what opens none', () => {
    const quiet = `
      import { fetcher } from './fetcher.js'
      export type Fetch = typeof fetch
      export interface Has { fetch(): void }
      export const f = (options: { fetch: () => void }) => options.fetch()
      export const g = ({ fetch }: { fetch: () => void }) => fetch()
      export const env = process.env, { platform } = process
      export const there = typeof window === 'object' || typeof fetch === 'function'
      fetcher.get({ url: 'https://a.example' })`
    expect(connections(quiet)).toEqual([])
  })

  it('says where', () => {
    expect(findConnections({ file: 'a.ts', text: '\nexport const x = fetch("a")' })).toEqual([
      { rule: 'connection', file: 'a.ts', line: 2, found: 'fetch', why: expect.any(String) },
    ])
  })
})

describe('THREAT-145 a certificate that proves nothing', () => {
  it.each([
    'request({ rejectUnauthorized: false })',
    'request({ "rejectUnauthorized": false })',
    'request({ rejectUnauthorized: 0 })',
    'request({ rejectUnauthorized: !strict })',
    'request({ rejectUnauthorized })',
    'options.rejectUnauthorized = false',
    'options["rejectUnauthorized"] = false',
    'request({ checkServerIdentity: () => undefined })',
    'request({ checkServerIdentity() { return undefined } })',
    'request({ insecureHTTPParser: true })',
  ])('%s is caught in every file, tests included', (source) => {
    expect(optOuts(source, false)).not.toEqual([])
    expect(optOuts(source, true)).not.toEqual([])
  })

  it.each(['process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"', 'process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0"'])(
    '%s is caught where it is shipped',
    (source) => {
      expect(optOuts(source)).not.toEqual([])
    },
  )

  it('what insists on certificates passes', () => {
    expect(optOuts('request({ rejectUnauthorized: true, insecureHTTPParser: false })')).toEqual([])
    expect(optOuts('// rejectUnauthorized: false would be wrong\nexport const x = 1')).toEqual([])
  })

  it('no script of the repository switches certificates off either', () => {
    const packages = readdirSync('packages').map((name) => `packages/${name}/package.json`)
    for (const path of ['.ci/run', '.npmrc', 'package.json', ...packages]) {
      expect(readFileSync(path, 'utf8'), path).not.toMatch(/TLS_REJECT|strict-ssl|use-openssl-ca/)
    }
  })
})
