import { type ClaimDraft, decodeUtf8, type JsonPointer, parseJson } from '@trusted-tech/model'
import { MAX_DRAFT_BYTES, MAX_DRAFT_DEPTH } from './draft-limits.js'
import { type JsonPlaces, locateJson } from './locate-json.js'
import { nearestLine, type SourcedDraft } from './sourced-draft.js'

/** Codes whose pointer does not say where the fault is: the text could not be read as far as there. */
const WITHOUT_POINTER: ReadonlySet<string> = new Set(['JSON_SYNTAX', 'LIMIT_DEPTH'])

/**
 * Reads one draft from JSON, strictly: no duplicate names, nothing that loses information. Never throws on bad input.
 *
 * Lines are looked for when a problem is told, and cost nothing otherwise.
 *
 * @param options.line of the file, where the draft begins
 */
export function readJsonDraft(options: {
  readonly file: string
  readonly line: number
  readonly bytes: Uint8Array
}): SourcedDraft {
  const { file, line, bytes } = options
  let places: JsonPlaces | undefined
  const locate = (): JsonPlaces => {
    const text = bytes.length > MAX_DRAFT_BYTES ? undefined : decodeUtf8(bytes)
    places ??= text?.ok ? locateJson(text.value) : { lines: new Map() }
    return places
  }
  const lineOf = (pointer: JsonPointer) => line - 1 + nearestLine(locate().lines, pointer, 1)
  const parsed = parseJson(bytes, { maxBytes: MAX_DRAFT_BYTES, maxDepth: MAX_DRAFT_DEPTH })
  if (parsed.ok) return { file, line, draft: { ok: true, value: parsed.value as unknown as ClaimDraft }, lineOf }
  const [first] = parsed.problems
  const fault = WITHOUT_POINTER.has(first.code) ? locate().fault : undefined
  if (fault === undefined) return { file, line, draft: parsed, lineOf }
  const draft = { ok: false, problems: [{ ...first, pointer: fault.pointer }] } as const
  return { file, line, draft, lineOf: () => line - 1 + fault.line }
}
