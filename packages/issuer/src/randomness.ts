/** Where an issuer's random choices come from; an argument, so that tests can fix them. */
export interface Randomness {
  /** A version 4 UUID. */
  uuid(): string
  /** An integer in `[0, bound)`, uniform. */
  below(bound: number): number
}

/** The platform's cryptographic generator. */
export const systemRandomness: Randomness = {
  uuid: () => crypto.randomUUID(),
  below(bound) {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) throw new RangeError('bound is 1 to 2^32')
    // Values past the last whole multiple of `bound` are drawn again: a remainder would favour low indexes.
    const limit = 2 ** 32 - (2 ** 32 % bound)
    const drawn = new Uint32Array(1)
    do crypto.getRandomValues(drawn)
    while ((drawn[0] ?? 0) >= limit)
    return (drawn[0] ?? 0) % bound
  },
}
