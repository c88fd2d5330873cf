import { describe, expect, it } from 'vitest'
import { breakSignature } from '../../../../test/world/forge.js'
import { judge, notes } from '../../../../test/world/judge.js'
import {
  actors,
  certificate,
  criterion,
  type Draft,
  declaration,
  PRODUCT_ID,
  present,
  sign,
} from '../../../../test/world/world.js'

const { assessor, limited, vendor } = actors
const on = (report: Draft, at: number) => notes(report, 'surveillance', at)
const together = async (...secured: readonly string[]) => judge(await present({ holder: vendor, secured }))

/** A claim whose first assessment has another result. */
function saying(result: string, document: Draft = certificate()): Draft {
  document.credentialSubject.conformity.assessments[0].result = result
  return document
}

describe('a claim that another one contradicts', () => {
  const AT = 'CONFLICT /credentialSubject/conformity/assessments/0/result'

  it('is accepted with a note, as the other is, and the finding says conflict', async () => {
    const [good, bad] = [saying('conforms', certificate(limited)), saying('doesNotConform')]
    const report = await together(await sign(good, limited), await sign(bad, assessor))
    expect(report.verdict).toBe('accepted')
    expect([on(report, 0), on(report, 1)]).toEqual([[AT], [AT]])
    expect(report.credentials[0]?.checks.surveillance).toMatchObject({
      state: 'passed',
      notes: [{ actual: 'conforms', expected: `doesNotConform, as in ${bad.id}` }],
    })
    const [group] = report.findings
    const found = group?.principles.find(({ principle }) => principle === criterion('secure-development'))
    expect(found?.finding).toBe('conflict')
  })

  it('is contradicted in the order of nothing', async () => {
    const [good, bad] = [await sign(certificate(limited), limited), await sign(saying('doesNotConform'), assessor)]
    const [one, other] = [await together(good, bad), await together(bad, good)]
    expect(one.credentials.map(({ id, checks }) => [id, checks.surveillance]).sort()).toEqual(
      other.credentials.map(({ id, checks }) => [id, checks.surveillance]).sort(),
    )
  })

  it.each<[string, () => Promise<readonly string[]>]>([
    ['one that agrees', async () => [await sign(certificate(), assessor), await sign(certificate(limited), limited)]],
    [
      'a declaration',
      async () => [await sign(certificate(), assessor), await sign(saying('doesNotConform', declaration()), vendor)],
    ],
    [
      'one on another product',
      async () => {
        const other = saying('doesNotConform')
        other.credentialSubject.id = `${PRODUCT_ID}-mini`
        return [await sign(certificate(limited), limited), await sign(other, assessor)]
      },
    ],
    [
      'one whose signature is broken',
      async () => [
        await sign(certificate(limited), limited),
        breakSignature(await sign(saying('doesNotConform'), assessor)),
      ],
    ],
    [
      'one that has ended',
      async () => {
        const ended = { ...saying('doesNotConform'), validUntil: '2026-10-30T00:00:00Z' }
        return [await sign(certificate(limited), limited), await sign(ended, assessor)]
      },
    ],
  ])('is not contradicted by %s', async (_, make) => {
    expect(on(await together(...(await make())), 0)).toEqual([])
  })
})

describe('a claim that another one supersedes', () => {
  it('is superseded by nobody whose signature is broken', async () => {
    const [older, newer] = [certificate(), certificate()]
    newer.credentialSubject.supersedes = older.id
    const good = await together(await sign(older, assessor), await sign(newer, assessor))
    expect(on(good, 0)).toEqual(['SUPERSEDED /id'])
    const broken = await together(await sign(older, assessor), breakSignature(await sign(newer, assessor)))
    expect(on(broken, 0)).toEqual([])
  })
})
