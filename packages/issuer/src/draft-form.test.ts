import { type ClaimDraft, parseJson } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftFormProblems } from './draft-form.js'
import { readDraft } from './read-draft.js'
import { certificateDraft, refusalOf, withAssessment, withProduct } from './testing/desk.js'

const runs = Number(process.env['TTA_RUNS'] ?? 300)
const told = (draft: unknown) => draftFormProblems(draft).map(({ code, pointer }) => `${code} ${pointer}`.trimEnd())
const without = (member: keyof ClaimDraft) => {
  const { [member]: _left, ...draft } = certificateDraft()
  return draft
}

describe('the form of a draft', () => {
  it('is good as an assessor writes it', () => {
    expect(told(certificateDraft())).toEqual([])
    const evidence = [{ file: 'a.json', name: 'A' }]
    expect(
      told(withProduct({ files: ['a'], digests: [], exclusions: [{ en: 'x' }] }, withAssessment(0, { evidence }))),
    ).toEqual([])
  })

  it.each<readonly [unknown, string]>([
    [null, 'SCHEMA_INVALID'],
    ['draft', 'SCHEMA_INVALID'],
    [[certificateDraft()], 'SCHEMA_INVALID'],
    [without('type'), 'SCHEMA_INVALID /type'],
    [{ ...certificateDraft(), type: 'AccreditationCredential' }, 'SCHEMA_INVALID /type'],
    [without('product'), 'SCHEMA_INVALID /product'],
    [without('scheme'), 'SCHEMA_INVALID /scheme'],
    [{ ...certificateDraft(), scheme: { id: 1, version: '1.0' } }, 'SCHEMA_INVALID /scheme/id'],
    [without('assessments'), 'SCHEMA_INVALID /assessments'],
    [{ ...certificateDraft(), assessments: {} }, 'SCHEMA_INVALID /assessments'],
    [{ ...certificateDraft(), assessments: ['sbom'] }, 'SCHEMA_INVALID /assessments/0'],
    [withAssessment(1, { criterion: undefined }), 'SCHEMA_INVALID /assessments/1/criterion'],
    [withAssessment(1, { evidence: 'a.json' }), 'SCHEMA_INVALID /assessments/1/evidence'],
    [withAssessment(1, { evidence: [{}, 'a.json'] }), 'SCHEMA_INVALID /assessments/1/evidence/1'],
    [withAssessment(1, { evidence: [{ file: 7 }] }), 'SCHEMA_INVALID /assessments/1/evidence/0/file'],
    [withAssessment(1, { conditions: ['text'] }), 'SCHEMA_INVALID /assessments/1/conditions/0'],
    [withAssessment(1, { limitations: { en: 'x' } }), 'SCHEMA_INVALID /assessments/1/limitations'],
    [withProduct({ files: 'a.bin' }), 'SCHEMA_INVALID /product/files'],
    [withProduct({ files: [7] }), 'SCHEMA_INVALID /product/files/0'],
    [withProduct({ digests: 'sha256-x' }), 'SCHEMA_INVALID /product/digests'],
    [withProduct({ exclusions: ['cloud'] }), 'SCHEMA_INVALID /product/exclusions/0'],
  ])('is refused where something has another form (%#)', (draft, expected) => {
    expect(told(draft)).toEqual([expected])
  })

  it.each<readonly [unknown, string]>([
    [{ ...certificateDraft(), credentialStatus: [] }, 'SCHEMA_INVALID /credentialStatus'],
    [{ ...certificateDraft(), 'a/b': 1 }, 'SCHEMA_INVALID /a~1b'],
    [withProduct({ type: 'Product' }), 'SCHEMA_INVALID /product/type'],
    [withProduct({ accreditation: { id: 'urn:uuid:x' } }), 'SCHEMA_INVALID /product/accreditation'],
    [withProduct({ conformity: {} }), 'SCHEMA_INVALID /product/conformity'],
    [
      { ...certificateDraft(), scheme: { id: 'a', version: '1', digestSRI: 'sha256-x' } },
      'SCHEMA_INVALID /scheme/digestSRI',
    ],
    [withAssessment(0, { principle: 'another' }), 'SCHEMA_INVALID /assessments/0/principle'],
    [withAssessment(0, { id: 'mine' }), 'SCHEMA_INVALID /assessments/0/id'],
    [withAssessment(0, { evidence: [{ id: 'mine' }] }), 'SCHEMA_INVALID /assessments/0/evidence/0/id'],
  ])('has no member that would get lost or be overruled (%#)', (draft, expected) => {
    expect(told(draft)).toEqual([expected])
  })

  it('any JSON at all is read or refused, and nothing else happens', async () => {
    const members = ['type', 'product', 'scheme', 'assessments', 'evidence', 'files', 'criterion', 'conditions']
    const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' })
    const near = fc
      .dictionary(fc.constantFrom(...members), json)
      .map((changes) => ({ ...certificateDraft(), ...changes }))
    await fc.assert(
      fc.asyncProperty(fc.oneof(json, near), async (value) => {
        // As a file would hold it.
        const parsed = parseJson(JSON.stringify(value))
        if (!parsed.ok) return
        const draft = parsed.value as unknown as ClaimDraft
        if (draftFormProblems(draft).length === 0)
          expect(readDraft(draft, () => new Uint8Array()).value).toBeTypeOf('object')
        else expect((await refusalOf(Promise.resolve().then(() => readDraft(draft)))).code).toBe('ERR_DRAFT_REFUSED')
      }),
      { seed: 20261124, numRuns: runs },
    )
  })
})
