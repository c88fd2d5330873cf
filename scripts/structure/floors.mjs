// @ts-check
// The house, as data: which package stands on which floor, and what floors 0-3 may take from outside.
// Imports only ever point down; a sibling on the same floor is never allowed, types included.

/** @typedef {{ package: string, floor: number, imports: readonly string[] }} Room */

const FLOORS_0_2 = ['model', 'proofs', 'status', 'trust']
const FLOORS_0_3 = [...FLOORS_0_2, 'verifier']
const FLOORS_0_4 = [...FLOORS_0_3, 'issuer', 'wallet', 'fetcher']
const FLOORS_0_5 = [...FLOORS_0_4, 'agent', 'reports']
const FLOORS_0_6 = [...FLOORS_0_5, 'store']
const FLOORS_0_7 = [...FLOORS_0_6, 'server', 'web']

/** Every package the house has room for, built or not; `imports` are the workspace packages that it may import. */
export const FLOORS = /** @type {readonly Room[]} */ ([
  { package: 'model', floor: 0, imports: [] },
  { package: 'proofs', floor: 1, imports: ['model'] },
  { package: 'status', floor: 1, imports: ['model'] },
  { package: 'trust', floor: 2, imports: ['model', 'proofs', 'status'] },
  { package: 'verifier', floor: 3, imports: FLOORS_0_2 },
  { package: 'issuer', floor: 4, imports: FLOORS_0_3 },
  { package: 'wallet', floor: 4, imports: FLOORS_0_3 },
  { package: 'fetcher', floor: 4, imports: ['model'] },
  { package: 'agent', floor: 5, imports: FLOORS_0_4 },
  { package: 'reports', floor: 5, imports: ['model'] },
  { package: 'store', floor: 6, imports: FLOORS_0_5 },
  { package: 'server', floor: 7, imports: FLOORS_0_6 },
  { package: 'web', floor: 7, imports: FLOORS_0_6 },
  { package: 'cli', floor: 8, imports: FLOORS_0_7 },
])

/** The pure packages, floors 0-3: no clock, network, file system or randomness of their own. */
export const PURE_PACKAGES = FLOORS.filter((room) => room.floor <= 3).map((room) => room.package)

/** The libraries that each pure package may import at run time. All are pure computation; each has its decision record. */
export const PURE_LIBRARIES = /** @type {Readonly<Record<string, readonly string[]>>} */ ({
  model: [],
  proofs: ['jose', '@noble/curves', '@noble/hashes'],
  status: ['fflate'],
  trust: [],
  verifier: ['packageurl-js'],
})

/** The only Node built-ins that floors 0-3 may import, and only from `src/platform/` behind `#platform`. */
export const PURE_BUILTINS = ['node:crypto', 'node:zlib', 'node:buffer']

/** The one package that may import Veramo. */
export const VERAMO_PACKAGE = 'agent'

/** The one package that opens outgoing connections. */
export const CONNECTING_PACKAGE = 'fetcher'
