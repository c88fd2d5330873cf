import {
  CLAIM_TYPES,
  type Claim,
  isJsonObject,
  type JsonObject,
  PROFILE_CONTEXTS,
  type Problem,
  problem,
  VCDM_CONTEXT,
} from '@trusted-tech/model'
import { type Opened, openSecured } from '@trusted-tech/proofs'
import { profileType } from '../checks/structure.js'
import { LIMITS } from '../verify-input.js'

/** One member of `verifiableCredential`: opened, or why not. Unreadable ones count as claims, so that they reject. */
export type Enclosed =
  | { readonly pointer: string; readonly opened: Opened }
  | { readonly pointer: string; readonly problems: readonly [Problem, ...Problem[]] }

export interface ReadPresentation {
  readonly holder: string | undefined
  readonly problems: readonly Problem[]
  readonly claims: readonly Enclosed[]
  readonly supports: readonly { readonly pointer: string; readonly opened: Opened }[]
}

const MEMBERS = new Set(['@context', 'id', 'type', 'holder', 'verifiableCredential', 'binding'])
const ENVELOPE_MEMBERS = new Set(['@context', 'id', 'type'])
const ENVELOPE_PREFIX = 'data:application/vc+jwt,'

/**
 * Reads what a presentation encloses and tells claims from support by type, before anything in it is verified.
 *
 * Each member is an `EnvelopedVerifiableCredential` over a `vc+jwt`, one level deep: a presentation inside a
 * presentation is refused. A claim enclosed twice is refused, or one certificate could be counted as two.
 *
 * @see W3C Verifiable Credentials Data Model v2.0, section 4.13 "Verifiable Presentations"
 */
export function readPresentation(opened: Opened): ReadPresentation {
  const { document } = opened
  const problems: Problem[] = [...shapeProblems(document)]
  const claims: Enclosed[] = []
  const supports: { pointer: string; opened: Opened }[] = []
  const members = document['verifiableCredential']
  const list: readonly unknown[] = Array.isArray(members) ? members : []
  if (list.length > LIMITS.claims + LIMITS.supports) {
    problems.push(
      problem('LIMIT_SIZE', '/verifiableCredential', { expected: `at most ${LIMITS.claims + LIMITS.supports}` }),
    )
    return { holder: holderOf(document), problems, claims, supports }
  }
  const seen = new Set<string>()
  for (const [index, member] of list.entries()) {
    const pointer = `/verifiableCredential/${index}`
    const enclosed = openEnclosed(member, pointer)
    if ('problems' in enclosed) {
      claims.push(enclosed)
      continue
    }
    const type = profileType(enclosed.opened.document)
    if (type !== undefined && !isClaimType(type)) {
      supports.push(enclosed)
      continue
    }
    // The identity of a claim is its id, never the token text: an ECDSA signature has a valid twin.
    const { id } = enclosed.opened.document
    if (typeof id === 'string') {
      if (seen.has(id)) problems.push(problem('CLAIM_DUPLICATE', pointer, { actual: id }))
      seen.add(id)
    }
    claims.push(enclosed)
  }
  if (claims.length > LIMITS.claims || supports.length > LIMITS.supports) {
    problems.push(
      problem('LIMIT_SIZE', '/verifiableCredential', {
        expected: `at most ${LIMITS.claims} claims and ${LIMITS.supports} supports`,
      }),
    )
  }
  return { holder: holderOf(document), problems, claims, supports }
}

function isClaimType(type: string): type is Claim['type'][1] {
  return CLAIM_TYPES.some((claim) => claim === type)
}

function holderOf(document: JsonObject): string | undefined {
  const holder = document['holder']
  return typeof holder === 'string' ? holder : undefined
}

function shapeProblems(document: JsonObject): readonly Problem[] {
  const contexts = document['@context']
  if (!Array.isArray(contexts) || contexts.length !== 2 || contexts.some((one, at) => one !== PROFILE_CONTEXTS[at])) {
    return [problem('CONTEXT_NOT_ALLOWED', '/@context', { expected: 'exactly the contexts of the profile, in order' })]
  }
  const types = document['type']
  if (!Array.isArray(types) || types.length !== 1 || types[0] !== 'VerifiablePresentation') {
    return [problem('TYPE', '/type', { expected: 'VerifiablePresentation' })]
  }
  for (const member in document) {
    if (!MEMBERS.has(member)) return [problem('SCHEMA_INVALID', `/${member}`, { expected: 'no other member' })]
  }
  if (document['id'] !== undefined && typeof document['id'] !== 'string') {
    return [problem('SCHEMA_INVALID', '/id', { expected: 'a text' })]
  }
  if (holderOf(document) === undefined) return [problem('SCHEMA_INVALID', '/holder', { expected: 'a DID' })]
  if (!Array.isArray(document['verifiableCredential']) || document['verifiableCredential'].length === 0) {
    return [problem('NO_USABLE_ASSESSMENT', '/verifiableCredential', { expected: 'at least one credential' })]
  }
  return []
}

function openEnclosed(member: unknown, pointer: string): Enclosed {
  const refuse = (expected: string): Enclosed => ({
    pointer,
    problems: [problem('FORMAT_UNSUPPORTED', pointer, { expected })],
  })
  if (!isJsonObject(member)) return refuse('an EnvelopedVerifiableCredential')
  const { '@context': context, type, id } = member
  if (context !== VCDM_CONTEXT || type !== 'EnvelopedVerifiableCredential' || typeof id !== 'string') {
    return refuse('an EnvelopedVerifiableCredential')
  }
  for (const name in member)
    if (!ENVELOPE_MEMBERS.has(name)) return refuse('an EnvelopedVerifiableCredential and nothing more')
  if (!id.startsWith(ENVELOPE_PREFIX)) return refuse(`${ENVELOPE_PREFIX}…`)
  const opened = openSecured(id.slice(ENVELOPE_PREFIX.length), { maxBytes: LIMITS.listBytes })
  if (!opened.ok) {
    const [first, ...rest] = opened.problems
    const inside = (one: Problem): Problem => ({
      ...one,
      pointer: `${pointer}/id`,
      actual: `${one.pointer} ${one.actual ?? ''}`.trim(),
    })
    return { pointer, problems: [inside(first), ...rest.map(inside)] }
  }
  if (opened.value.kind !== 'credential') return refuse('a credential, not a presentation')
  return { pointer, opened: opened.value }
}
