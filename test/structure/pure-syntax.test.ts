import { describe, expect, it } from 'vitest'
import { findImpurities } from '../../scripts/structure/pure-syntax.mjs'

const rulesOf = (text: string, platform = false) =>
  findImpurities({ file: 'canary.ts', text, platform }).map((one) => one.rule)

/** Sources that a pure package may not contain, with the rule that must name them. */
const CANARIES: readonly (readonly [source: string, rule: string])[] = [
  ['fetch("https://a.example")', 'global'],
  ['globalThis.fetch("https://a.example")', 'global'],
  ['globalThis["fet" + "ch"]()', 'global'],
  ['window.fetch()', 'global'],
  ['const { fetch: get } = globalThis; get()', 'global'],
  ['const get = fetch', 'global'],
  ['export const lookUp = { fetch }', 'global'],
  ['export { fetch }', 'global'],
  ['export default fetch', 'global'],
  ['declare const fetch: (url: string) => void; fetch("a")', 'global'],
  ['declare global { var clock: () => number } clock()', 'global'],
  ['new XMLHttpRequest()', 'global'],
  ['new WebSocket("wss://a.example")', 'global'],
  ['new EventSource("https://a.example")', 'global'],
  ['navigator.sendBeacon("https://a.example")', 'global'],
  ['process.env.HOME', 'global'],
  ['typeof process === "object"', 'global'],
  ['setTimeout(() => {}, 1)', 'global'],
  ['setInterval(() => {}, 1)', 'global'],
  ['setImmediate(() => {})', 'global'],
  ['queueMicrotask(() => {})', 'global'],
  ['performance.now()', 'global'],
  ['const { random } = Math', 'global'],
  ['Math.random()', 'global'],
  ['Math["random"]()', 'global'],
  ['[Math].map((m) => m.floor(1))', 'global'],
  ['crypto.getRandomValues(new Uint8Array(1))', 'global'],
  ['crypto["randomUUID"]()', 'global'],
  ['const c = crypto', 'global'],
  ['crypto.subtle.generateKey("Ed25519", true, [])', 'member'],
  ['export const f = (c: Crypto) => c.getRandomValues(new Uint8Array(1))', 'member'],
  ['export const f = ({ randomUUID }: Crypto) => randomUUID', 'member'],
  ['eval("1")', 'global'],
  ['new Function("return process")()', 'global'],
  ['export const f = (() => 1).constructor("return process")()', 'member'],
  ['require("node:fs")', 'global'],
  ['new Intl.DateTimeFormat().format()', 'global'],
  ['console.log("x")', 'global'],
  ['localStorage.getItem("x")', 'global'],
  ['Buffer.from("x")', 'global'],
  ['new Date()', 'clock'],
  ['new Date', 'clock'],
  ['new Date(...[])', 'clock'],
  ['Date()', 'clock'],
  ['Date.now()', 'clock'],
  ['Date["now"]()', 'clock'],
  ['Date?.now?.()', 'clock'],
  ['const D = Date; D.now()', 'clock'],
  ['const { now } = Date', 'clock'],
  ['export const f = (clock = Date.now) => clock()', 'clock'],
  ['[Date].map((D) => new D())', 'clock'],
  ['class Clock extends Date {}', 'clock'],
  ['new Date(2026, 1)', 'zone'],
  ['export const f = (d: Date) => d.getHours()', 'member'],
  ['export const f = (a: string, b: string) => a.localeCompare(b)', 'member'],
  ['import { readFileSync } from "node:fs"; readFileSync("x")', 'builtin'],
  ['import fs from "fs"; fs.x', 'builtin'],
  ['export * from "node:net"', 'builtin'],
  ['export const f = () => import("node:http")', 'builtin'],
  ['import fs = require("fs"); fs.x', 'builtin'],
  ['export const f = (name: string) => import(name)', 'dynamic-import'],
  ['new URL("x", import.meta.url)', 'import-meta'],
]

describe('the wall that globals can break', () => {
  for (const [source, rule] of CANARIES) {
    it(`refuses ${source}`, () => {
      expect(rulesOf(source)).toContain(rule)
    })
  }

  it('refuses randomness behind platform too, and built-ins that are not imported by name', () => {
    expect(rulesOf(`import { randomBytes } from 'node:crypto'; randomBytes(1)`, true)).toEqual(['member'])
    expect(rulesOf(`import * as crypto from 'node:crypto'; crypto.createHash('x')`, true)).toEqual(['builtin'])
    expect(rulesOf(`import { createHash } from 'node:crypto'; createHash('x'); Buffer.from('x')`, true)).toEqual([])
  })

  it('leaves alone what is pure', () => {
    const pure = `
      import type { KeyObject } from 'node:crypto'
      import { other } from './other.js'
      declare const brand: unique symbol
      export type Fetch = typeof fetch
      export interface Branded { readonly [brand]: true; fetch: string; process(): void }
      export const instant = (text: string) => new Date(text)
      export const time = Date.UTC(2026, 0) + Date.parse('2026-01-01T00:00:00Z')
      export const isDate = (value: unknown): value is Date => value instanceof Date
      export const lazy = () => import('jose/key/import')
      export const near = Math.min(1, Number.MAX_SAFE_INTEGER, other(undefined))
      export const check = (key: KeyObject) => crypto.subtle.verify('Ed25519', key as never, new Uint8Array(1), new Uint8Array(1))
      export function schedule(options: { fetch: () => void; Date: { now(): number } }) {
        const { fetch, Date } = options
        fetch()
        loop: for (const name of ['process']) { if (name === '') break loop }
        return Date.now()
      }
      const setTimeout = { fetch: 1 }
      export { setTimeout, setTimeout as performance }
      export { process } from './other.js'`
    expect(findImpurities({ file: 'pure.ts', text: pure })).toEqual([])
  })

  it('says where', () => {
    const [found] = findImpurities({ file: 'a.ts', text: '\nexport const t = Date.now()\n' })
    expect(found).toEqual({ rule: 'clock', file: 'a.ts', line: 2, found: 'Date.now', why: expect.any(String) })
  })
})
