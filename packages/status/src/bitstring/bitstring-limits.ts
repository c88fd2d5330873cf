/**
 * The least number of entries of a list, for herd privacy: in a shorter one an entry says too much about its holder.
 *
 * @see Bitstring Status List v1.0, section 6.1 "Revocation Bitstring Length"
 */
export const MIN_LIST_ENTRIES = 131_072

/** The most entries that are issued, and that are read unless the caller allows more: 128 KiB of bits. */
export const MAX_LIST_ENTRIES = 1_048_576

/** {@link MIN_LIST_ENTRIES} in bytes. */
export const MIN_LIST_BYTES = MIN_LIST_ENTRIES / 8

/** {@link MAX_LIST_ENTRIES} in bytes. */
export const MAX_LIST_BYTES = MAX_LIST_ENTRIES / 8
