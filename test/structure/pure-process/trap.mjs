// @ts-check
// Makes a process in which everything a pure package must not touch throws, and remembers that it was touched: a trap
// that the code under test catches and swallows is still seen. Imported first, before any package is loaded.
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { deserialize, serialize } from 'node:v8'

const require = createRequire(import.meta.url)
const fs = require('node:fs')
const { readFileSync, statSync, writeSync } = fs

// Node opens these on first use, over the modules that are trapped below: open them now, so that it can report an error.
void process.stderr
void process.stdout

/** What the parent process sent. */
export const received = deserialize(readFileSync(0))
// Node 20 judges the next path by the kind of file it last looked at: after a pipe it no longer follows the workspace's
// symbolic links, and a package would be loaded twice. A look at a folder mends it.
statSync('.')

/** @type {string[]} */
const touched = []

/** @param {string} name @returns {(...ignored: unknown[]) => never} */
const trap = (name) =>
  function trapped() {
    touched.push(name)
    throw new Error(`a pure package touched ${name}`)
  }

/** @param {object} target @param {readonly string[]} names @param {string} label */
function trapMembers(target, names, label) {
  for (const name of names) {
    if (name in target)
      Object.defineProperty(target, name, { value: trap(`${label}${name}`), configurable: true, writable: true })
  }
}

/** @param {readonly string[]} names globals that throw as soon as they are read */
function trapGlobals(names) {
  for (const name of names) {
    Object.defineProperty(globalThis, name, { get: trap(name), configurable: true })
  }
}

const RealDate = Date
const dateTraps = /** @type {ProxyHandler<DateConstructor>} */ ({
  apply: trap('Date()'),
  construct(target, args, newTarget) {
    if (args.length === 0) trap('new Date()')()
    return Reflect.construct(target, args, newTarget)
  },
  get: (target, name) => (name === 'now' ? trap('Date.now') : Reflect.get(target, name)),
})

trapMembers(Math, ['random'], 'Math.')
trapMembers(Object.getPrototypeOf(globalThis.crypto), ['getRandomValues', 'randomUUID'], 'crypto.')
trapMembers(Object.getPrototypeOf(globalThis.crypto.subtle), ['generateKey'], 'crypto.subtle.')
trapMembers(RealDate.prototype, ['getTimezoneOffset', 'getHours', 'toLocaleString'], 'Date.prototype.')
const crypto = require('node:crypto')
trapMembers(
  crypto,
  [
    'randomBytes',
    'randomUUID',
    'randomInt',
    'randomFill',
    'randomFillSync',
    'generateKeyPair',
    'generateKeyPairSync',
    'generateKeySync',
  ],
  'node:crypto ',
)
const NETWORK = ['net', 'tls', 'http', 'https', 'http2', 'dns', 'dns/promises', 'dgram']
for (const name of [...NETWORK, 'child_process', 'worker_threads']) {
  const builtin = require(`node:${name}`)
  trapMembers(
    builtin,
    Object.keys(builtin).filter((key) => typeof builtin[key] === 'function'),
    `node:${name} `,
  )
}
Object.defineProperty(globalThis, 'Date', { value: new Proxy(RealDate, dateTraps), configurable: true, writable: true })
trapGlobals(
  `fetch WebSocket EventSource XMLHttpRequest setTimeout setInterval setImmediate clearTimeout queueMicrotask performance
   process navigator localStorage BroadcastChannel MessageChannel`.split(/\s+/),
)
syncBuiltinESMExports()

/** Shuts the file system too: called once everything is loaded. */
export function shutFiles() {
  for (const builtin of [fs, fs.promises]) {
    const names = Object.entries(builtin).filter(
      ([name, member]) => typeof member === 'function' && /^[a-z]/.test(name),
    )
    trapMembers(
      builtin,
      names.map(([name]) => name),
      'node:fs ',
    )
  }
  syncBuiltinESMExports()
}

/** Sends the answer to the parent process, with everything that was touched. @param {unknown} answer */
export function send(answer) {
  const bytes = serialize({ answer, touched })
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at)
}
