/** Less than zero: `a` comes before `b`; zero: equal; more: after. */
export type Order = number

/** A bound of an interval: the version, and whether the version itself is inside. */
export interface Bound<V> {
  readonly version: V
  readonly inclusive: boolean
}

/** An interval of a range; a side without bound is open. */
export interface Interval<V> {
  readonly lower?: Bound<V>
  readonly upper?: Bound<V>
}

/** How one VERS type reads and orders versions. One object per type, registered in one table. */
export interface VersionScheme<V> {
  /** The version, or `undefined` where the text is no version of this scheme. Never throws; linear in the text. */
  parse(text: string): V | undefined
  /** The order of two versions, or `undefined` where the scheme does not say which comes first. */
  compare(a: V, b: V): Order | undefined
  /**
   * Whether the scheme's own range rules let an interval have a version that lies between its bounds. A scheme without
   * such rules has none, and order alone decides. It can only narrow.
   */
  admits?(version: V, interval: Interval<V>): boolean
  /** Whether `!=` with this version takes the other one out too, beyond equality. It can only narrow. */
  excludes?(excluded: V, version: V): boolean
}
