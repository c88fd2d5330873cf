import { openSecured } from '@trusted-tech/proofs'
import { describe, expect, it } from 'vitest'
import { forge } from '../../../../test/world/forge.js'
import { actors, certificate, type Draft, declaration, sign, statusList } from '../../../../test/world/world.js'
import { profileType, structureProblems, structureProblemsOfListed, typeProblem } from './structure.js'

const { assessor, vendor } = actors
async function told(document: Draft): Promise<string[]> {
  const opened = openSecured(await forge({ payload: document, actor: assessor }))
  if (!opened.ok) throw new Error(opened.problems[0].code)
  return structureProblems(opened.value).map(({ code, pointer }) => `${code} ${pointer}`)
}
const edited = (edit: (document: Draft) => void, from = certificate()) => {
  const document = structuredClone(from)
  edit(document)
  return document
}

describe('the structure of a document', () => {
  it('is in order for each kind', async () => {
    expect(await told(certificate())).toEqual([])
    expect(await told(declaration())).toEqual([])
  })

  it('of a list has no profile context and no schema', async () => {
    const opened = openSecured(await statusList(assessor, 'revocation'), { maxBytes: 512 * 1024 })
    expect(opened.ok && structureProblems(opened.value)).toEqual([])
  })

  it('is told by the first kind of fault alone, in the order of the specification', async () => {
    const faults: readonly [string, (document: Draft) => void][] = [
      ['CLAIM_CONFLICT /iss', (one) => (one.iss = vendor.did)],
      ['DATE_MALFORMED /validUntil', (one) => (one.validUntil = '2027-02-30T00:00:00Z')],
      [
        'SCHEMA_INVALID /credentialSchema/digestSRI',
        (one) => (one.credentialSchema = { ...one.credentialSchema, digestSRI: `sha384-${'A'.repeat(64)}` }),
      ],
      ['SCHEMA_INVALID /extra', (one) => (one.extra = 'x')],
      ['JSON_FORM /empty', (one) => (one.empty = [])],
      ['TYPE /type', (one) => (one.credentialSubject = { ...one.credentialSubject, manufacturer: one.issuer })],
      ['CONTEXT_NOT_ALLOWED /@context', (one) => (one['@context'] = [])],
      ['TYPE /type', (one) => (one.type = [])],
    ]
    const document = structuredClone(certificate())
    for (const [expected, edit] of faults) {
      edit(document)
      expect((await told(document))[0]).toBe(expected)
    }
  })

  it('tells dates and claims together', async () => {
    const document = edited((one) => {
      one.validUntil = '2027-02-30T00:00:00Z'
      one.iss = vendor.did
    })
    expect(await told(document)).toEqual(['DATE_MALFORMED /validUntil', 'CLAIM_CONFLICT /iss'])
  })

  it('of what a manufacturer says of its own product is a declaration’s', async () => {
    expect(await told(certificate(vendor, vendor))).toEqual(['TYPE /type'])
  })

  it('of what trust data list is looked at once', async () => {
    const opened = openSecured(await sign(certificate(), assessor))
    if (!opened.ok) throw new Error('opens')
    expect(structureProblemsOfListed(opened.value)).toBe(structureProblemsOfListed(opened.value))
  })
})

describe('the type of a document', () => {
  it.each<[unknown, string | undefined]>([
    [['VerifiableCredential', 'MandateCredential'], 'MandateCredential'],
    [['MandateCredential', 'VerifiableCredential'], undefined],
    [['VerifiableCredential'], undefined],
    [['VerifiableCredential', 'toString'], undefined],
    ['MandateCredential', undefined],
    [undefined, undefined],
  ])('%j: %s', (type, expected) => {
    expect(profileType({ type } as Draft)).toBe(expected)
  })

  it('that does not belong here is named with those that do', () => {
    expect(typeProblem(['ConformityCertificate'])).toMatchObject({
      code: 'TYPE',
      pointer: '/type',
      expected: 'VerifiableCredential and one of ConformityCertificate',
    })
  })
})
