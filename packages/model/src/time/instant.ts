declare const instant: unique symbol

/** A point in time: milliseconds since 1970-01-01T00:00:00Z, an integer. Made by `parseInstant` or `instantFromMilliseconds`. */
export type Instant = number & { readonly [instant]: true }
