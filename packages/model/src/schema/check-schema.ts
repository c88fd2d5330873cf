import { PROFILE_CONTEXTS, VCDM_CONTEXT } from '../credential/constants.js'
import { type Fault, lastFault, VALIDATORS } from '../generated/validators.js'
import { isJsonObject, type Json } from '../json/json.js'
import { resolvePointer } from '../json/json-pointer.js'
import type { ReasonCode } from '../reason-codes.js'
import { type Problem, problem } from '../result.js'
import { describeJson } from './describe-json.js'
import type { SchemaType } from './schema-reference.js'

/** Definitions whose failure is a fact of its own. */
const CODE_OF_DEFINITION: Readonly<Record<string, ReasonCode>> = {
  instant: 'DATE_MALFORMED',
  statusListIndex: 'STATUS_INDEX',
  did: 'URL_FORBIDDEN',
  didUrl: 'URL_FORBIDDEN',
  httpsUrl: 'URL_FORBIDDEN',
  catalogueItem: 'URL_FORBIDDEN',
}

/**
 * Holds a document to the schema of its type, with the validators that were compiled from the published schemas.
 *
 * Checks: exactly the members that the type has, each of the right JSON type and form (identifiers, URLs, digests,
 * dates by shape, status entries), one subject, bounded lengths. A fault in `@context` or `type` is reported first.
 * Does not check: that dates exist in the calendar (`parseInstant`), sorting, duplicates and other rules of the JSON
 * form (`checkJsonForm`), that `credentialSchema` names this schema (`checkSchemaReference`), and nothing about trust.
 *
 * @returns no problem for a valid document, else the first one: `SCHEMA_INVALID`, or where the fact has a name of its
 *   own `CONTEXT_NOT_ALLOWED`, `TYPE`, `DATE_MALFORMED`, `URL_FORBIDDEN`, `STATUS_REQUIRED`, `STATUS_TYPE`,
 *   `STATUS_PURPOSE`, `STATUS_INDEX`. A missing member is reported at the object it is missing from.
 * @example
 * checkSchema('ConformityCertificate', {})[0] // { code: 'CONTEXT_NOT_ALLOWED', pointer: '', expected: … }
 * @see specification, section 3.1 "Fields of a certificate or declaration"
 */
export function checkSchema(type: SchemaType, document: Json): readonly Problem[] {
  const validate = VALIDATORS[type]
  if (validate(document)) return []
  const fault = lastFault()
  if (!isJsonObject(document)) {
    return [problem('SCHEMA_INVALID', '', { expected: 'an object', actual: describeJson(document) })]
  }
  const header = wrongContext(type, document['@context']) ?? wrongType(type, document['type'])
  if (header !== undefined) return [header]
  if (fault === undefined) return [problem('SCHEMA_INVALID')]
  return [statusProblem(document, fault) ?? general(document, fault)]
}

function wrongContext(type: SchemaType, found: Json | undefined): Problem | undefined {
  const expected = type === 'BitstringStatusListCredential' ? [VCDM_CONTEXT] : PROFILE_CONTEXTS
  return wrongList('CONTEXT_NOT_ALLOWED', '@context', expected, found)
}

function wrongType(type: SchemaType, found: Json | undefined): Problem | undefined {
  const expected = type === 'VerifiablePresentation' ? [type] : ['VerifiableCredential', type]
  return wrongList('TYPE', 'type', expected, found)
}

function wrongList(code: ReasonCode, member: string, expected: readonly string[], found: Json | undefined) {
  const text = JSON.stringify(expected)
  if (found === undefined) return problem(code, '', { expected: `${member} ${text}`, actual: describeJson(found) })
  const pointer = `/${member}`
  if (!Array.isArray(found)) return problem(code, pointer, { expected: text, actual: describeJson(found) })
  const length = Math.max(expected.length, found.length)
  for (let index = 0; index < length; index++) {
    if (found[index] === expected[index]) continue
    const at = index < found.length ? `${pointer}/${index}` : pointer
    return problem(code, at, { expected: text, actual: describeJson(found[index]) })
  }
  return undefined
}

/** What is wrong in `credentialStatus` is looked at by what the entry claims to be, whatever the schema met first. */
function statusProblem(document: Json, fault: Fault): Problem | undefined {
  const pointer = '/credentialStatus'
  if (!fault.pointer.startsWith(pointer)) {
    if (fault.keyword !== 'required' || fault.pointer !== '' || !fault.expected.endsWith(' credentialStatus'))
      return undefined
    return problem('STATUS_REQUIRED', '', { expected: fault.expected, actual: 'nothing' })
  }
  const entries = resolvePointer(document, pointer)
  if (!Array.isArray(entries) || entries.length === 0) {
    return problem('STATUS_REQUIRED', pointer, {
      expected: 'the entries for revocation and for suspension',
      actual: describeJson(entries),
    })
  }
  for (const [index, entry] of entries.entries()) {
    const type = isJsonObject(entry) ? entry['type'] : undefined
    if (type === 'BitstringStatusListEntry') continue
    const at = isJsonObject(entry) && type !== undefined ? `${pointer}/${index}/type` : `${pointer}/${index}`
    return problem('STATUS_TYPE', at, { expected: 'BitstringStatusListEntry', actual: describeJson(type ?? entry) })
  }
  const purposes = entries.map((entry) => (isJsonObject(entry) ? entry['statusPurpose'] : undefined))
  for (const [index, expected] of ['revocation', 'suspension'].entries()) {
    if (index >= entries.length) {
      return fault.keyword === 'minItems'
        ? problem('STATUS_REQUIRED', pointer, { expected: `an entry for ${expected}`, actual: describeJson(entries) })
        : undefined
    }
    if (purposes[index] === expected) continue
    const at = purposes[index] === undefined ? `${pointer}/${index}` : `${pointer}/${index}/statusPurpose`
    return problem('STATUS_PURPOSE', at, { expected, actual: describeJson(purposes[index]) })
  }
  return undefined
}

function general(document: Json, fault: Fault): Problem {
  const found = resolvePointer(document, fault.pointer)
  const code = codeOf(fault, found)
  const actual = fault.keyword === 'required' ? 'nothing' : describeJson(found)
  return problem(code, fault.pointer, { expected: fault.expected, actual })
}

function codeOf(fault: Fault, found: Json | undefined): ReasonCode {
  const code = CODE_OF_DEFINITION[fault.definition]
  if (code === undefined) {
    return fault.keyword === 'pattern' && typeof found === 'string' && /^(?:[a-z]+:\/\/|did:)/i.test(found)
      ? 'URL_FORBIDDEN'
      : 'SCHEMA_INVALID'
  }
  // A URL that is no text at all is a fault of the schema; a date or an index has one name for every fault.
  return code === 'URL_FORBIDDEN' && typeof found !== 'string' ? 'SCHEMA_INVALID' : code
}
