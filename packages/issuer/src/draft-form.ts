import { CLAIM_TYPES, type ClaimDraft, isJsonObject, joinPointer, type Problem, problem } from '@trusted-tech/model'

const DRAFT_MEMBERS: ReadonlySet<string> = new Set([
  'type',
  'name',
  'description',
  'validFrom',
  'validUntil',
  'product',
  'scheme',
  'statedParty',
  'assessments',
] satisfies (keyof ClaimDraft)[])

/** Members that issuing adds. Written in a draft they would be overruled, and the author would not know. */
const ADDED = {
  product: ['type', 'conformity', 'accreditation'],
  scheme: ['digestSRI'],
  assessment: ['id', 'type', 'principle'],
  evidence: ['id', 'type'],
} as const

/**
 * Holds a draft to the form that composing relies on, because it may come from a file that no type has seen.
 *
 * Checks what is put together or taken apart, and that a draft has no member that would get lost. Everything that is
 * copied as it is, the schema of the credential checks afterwards.
 *
 * @returns `SCHEMA_INVALID` with pointers into the draft
 */
export function draftFormProblems(draft: unknown): readonly Problem[] {
  if (!isJsonObject(draft)) return [invalid('', 'a draft')]
  const unknown = Object.keys(draft).filter((member) => !DRAFT_MEMBERS.has(member))
  const { type, product, scheme, assessments } = draft
  return [
    ...unknown.map((member) => invalid(joinPointer('', member), 'a member of a draft')),
    ...(CLAIM_TYPES.some((known) => known === type) ? [] : [invalid('/type', CLAIM_TYPES.join(' or '))]),
    ...productProblems(product),
    ...schemeProblems(scheme),
    ...listProblems(assessments, '/assessments', 'assessments', assessmentProblems),
  ]
}

function productProblems(product: unknown): readonly Problem[] {
  if (!isJsonObject(product)) return [invalid('/product', 'a product')]
  const { files, digests, exclusions } = product
  return [
    ...addedProblems(product, '/product', ADDED.product),
    ...optionalList(files, '/product/files', 'paths', textProblems),
    ...optionalList(digests, '/product/digests', 'digests', textProblems),
    ...optionalList(exclusions, '/product/exclusions', 'texts by language', objectProblems),
  ]
}

function schemeProblems(scheme: unknown): readonly Problem[] {
  if (!isJsonObject(scheme)) return [invalid('/scheme', 'id and version of a catalogue')]
  return [
    ...addedProblems(scheme, '/scheme', ADDED.scheme),
    ...textProblems(scheme['id'], '/scheme/id'),
    ...textProblems(scheme['version'], '/scheme/version'),
  ]
}

function assessmentProblems(assessment: unknown, pointer: string): readonly Problem[] {
  if (!isJsonObject(assessment)) return [invalid(pointer, 'an assessment')]
  const { criterion, conditions, limitations, evidence } = assessment
  return [
    ...addedProblems(assessment, pointer, ADDED.assessment),
    ...textProblems(criterion, `${pointer}/criterion`),
    ...optionalList(conditions, `${pointer}/conditions`, 'texts by language', objectProblems),
    ...optionalList(limitations, `${pointer}/limitations`, 'texts by language', objectProblems),
    ...optionalList(evidence, `${pointer}/evidence`, 'evidence', evidenceProblems),
  ]
}

function evidenceProblems(evidence: unknown, pointer: string): readonly Problem[] {
  if (!isJsonObject(evidence)) return [invalid(pointer, 'a piece of evidence')]
  const { file } = evidence
  return [
    ...addedProblems(evidence, pointer, ADDED.evidence),
    ...(file === undefined ? [] : textProblems(file, `${pointer}/file`)),
  ]
}

type ItemProblems = (item: unknown, pointer: string) => readonly Problem[]

function listProblems(value: unknown, pointer: string, expected: string, of: ItemProblems): readonly Problem[] {
  if (!Array.isArray(value)) return [invalid(pointer, `a list of ${expected}`)]
  return value.flatMap((item, index) => of(item, `${pointer}/${index}`))
}

function optionalList(value: unknown, pointer: string, expected: string, of: ItemProblems): readonly Problem[] {
  return value === undefined ? [] : listProblems(value, pointer, expected, of)
}

function addedProblems(value: object, pointer: string, added: readonly string[]): readonly Problem[] {
  return added
    .filter((member) => Object.hasOwn(value, member))
    .map((member) => invalid(`${pointer}/${member}`, 'no such member: issuing adds it'))
}

function objectProblems(value: unknown, pointer: string): readonly Problem[] {
  return isJsonObject(value) ? [] : [invalid(pointer, 'texts by language')]
}

function textProblems(value: unknown, pointer: string): readonly Problem[] {
  return typeof value === 'string' ? [] : [invalid(pointer, 'a text')]
}

function invalid(pointer: string, expected: string): Problem {
  return problem('SCHEMA_INVALID', pointer, { expected })
}
