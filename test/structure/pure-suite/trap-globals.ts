import { PURE_PACKAGES } from '../../../scripts/structure/floors.mjs'

/** Files of the pure packages that are shipped; their tests and what is made for tests may do as they like. */
const PURE_FILE = new RegExp(`/packages/(?:${PURE_PACKAGES.join('|')})/src/`)
const TEST_MATERIAL = /\.(?:test|bench)\.ts\b|\/testing\//
/** Neither decides: what a pure package calls in a library, it has done itself. */
const PASSED_OVER = /node_modules\/|\(?node:|<anonymous>|\/pure-suite\/trap-globals\.ts/

/**
 * Whether a pure package asked: the nearest file of this repository on the stack is one that a pure package ships.
 * The test runner needs clocks and timers too, in the same process, so that somebody has to tell them apart.
 */
export function isPureCaller(stack: string): boolean {
  const nearest = stack
    .split('\n')
    .slice(1)
    .find((frame) => !PASSED_OVER.test(frame))
  return nearest !== undefined && PURE_FILE.test(nearest) && !TEST_MATERIAL.test(nearest)
}

/**
 * Randomness that a library mixes into a multiplication by a private scalar, and takes out again, so that its duration
 * tells nothing of the key. No result depends on it, and no verification does it: only making a signer in a browser.
 */
const BLINDING = /\bmulCTBlinded \(.*@noble\/curves\//

function trap(name: string): void {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 200
  const stack = new Error(name).stack ?? ''
  Error.stackTraceLimit = limit
  if (isPureCaller(stack) && !(name === 'crypto.getRandomValues' && BLINDING.test(stack)))
    throw new Error(`a pure package touched ${name}`)
}

/** Puts a trap in front of a function of an object. */
function guard(target: object, names: readonly string[], label: string): void {
  for (const name of names) {
    const original: unknown = Reflect.get(target, name)
    if (typeof original !== 'function') continue
    const guarded = new Proxy(original, {
      apply(callee, self, args) {
        trap(label + name)
        return Reflect.apply(callee as () => unknown, self, args)
      },
      construct(callee, args, newTarget) {
        trap(`new ${label}${name}`)
        return Reflect.construct(callee as () => object, args, newTarget)
      },
    })
    Object.defineProperty(target, name, { value: guarded, configurable: true, writable: true })
  }
}

/** Puts traps in front of every global that the syntax rule names, for the files of one test run. */
export function trapGlobals(): void {
  guard(Date, ['now'], 'Date.')
  guard(Math, ['random'], 'Math.')
  guard(Object.getPrototypeOf(crypto), ['getRandomValues', 'randomUUID'], 'crypto.')
  guard(Object.getPrototypeOf(performance), ['now'], 'performance.')
  guard(
    globalThis,
    ['fetch', 'WebSocket', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'MessageChannel', 'Function'],
    '',
  )
  globalThis.Date = new Proxy(Date, {
    apply(callee, self, args) {
      trap('Date()')
      return Reflect.apply(callee, self, args)
    },
    construct(callee, args: [], newTarget) {
      if (args.length === 0) trap('new Date()')
      return Reflect.construct(callee, args, newTarget)
    },
  })
  const { process } = globalThis
  Object.defineProperty(globalThis, 'process', {
    configurable: true,
    get() {
      trap('process')
      return process
    },
  })
}
