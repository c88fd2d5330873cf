import { PARTIES, type Party } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { controlGroupsAt } from './control-groups.js'
import { type ControlGroups, checkStatedParty, deriveParty, NO_CONTROL_GROUPS, type PartyFacts } from './party.js'
import { at } from './testing/documents.js'
import { accreditation, membership } from './testing/statements.js'

const groups = (...names: string[]): ControlGroups => ({ confirmed: new Set(names), any: new Set(names) })
const doubtful = (...names: string[]): ControlGroups => ({ confirmed: new Set(), any: new Set(names) })
const unknown = NO_CONTROL_GROUPS

const facts = (changes: Partial<PartyFacts> = {}): PartyFacts => ({
  issuer: 'did:web:assessor.example',
  manufacturer: 'did:key:z6MkVendor',
  accredited: true,
  issuerGroups: groups('assessor'),
  manufacturerGroups: groups('vendor'),
  membershipRole: undefined,
  ...changes,
})
const self = { issuer: 'did:key:z6MkVendor' }

describe('Specification 5: party is derived, the first that applies', () => {
  const rows: readonly [string, Partial<PartyFacts>, Party | undefined][] = [
    ['the issuer is the manufacturer', { ...self, accredited: false }, 'first'],
    ['the issuer is the manufacturer, accredited or not', self, 'first'],
    ['the issuer is the manufacturer and a buyer', { ...self, accredited: false, membershipRole: 'buyer' }, 'first'],
    ['both in one control group', { manufacturerGroups: groups('assessor') }, 'first'],
    ['one of several control groups shared', { manufacturerGroups: groups('vendor', 'assessor') }, 'first'],
    [
      'one control group, not accredited, a buyer',
      { accredited: false, manufacturerGroups: groups('assessor'), membershipRole: 'buyer' },
      'first',
    ],
    ['a shared control group in a revoked statement', { manufacturerGroups: doubtful('assessor') }, 'first'],
    ['the same the other way round', { issuerGroups: doubtful('vendor') }, 'first'],
    ['accredited, both control groups known and different', {}, 'third'],
    ['accredited, manufacturer unknown', { manufacturerGroups: unknown }, 'thirdUnconfirmed'],
    ['accredited, issuer unknown', { issuerGroups: unknown }, 'thirdUnconfirmed'],
    ['accredited, neither known', { issuerGroups: unknown, manufacturerGroups: unknown }, 'thirdUnconfirmed'],
    ['accredited, known only from a revoked statement', { manufacturerGroups: doubtful('vendor') }, 'thirdUnconfirmed'],
    ['accredited and a buyer', { membershipRole: 'buyer' }, 'third'],
    [
      'accredited and a buyer, manufacturer unknown',
      { membershipRole: 'buyer', manufacturerGroups: unknown },
      'thirdUnconfirmed',
    ],
    ['not accredited, a buyer', { accredited: false, membershipRole: 'buyer' }, 'second'],
    ['not accredited, a user', { accredited: false, membershipRole: 'user' }, 'second'],
    ['not accredited, another vendor', { accredited: false, membershipRole: 'vendor' }, undefined],
    ['not accredited, nobody', { accredited: false }, undefined],
  ]
  it.each(rows)('%s', (_name, changes, party) => {
    expect(deriveParty(facts(changes))).toBe(party)
  })

  it('losing a membership never makes a body more independent', () => {
    const order: readonly (Party | undefined)[] = [undefined, ...PARTIES]
    for (const group of ['assessor', 'vendor']) {
      const before = deriveParty(facts({ manufacturerGroups: groups(group) }))
      const after = deriveParty(facts({ manufacturerGroups: doubtful(group) }))
      expect(order.indexOf(after)).toBeLessThanOrEqual(order.indexOf(before))
    }
  })
})

describe('Specification 5: control groups are the alliance’s word', () => {
  const subject = 'did:key:z6MkVendor'
  const issuer = 'did:web:alliance.example'
  const time = at('2026-06-01T00:00:00Z')
  const member = (controlGroup: string, changes: object = {}) =>
    membership({ n: 1, issuer, subject, member: { controlGroup }, ...changes })

  it('taken from memberships and accreditations alike', () => {
    const statements = [
      { statement: member('one'), good: true },
      { statement: accreditation({ n: 2, issuer, subject, body: { controlGroup: 'two' } }), good: true },
      { statement: membership({ n: 3, issuer, subject }), good: true },
    ]
    expect(controlGroupsAt({ statements, at: time })).toEqual(groups('one', 'two'))
  })

  it('a revoked or suspended statement speaks against independence only', () => {
    expect(controlGroupsAt({ statements: [{ statement: member('one'), good: false }], at: time })).toEqual(
      doubtful('one'),
    )
  })

  it('a stapled statement does not count', () => {
    const statements = [{ statement: member('one', { listed: false }), good: true }]
    expect(controlGroupsAt({ statements, at: time })).toEqual(unknown)
  })

  it.each([
    ['2025-12-31T23:59:59Z', false],
    ['2026-01-01T00:00:00Z', true],
    ['2027-12-31T23:59:59Z', true],
    ['2028-01-01T00:00:00Z', false],
  ])('in force at %s: %s', (moment, known) => {
    const { any } = controlGroupsAt({ statements: [{ statement: member('one'), good: true }], at: at(moment) })
    expect(any.has('one')).toBe(known)
  })
})

describe('Specification 5: the stated party against the derived one', () => {
  const pointer = '/credentialSubject/conformity/statedParty'
  const passes = { state: 'passed', notes: [] }
  const overstated = { state: 'failed', problems: [{ code: 'PARTY_OVERSTATED', pointer }] }
  const noted = { state: 'passed', notes: [{ code: 'PARTY_UNCONFIRMED', pointer }] }
  const rows: readonly ['first' | 'second' | 'third', Party | undefined, object][] = [
    ['first', 'first', passes],
    ['first', 'second', passes],
    ['first', 'thirdUnconfirmed', passes],
    ['first', 'third', passes],
    ['first', undefined, overstated],
    ['second', 'first', overstated],
    ['second', 'second', passes],
    ['second', 'thirdUnconfirmed', passes],
    ['second', 'third', passes],
    ['second', undefined, overstated],
    ['third', 'first', overstated],
    ['third', 'second', overstated],
    ['third', 'thirdUnconfirmed', noted],
    ['third', 'third', passes],
    ['third', undefined, overstated],
  ]
  it.each(rows)('stated %s, derived %s', (stated, derived, expected) => {
    expect(checkStatedParty({ stated, derived, independence: 'declared' })).toMatchObject(expected)
  })

  it('independence that must be established fails where it is unconfirmed', () => {
    const options = { stated: 'third', derived: 'thirdUnconfirmed' } as const
    expect(checkStatedParty({ ...options, independence: 'established' })).toMatchObject({
      state: 'failed',
      problems: [{ code: 'PARTY_UNCONFIRMED', pointer }],
    })
    expect(checkStatedParty({ ...options, independence: undefined })).toMatchObject(noted)
    expect(checkStatedParty({ stated: 'third', derived: 'third', independence: 'established' })).toMatchObject(passes)
  })
})
