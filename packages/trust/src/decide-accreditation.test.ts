import { type AccreditedBody, type AccreditedScope, type Problem, problem } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectAccreditations } from './accreditation-graph.js'
import { type AccreditationClaim, decideAccreditation } from './decide-accreditation.js'
import type { LinkState, LinkStatus } from './evaluate-path.js'
import type { AccreditationStatement } from './statement.js'
import { assessment, at, CATALOGUE, CATALOGUE_ID, EVERYTHING, GOVERNANCE, SECURE, uuid } from './testing/documents.js'
import { accreditation } from './testing/statements.js'

const ANCHOR = 'did:web:alliance.example'
const DELEGATE = 'did:web:delegate.example'
const ISSUER = 'did:web:assessor.example'

interface Link {
  readonly subject?: string
  readonly issuer?: string
  readonly scope?: Partial<AccreditedScope>
  readonly body?: Partial<AccreditedBody>
  readonly validFrom?: string
  readonly validUntil?: string
  readonly signedAt?: string
  readonly listed?: boolean
  readonly state?: LinkState
}
const good: LinkState = { signature: 'valid', status: { state: 'good' } }
const withStatus = (status: LinkStatus): LinkState => ({ signature: 'valid', status })
const delegation: Link = { subject: DELEGATE, issuer: ANCHOR }
const delegated: Link = { subject: ISSUER, issuer: DELEGATE }

function decide(
  links: readonly Link[],
  options: { readonly claim?: Partial<AccreditationClaim>; readonly issuedAt?: string; readonly now?: string } = {},
) {
  const states = new Map<AccreditationStatement, LinkState>()
  const statements = links.map(({ state = good, ...link }, index) => {
    const statement = accreditation({ n: index + 1, subject: ISSUER, issuer: ANCHOR, ...link })
    states.set(statement, state)
    return statement
  })
  const graph = collectAccreditations({
    issuer: ISSUER,
    statementsAbout: (did) => statements.filter(({ subject, listed }) => listed && subject === did),
    isAnchor: (did) => did === ANCHOR,
    stapled: statements.filter(({ listed }) => !listed),
  })
  const claim: AccreditationClaim = {
    action: 'issueCertificate',
    scheme: { id: CATALOGUE_ID, version: '1.0' },
    productClasses: ['router'],
    market: ['JP'],
    assessments: [assessment()],
    catalogue: CATALOGUE,
    validFrom: at('2026-06-01T00:00:00Z'),
    validUntil: at('2027-06-01T00:00:00Z'),
    ...options.claim,
  }
  return decideAccreditation({
    graph,
    claim,
    linkState: (statement) => states.get(statement) ?? good,
    issuedAt: at(options.issuedAt ?? '2026-06-01T00:00:00Z'),
    now: at(options.now ?? '2026-11-24T00:00:00Z'),
  })
}
const told = (decision: ReturnType<typeof decide>) =>
  decision.state === 'passed'
    ? 'passed'
    : [decision.state, ...decision.problems.map(({ code, pointer, about }) => [code, pointer, about?.slice(-1)])]

describe('Specification 5: an accredited issuer', () => {
  it('one link, in scope', () => {
    expect(decide([{}])).toMatchObject({
      state: 'passed',
      usable: [0],
      excluded: [],
      evaluation: { path: [{ id: uuid(1) }] },
    })
  })

  it('two links', () => {
    const decision = decide([delegated, delegation])
    expect(decision).toMatchObject({ state: 'passed', evaluation: { path: [{ id: uuid(1) }, { id: uuid(2) }] } })
  })

  it('THREAT-006 an issuer about whom nothing is said', () => {
    expect(told(decide([]))).toEqual(['failed', ['ISSUER_NOT_TRUSTED', '/issuer/id', undefined]])
  })

  it('THREAT-006 an issuer whose accreditation comes from nobody', () => {
    expect(told(decide([{ issuer: 'did:key:z6MkNobody', listed: false }]))).toEqual([
      'failed',
      ['ISSUER_NOT_TRUSTED', '/issuer/id', '1'],
    ])
  })

  it('only the criterion outside is excluded, and the rest counts', () => {
    const assessments = [assessment(), assessment({ criterion: `${GOVERNANCE}.one`, principle: GOVERNANCE })]
    const decision = decide([{ scope: { criteria: [SECURE] } }], { claim: { assessments } })
    expect(decision).toMatchObject({
      state: 'passed',
      usable: [0],
      excluded: [{ assessment: assessments[1], reasons: [{ code: 'CRITERION_OUT_OF_SCOPE' }] }],
    })
  })

  it('every criterion outside fails the credential', () => {
    const decision = decide([{ scope: { criteria: [GOVERNANCE] } }])
    expect(told(decision)).toEqual([
      'failed',
      ['CRITERION_OUT_OF_SCOPE', '/credentialSubject/conformity/assessments', undefined],
      ['CRITERION_OUT_OF_SCOPE', '/credentialSubject/conformity/assessments/0/criterion', undefined],
    ])
  })

  it('a credential without assessments has none inside', () => {
    expect(told(decide([{}], { claim: { assessments: [] } }))).toEqual([
      'failed',
      ['CRITERION_OUT_OF_SCOPE', '/credentialSubject/conformity/assessments', undefined],
    ])
  })

  it('a principle granted without its catalogue leaves it open', () => {
    const decision = decide([{ scope: { criteria: [SECURE] } }], { claim: { catalogue: undefined } })
    expect(told(decision)).toEqual([
      'indeterminate',
      ['CATALOGUE_UNKNOWN', '/credentialSubject/conformity/assessments/0/criterion', undefined],
    ])
  })
})

describe('Specification 5: a delegate only narrows', () => {
  it('THREAT-058 a delegate that may not accredit', () => {
    const decision = decide([delegated, { ...delegation, scope: { actions: ['issueCertificate'] } }])
    expect(told(decision)).toEqual(['failed', ['ISSUER_SCOPE', '/credentialSubject/accreditedFor/actions', '2']])
  })

  it('a delegate that may accredit and not issue cannot make issuers', () => {
    const decision = decide([delegated, { ...delegation, scope: { actions: ['accredit'] } }])
    expect(told(decision)).toEqual(['failed', ['ISSUER_SCOPE', '/type', undefined]])
  })

  it('THREAT-058 a delegate grants more than it has', () => {
    const rows: readonly [Partial<AccreditedScope>, string][] = [
      [{ schemes: [{ scheme: 'https://other.example/c', versions: '*' }] }, '/credentialSubject/conformity/scheme'],
      [{ productClasses: ['camera'] }, '/credentialSubject/productClasses/0'],
      [{ jurisdictions: ['EU'] }, '/credentialSubject/market/0'],
    ]
    for (const [scope, pointer] of rows) {
      expect(
        told(
          decide([
            { ...delegated, scope: EVERYTHING },
            { ...delegation, scope },
          ]),
        ),
      ).toEqual(['failed', ['ISSUER_SCOPE', pointer, undefined]])
    }
    const level = decide([delegated, { ...delegation, scope: { maxAssuranceLevel: 'basic' } }])
    expect(told(level)).toMatchObject([
      'failed',
      ['CRITERION_OUT_OF_SCOPE', '/credentialSubject/conformity/assessments', undefined],
      ['CRITERION_OUT_OF_SCOPE', '/credentialSubject/conformity/assessments/0/assuranceLevel', undefined],
    ])
  })

  it.each([
    [0, false],
    [1, true],
  ])('maxPathLength %i above one link: %s', (maxPathLength, passes) => {
    const decision = decide([delegated, { ...delegation, body: { maxPathLength } }])
    if (passes) expect(told(decision)).toBe('passed')
    else expect(told(decision)).toEqual(['failed', ['ACCREDITATION_PATH', '/credentialSubject/maxPathLength', '2']])
  })

  it('maxPathLength binds every body above, not the nearest alone', () => {
    const middle = 'did:web:middle.example'
    const links = (top: number, near: number): readonly Link[] => [
      { issuer: DELEGATE, body: { maxPathLength: 0 } },
      { subject: DELEGATE, issuer: middle, body: { maxPathLength: near } },
      { subject: middle, issuer: ANCHOR, body: { maxPathLength: top } },
    ]
    expect(told(decide(links(2, 1)))).toBe('passed')
    expect(told(decide(links(1, 7)))).toEqual([
      'failed',
      ['ACCREDITATION_PATH', '/credentialSubject/maxPathLength', '3'],
    ])
    expect(told(decide(links(7, 0)))).toEqual([
      'failed',
      ['ACCREDITATION_PATH', '/credentialSubject/maxPathLength', '2'],
    ])
  })

  it('lifetime is the shortest, logging and independence what any link asks for', () => {
    const decision = decide([
      { ...delegated, body: { maxCredentialLifetime: 'P400D', independence: 'established' } },
      { ...delegation, body: { maxCredentialLifetime: 'P365D', requireLogged: true } },
    ])
    expect(decision).toMatchObject({
      state: 'passed',
      evaluation: { maxLifetimeDays: 365, requireLogged: true, independence: 'established' },
    })
  })
})

describe('Specification 6: the chain model of time', () => {
  const year = { validFrom: '2026-01-01T00:00:00Z', validUntil: '2027-01-01T00:00:00Z' }
  it.each([
    ['2025-12-31T23:59:59Z', '/validFrom'],
    ['2026-01-01T00:00:00Z', undefined],
    ['2026-12-31T23:59:59Z', undefined],
    ['2027-01-01T00:00:00Z', '/validUntil'],
  ])('THREAT-073 a credential signed at %s', (issuedAt, pointer) => {
    const decision = decide([year], { issuedAt, now: '2027-06-01T00:00:00Z' })
    if (pointer === undefined) expect(told(decision)).toBe('passed')
    else expect(told(decision)).toEqual(['failed', ['ISSUER_NOT_ACCREDITED_AT', pointer, '1']])
  })

  it('each link is in force when it vouches, not when the credential is judged', () => {
    const first = { ...delegated, signedAt: '2026-02-01T00:00:00Z' }
    const until = (validUntil: string) =>
      decide([first, { ...delegation, validUntil }], { issuedAt: '2026-06-01T00:00:00Z' })
    // Over before the credential was signed, and in force when the accreditation below was.
    expect(told(until('2026-03-01T00:00:00Z'))).toBe('passed')
    expect(told(until('2026-01-15T00:00:00Z'))).toEqual(['failed', ['ISSUER_NOT_ACCREDITED_AT', '/validUntil', '2']])
  })

  it('THREAT-074 two accreditations with a gap: before, between, after', () => {
    const links: readonly Link[] = [
      { validFrom: '2026-01-01T00:00:00Z', validUntil: '2026-03-01T00:00:00Z' },
      { validFrom: '2026-05-01T00:00:00Z', validUntil: '2027-05-01T00:00:00Z' },
    ]
    expect(told(decide(links, { issuedAt: '2026-02-01T00:00:00Z' }))).toBe('passed')
    expect(told(decide(links, { issuedAt: '2026-06-01T00:00:00Z' }))).toBe('passed')
    expect(told(decide(links, { issuedAt: '2026-04-01T00:00:00Z' }))).toEqual([
      'failed',
      ['ISSUER_NOT_ACCREDITED_AT', '/validUntil', '1'],
      ['ISSUER_NOT_ACCREDITED_AT', '/validFrom', '2'],
    ])
  })

  it('THREAT-073 an accreditation that claims to be signed in the future', () => {
    const now = '2026-06-01T00:00:00Z'
    expect(told(decide([{ signedAt: '2026-06-01T00:01:00Z' }], { now }))).toBe('passed')
    expect(told(decide([{ signedAt: '2026-06-01T00:01:01Z' }], { now }))).toEqual([
      'failed',
      ['ISSUANCE_TIME', '/iat', '1'],
    ])
  })
})

describe('Specification 6: every credential of the chain has its status evaluated', () => {
  const unknown = problem('STATUS_UNAVAILABLE', '/credentialStatus/0')
  const rows: readonly [string, LinkStatus, readonly unknown[]][] = [
    ['revoked', { state: 'revoked' }, ['failed', ['ACCREDITATION_REVOKED', '/credentialStatus']]],
    ['suspended', { state: 'suspended' }, ['failed', ['ACCREDITATION_SUSPENDED', '/credentialStatus']]],
    [
      'not known',
      { state: 'indeterminate', problems: [unknown] },
      ['indeterminate', ['STATUS_UNAVAILABLE', '/credentialStatus/0']],
    ],
  ]
  it.each(rows)('THREAT-094 an accreditation that is %s, at either end of the chain', (_name, status, expected) => {
    const [state, [code, pointer] = []] = expected as readonly [string, readonly string[]]
    expect(told(decide([{ ...delegated, state: withStatus(status) }, delegation]))).toEqual([
      state,
      [code, pointer, '1'],
    ])
    expect(told(decide([delegated, { ...delegation, state: withStatus(status) }]))).toEqual([
      state,
      [code, pointer, '2'],
    ])
  })

  it('THREAT-074 another accreditation of the same body in force makes up for one that was suspended', () => {
    const decision = decide([{ state: withStatus({ state: 'suspended' }) }, {}])
    expect(decision).toMatchObject({ state: 'passed', evaluation: { path: [{ id: uuid(2) }] } })
  })
})

describe('Specification 7: what is stapled', () => {
  it('an anchor’s accreditation that is not listed has no effect', () => {
    expect(told(decide([{ listed: false }]))).toEqual(['indeterminate', ['ACCREDITATION_NOT_PUBLISHED', '', '1']])
    expect(told(decide([delegated, { ...delegation, listed: false }]))).toEqual([
      'indeterminate',
      ['ACCREDITATION_NOT_PUBLISHED', '', '2'],
    ])
  })

  it('an accreditation by a listed delegate may be stapled', () => {
    expect(told(decide([{ ...delegated, listed: false }, delegation]))).toBe('passed')
  })

  it('an unlisted accreditation softens no failure of a listed one', () => {
    const decision = decide([{ state: withStatus({ state: 'revoked' }) }, { listed: false }])
    expect(told(decision)).toEqual([
      'failed',
      ['ACCREDITATION_NOT_PUBLISHED', '', '2'],
      ['ACCREDITATION_REVOKED', '/credentialStatus', '1'],
    ])
  })

  it('a forged one is reported as forged, and hides nothing', () => {
    const invalid: LinkState = { signature: 'invalid', problems: [problem('SIG_INVALID')] }
    expect(told(decide([{ listed: false, state: invalid }]))).toEqual(['failed', ['SIG_INVALID', '', '1']])
    const forged = Array.from({ length: 200 }, (): Link => ({ ...delegated, listed: false, state: invalid }))
    expect(told(decide([...forged, { ...delegated, listed: false }, delegation]))).toBe('passed')
    expect(told(decide([...forged, delegation])).slice(0, 2)).toEqual(['failed', ['SIG_INVALID', '', '1']])
  })

  it('more statements than are looked at are said to be so', () => {
    const many = Array.from({ length: 1100 }, (): Link => ({ issuer: 'did:web:nobody.example', listed: false }))
    const decision = decide(many)
    expect(decision.state).toBe('failed')
    if (decision.state === 'failed')
      expect(told(decision).at(-1)).toEqual(['ACCREDITATION_PATH', '/issuer/id', undefined])
  })

  it('a signature that this runtime cannot check leaves it open', () => {
    const unavailable: LinkState = {
      signature: 'unavailable',
      problems: [problem('ALGORITHM_UNAVAILABLE', '/header/alg')],
    }
    expect(told(decide([{ state: unavailable }]))).toEqual([
      'indeterminate',
      ['ALGORITHM_UNAVAILABLE', '/header/alg', '1'],
    ])
  })
})

describe('Specification 5: all failing paths are kept, the most specific first', () => {
  it('a way that fails by scope, then one that is revoked, then one that is long over, then a dead end', () => {
    const decision = decide([
      { issuer: 'did:web:nobody.example' },
      { validUntil: '2026-02-01T00:00:00Z', state: withStatus({ state: 'revoked' }) },
      { state: withStatus({ state: 'revoked' }) },
      { scope: { jurisdictions: ['EU'] } },
    ])
    expect(told(decision)).toEqual([
      'failed',
      ['ISSUER_SCOPE', '/credentialSubject/market/0', undefined],
      ['ACCREDITATION_REVOKED', '/credentialStatus', '3'],
      ['ACCREDITATION_REVOKED', '/credentialStatus', '2'],
      ['ISSUER_NOT_ACCREDITED_AT', '/validUntil', '2'],
      ['ISSUER_NOT_TRUSTED', '/issuer/id', '1'],
    ])
  })

  it('an open question comes before failures elsewhere', () => {
    const stale: Problem = problem('STATUS_STALE', '/credentialStatus/0')
    const decision = decide([
      { scope: { jurisdictions: ['EU'] } },
      { state: withStatus({ state: 'indeterminate', problems: [stale] }) },
    ])
    expect(told(decision)).toEqual([
      'indeterminate',
      ['STATUS_STALE', '/credentialStatus/0', '2'],
      ['ISSUER_SCOPE', '/credentialSubject/market/0', undefined],
    ])
  })
})

describe('Specification 5: of several chains that hold', () => {
  const assessments = [assessment(), assessment({ criterion: `${GOVERNANCE}.one`, principle: GOVERNANCE })]
  it('the one that covers most', () => {
    const decision = decide([{ scope: { criteria: [SECURE] } }, {}], { claim: { assessments } })
    expect(decision).toMatchObject({ state: 'passed', usable: [0, 1], evaluation: { path: [{ id: uuid(2) }] } })
  })

  it('before that, one that allows the lifetime and one that asks for no log', () => {
    const short = decide([{ body: { maxCredentialLifetime: 'P30D' } }, { scope: { criteria: [SECURE] } }], {
      claim: { assessments },
    })
    expect(short).toMatchObject({ usable: [0], evaluation: { path: [{ id: uuid(2) }] } })
    const logged = decide([{ body: { requireLogged: true } }, { scope: { criteria: [SECURE] } }], {
      claim: { assessments },
    })
    expect(logged).toMatchObject({ usable: [0], evaluation: { path: [{ id: uuid(2) }], requireLogged: false } })
  })
})

describe('properties of decisions', () => {
  const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
  const statuses = fc.constantFrom<LinkState>(
    good,
    good,
    good,
    withStatus({ state: 'revoked' }),
    withStatus({ state: 'indeterminate', problems: [problem('STATUS_STALE')] }),
    { signature: 'invalid', problems: [problem('SIG_INVALID')] },
  )
  const scopes = fc.constantFrom<Partial<AccreditedScope>>(
    {},
    { criteria: [SECURE] },
    { jurisdictions: ['EU'] },
    { actions: ['issueCertificate'] },
  )
  const links: fc.Arbitrary<Link> = fc.record({
    subject: fc.constantFrom(ISSUER, DELEGATE),
    issuer: fc.constantFrom(ANCHOR, DELEGATE, 'did:web:nobody.example'),
    scope: scopes,
    state: statuses,
    listed: fc.boolean(),
  })

  it('another link above never widens: what passes below a delegate passes for a delegate with everything', () => {
    fc.assert(
      fc.property(scopes, scopes, (near, far) => {
        const narrowed = decide([
          { ...delegated, scope: near },
          { ...delegation, scope: far },
        ])
        const direct = decide([{ scope: near }])
        if (narrowed.state !== 'passed') return
        expect(direct.state).toBe('passed')
        if (direct.state === 'passed') expect(direct.usable).toEqual(expect.arrayContaining([...narrowed.usable]))
      }),
      RUNS,
    )
  })

  it('a statement more never turns a pass into anything else, nor takes an assessment away', () => {
    fc.assert(
      fc.property(fc.array(links, { maxLength: 6 }), links, (some, added) => {
        const before = decide(some)
        if (before.state !== 'passed') return
        const after = decide([...some, added])
        expect(after.state).toBe('passed')
        if (after.state === 'passed') expect(after.usable.length).toBeGreaterThanOrEqual(before.usable.length)
      }),
      RUNS,
    )
  })

  it('a revoked link never improves a decision', () => {
    const order = ['failed', 'indeterminate', 'passed']
    fc.assert(
      fc.property(fc.array(links, { minLength: 1, maxLength: 6 }), fc.nat(), (some, pick) => {
        const worse = some.map((link, index) =>
          index === pick % some.length && (link.state ?? good).signature === 'valid'
            ? { ...link, state: withStatus({ state: 'revoked' }) }
            : link,
        )
        expect(order.indexOf(decide(worse).state)).toBeLessThanOrEqual(order.indexOf(decide(some).state))
      }),
      RUNS,
    )
  })
})
