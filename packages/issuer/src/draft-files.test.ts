import type { ClaimDraft } from '@trusted-tech/model'
import { digestSri } from '@trusted-tech/proofs'
import { describe, expect, it } from 'vitest'
import { resolveDraftFiles } from './draft-files.js'
import { filesOf, withAssessment, withProduct } from './testing/desk.js'

const files = filesOf({ 'sbom.json': '{"a":1}', 'other.json': '{"a":2}' })
const sri = (text: string, algorithm: 'sha256' | 'sha384' = 'sha256') =>
  digestSri(new TextEncoder().encode(text), algorithm)

const withEvidence = (...evidence: object[]) => withAssessment(1, { evidence })
function told(draft: ClaimDraft): readonly string[] {
  const resolved = resolveDraftFiles(draft, files)
  return resolved.ok ? [] : resolved.problems.map(({ code, pointer }) => `${code} ${pointer}`)
}

describe('files that a draft names', () => {
  it('become digest and size', () => {
    const resolved = resolveDraftFiles(withEvidence({ file: 'sbom.json', name: 'SBOM' }), files)
    expect(resolved.ok && resolved.value.assessments[1]?.evidence).toEqual([
      { name: 'SBOM', digestSRI: sri('{"a":1}'), size: 7 },
    ])
  })

  it('of builds become digests, beside those given, each once', () => {
    const resolved = resolveDraftFiles(
      withProduct({ files: ['sbom.json', 'other.json'], digests: [sri('{"a":2}')] }),
      files,
    )
    expect(resolved.ok && resolved.value.product).toMatchObject({ digests: [sri('{"a":2}'), sri('{"a":1}')] })
    expect(resolved.ok && resolved.value.product).not.toHaveProperty('files')
  })

  it('leave evidence alone that stays elsewhere', () => {
    const elsewhere = { name: 'Report', digestSRI: sri('a report'), size: 8 }
    const resolved = resolveDraftFiles(withEvidence(elsewhere), files)
    expect(resolved.ok && resolved.value.assessments[1]?.evidence).toEqual([elsewhere])
  })

  it('keep a digest of the draft that agrees, in its own algorithm', () => {
    const evidence = { file: 'sbom.json', digestSRI: sri('{"a":1}', 'sha384'), size: 7 }
    const resolved = resolveDraftFiles(withEvidence(evidence), files)
    expect(resolved.ok && resolved.value.assessments[1]?.evidence?.[0]?.digestSRI).toBe(sri('{"a":1}', 'sha384'))
  })

  it('THREAT-179 that are not what the draft says they are, are refused', () => {
    expect(told(withEvidence({ file: 'sbom.json', digestSRI: sri('{"a":2}') }))).toEqual([
      'EVIDENCE_MISMATCH /assessments/1/evidence/0/digestSRI',
    ])
    expect(told(withEvidence({ file: 'sbom.json', digestSRI: 'md5-AAAA' }))).toEqual([
      'EVIDENCE_MISMATCH /assessments/1/evidence/0/digestSRI',
    ])
    expect(told(withEvidence({}, { file: 'sbom.json', size: 8 }))).toEqual([
      'EVIDENCE_MISMATCH /assessments/1/evidence/1/size',
    ])
  })

  it('that are not at hand are told, all of them', () => {
    const draft = withProduct({ files: ['sbom.json', 'gone.bin'] }, withEvidence({ file: 'gone.json' }))
    expect(told(draft)).toEqual([
      'EVIDENCE_MISMATCH /product/files/1',
      'EVIDENCE_MISMATCH /assessments/1/evidence/0/file',
    ])
  })

  it('are read once each: what changes meanwhile is not half of each', () => {
    let reads = 0
    const changing = () => new TextEncoder().encode(`state ${reads++}`)
    const resolved = resolveDraftFiles(withProduct({ files: ['a', 'a'] }, withEvidence({ file: 'a' })), changing)
    expect(reads).toBe(1)
    expect(resolved.ok && resolved.value.product.digests).toEqual([sri('state 0')])
    expect(resolved.ok && resolved.value.assessments[1]?.evidence?.[0]?.digestSRI).toBe(sri('state 0'))
  })
})
