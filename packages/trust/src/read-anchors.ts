import { fail, isJsonObject, ok, parseJson, type Result } from '@trusted-tech/model'
import { ANCHORS_PATH } from './trust-paths.js'

const MAX_ANCHORS = 256
const DID = /^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/

/**
 * Reads `anchors.json`: `{"anchors": [DID, …]}`, at least one, each once.
 *
 * @returns the DIDs; or `BUNDLE_FORMAT`, or a code of `parseJson`, with the path in `about`
 */
export function readAnchors(bytes: Uint8Array): Result<readonly string[]> {
  const refuse = (pointer: string, expected: string) =>
    fail('BUNDLE_FORMAT', pointer, { expected, about: ANCHORS_PATH })
  const json = parseJson(bytes, { maxBytes: 64 * 1024 })
  if (!json.ok) {
    const [{ code, pointer }] = json.problems
    return fail(code, pointer, { about: ANCHORS_PATH })
  }
  if (!isJsonObject(json.value) || Object.keys(json.value).join() !== 'anchors')
    return refuse('', 'the member anchors only')
  const { anchors } = json.value
  if (!Array.isArray(anchors) || anchors.length === 0 || anchors.length > MAX_ANCHORS) {
    return refuse('/anchors', `one to ${MAX_ANCHORS} DIDs`)
  }
  for (const [position, did] of anchors.entries()) {
    if (typeof did !== 'string' || did.length > 512 || !DID.test(did)) return refuse(`/anchors/${position}`, 'a DID')
    if (anchors.indexOf(did) !== position) return refuse(`/anchors/${position}`, 'each DID once')
  }
  return ok(Object.freeze(anchors as readonly string[]))
}
