import { describe, expect, it } from 'vitest'
import { judge } from '../../../test/world/judge.js'
import { actors, assessments, certificate, type Draft, sign } from '../../../test/world/world.js'

const { assessor } = actors
const verifiedOf = async (edit: (assessments: Draft[], document: Draft) => void) => {
  const document = certificate()
  edit(document.credentialSubject.conformity.assessments, document)
  return (await judge(await sign(document, assessor))).credentials[0]?.verified
}

describe('the assessments that count', () => {
  it.each([
    [['high', 'high', 'high', 'high', 'high'], 'high'],
    [['high', 'substantial', 'high', 'high', 'high'], 'substantial'],
    [['substantial', 'high', 'basic', 'high', 'substantial'], 'basic'],
  ])('have the lowest of their levels: %j is %s', async (levels, expected) => {
    const verified = await verifiedOf((all) => {
      for (const [index, one] of all.entries()) one.assuranceLevel = levels[index]
    })
    expect(verified?.level).toBe(expected)
    expect(verified?.assessments).toHaveLength(5)
  })

  it('have no level where none counts, and one that is excluded has no part in it', async () => {
    const none = await verifiedOf((all, document) =>
      all.splice(0, 5, ...assessments(document.id, ['secure-development.none'])),
    )
    expect(none?.assessments).toEqual([])
    expect(none?.level).toBeUndefined()
    const one = await verifiedOf((all, document) => {
      all.splice(0, 1, ...assessments(document.id, ['secure-development.none'], { assuranceLevel: 'basic' }))
    })
    expect(one?.level).toBe('substantial')
    expect(one?.excluded.map(({ reasons }) => reasons[0].code)).toEqual(['CRITERION_UNKNOWN'])
  })

  it('each carry the party that was derived', async () => {
    const verified = await verifiedOf(() => {})
    expect(new Set(verified?.assessments.map(({ party }) => party))).toEqual(new Set(['third']))
  })
})
