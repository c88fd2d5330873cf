/** Of one draft as JSON or YAML. A claim has 65,536 bytes at most; paths, white space and comments come on top. */
export const MAX_DRAFT_BYTES = 262_144

/** As deep as `parseJson` reads. */
export const MAX_DRAFT_DEPTH = 32

/** Of a CSV file, which is held in memory: the rows of one product may stand anywhere in it. */
export const MAX_CSV_BYTES = 16 * 1024 * 1024
export const MAX_CSV_COLUMNS = 200
export const MAX_CSV_ROW_CHARACTERS = 65_536
