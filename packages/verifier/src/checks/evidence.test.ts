import type { Assessment, Evidence } from '@trusted-tech/model'
import { digestSri } from '@trusted-tech/proofs'
import { describe, expect, it } from 'vitest'
import { checkEvidence } from './evidence.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const item = (name: string, digestSRI: string) => ({ name, digestSRI }) as Evidence
const assessment = (...evidence: Evidence[]) => ({ evidence }) as unknown as Assessment
const sri = (text: string) => digestSri(bytes(text), 'sha256')
const file = (name: string, text: string) => ({ name, bytes: bytes(text) })

describe('the evidence check', () => {
  const assessments = [
    assessment(item('a.pdf', sri('a')), item('b.pdf', digestSri(bytes('b'), 'sha512'))),
    {} as Assessment,
    assessment(item('c.pdf', sri('c'))),
  ]

  it('tells how much was compared', () => {
    const files = [file('a.pdf', 'a'), file('renamed.pdf', 'b'), file('unrelated.pdf', 'u')]
    expect(checkEvidence({ assessments, files })).toEqual({
      state: 'passed',
      notes: [],
      evidence: { compared: 2, items: 3, files: 3 },
    })
  })

  it.each([
    ['none at hand', undefined],
    ['an empty list', []],
    ['files that belong to nothing', [file('u.pdf', 'u')]],
  ])('compares nothing with %s', (_, files) => {
    expect(checkEvidence({ assessments, files })).toEqual({ state: 'notRequested' })
  })

  it('fails where a file of that name has another digest, and names every such item', () => {
    const files = [file('a.pdf', 'altered'), file('b.pdf', 'b'), file('c.pdf', 'altered')]
    const found = checkEvidence({ assessments, files })
    expect(found).toMatchObject({
      state: 'failed',
      problems: [
        {
          code: 'EVIDENCE_MISMATCH',
          pointer: '/credentialSubject/conformity/assessments/0/evidence/0/digestSRI',
          expected: sri('a'),
          actual: sri('altered'),
        },
        { pointer: '/credentialSubject/conformity/assessments/2/evidence/0/digestSRI' },
      ],
    })
  })

  it('passes where another file has the digest, whatever else has the name', () => {
    const files = [file('a.pdf', 'altered'), file('copy.pdf', 'a')]
    expect(checkEvidence({ assessments: [assessment(item('a.pdf', sri('a')))], files }).state).toBe('passed')
  })

  it('fails on a digest that proves nothing', () => {
    const weak = [assessment(item('a.pdf', 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk='))]
    expect(checkEvidence({ assessments: weak, files: [file('a.pdf', 'a')] })).toMatchObject({
      state: 'failed',
      problems: [{ code: 'EVIDENCE_MISMATCH', expected: 'a sha256, sha384 or sha512 digest' }],
    })
  })
})
