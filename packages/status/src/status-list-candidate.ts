import type { Problem } from '@trusted-tech/model'
import type { StatusList } from './parse-status-list.js'

/** Where a list came from, in the order in which lists of one age are named: trust data, the presenter, the state. */
export const STATUS_LIST_SOURCES = ['bundled', 'stapled', 'remembered'] as const
export type StatusListSource = (typeof STATUS_LIST_SOURCES)[number]

/**
 * A list that might say something about an entry, with its caller's word on whether it is authentic: signed by a key
 * of the issuer that it names. Authentic says nothing about whose list it should be or how old it is.
 */
export type StatusListCandidate =
  | {
      readonly authentic: true
      readonly list: StatusList
      readonly source: StatusListSource
      /** The key that signed it was declared compromised since: it may set bits, and lifts nothing. */
      readonly badNewsOnly?: boolean
    }
  | {
      readonly authentic: false
      /** Why not, for instance `STATUS_ISSUER`, `SIG_INVALID`, or what `parseStatusList` found. */
      readonly problems: readonly [Problem, ...Problem[]]
      readonly source: StatusListSource
    }
