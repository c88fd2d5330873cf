import { describe, expect, it } from 'vitest'
import type { FindingGroup, PrincipleFinding } from './findings.js'
import { shortName, summarize } from './summary.js'

const CATALOGUE = 'https://alliance.example/catalogues/sample'

function principle(name: string, change: Partial<PrincipleFinding> = {}): PrincipleFinding {
  return {
    principle: `${CATALOGUE}/1.0#${name}`,
    finding: 'met',
    required: 3,
    fulfilled: 3,
    level: 'substantial',
    party: 'third',
    issuers: [],
    criteria: [],
    ...change,
  }
}

function group(principles: readonly PrincipleFinding[], change: Partial<FindingGroup> = {}): FindingGroup {
  return {
    product: 'pkg:generic/gate',
    attestationType: 'certification',
    catalogue: { id: CATALOGUE, version: '1.0' },
    principles,
    ...change,
  }
}

const accepted = (...findings: readonly FindingGroup[]) =>
  summarize({ verdict: 'accepted', findings, reasons: [], policy: 'notRequested' })

describe('the one line on a report (specification, section 10)', () => {
  it('names verdict, findings and policy', () => {
    const findings = [
      group([principle('secure-development'), principle('governance', { finding: 'notMet', fulfilled: 1 })]),
    ]
    expect(summarize({ verdict: 'accepted', findings, reasons: [], policy: 'unsatisfied' })).toBe(
      'accepted: secure-development met (3/3, substantial, third party); governance not met; policy unsatisfied',
    )
  })

  it.each([
    ['met', 'secure-development met (3/3, substantial, third party)'],
    ['metWithConditions', 'secure-development met with conditions (3/3, substantial, third party)'],
    ['partial', 'secure-development partially met (3/3, substantial, third party)'],
    ['notMet', 'secure-development not met'],
    ['conflict', 'secure-development in conflict'],
  ] as const)('%s: %s', (finding, text) => {
    expect(accepted(group([principle('secure-development', { finding })]))).toBe(`accepted: ${text}`)
  })

  it.each([
    ['first', 'first party'],
    ['second', 'second party'],
    ['thirdUnconfirmed', 'independence unconfirmed'],
    ['third', 'third party'],
  ] as const)('party %s is shown as %s', (party, text) => {
    expect(accepted(group([principle('governance', { party })]))).toBe(
      `accepted: governance met (3/3, substantial, ${text})`,
    )
  })

  it.each(['met', 'metWithConditions', 'partial', 'notMet', 'conflict'] as const)(
    'what is declared is called self-declared when it is %s, whatever the party',
    (finding) => {
      for (const party of ['first', 'third'] as const) {
        const line = accepted(group([principle('governance', { finding, party })], { attestationType: 'declaration' }))
        expect(line).toContain('self-declared')
        expect(line).not.toContain('party')
      }
    },
  )

  it('principles that nobody assessed are passed over', () => {
    const quiet = principle('ethical-conduct', { finding: 'notAssessed', fulfilled: 0 })
    expect(accepted(group([quiet, principle('governance')]))).toBe(
      'accepted: governance met (3/3, substantial, third party)',
    )
    expect(accepted(group([quiet]))).toBe('accepted: no principle assessed')
    expect(accepted()).toBe('accepted: no principle assessed')
  })

  it('a certification and a declaration on one product stand apart', () => {
    expect(
      accepted(
        group([principle('governance')]),
        group([principle('governance', { party: 'first', level: 'basic' })], { attestationType: 'declaration' }),
      ),
    ).toBe('accepted: governance met (3/3, substantial, third party); governance met (3/3, basic, self-declared)')
  })

  it('several products and several catalogues are named', () => {
    const other = group([principle('governance', { finding: 'notMet' })], { product: 'pkg:generic/lock' })
    expect(accepted(group([principle('governance', { finding: 'notMet' })]), other)).toBe(
      'accepted: pkg:generic/gate governance not met; pkg:generic/lock governance not met',
    )
    const newer = group([principle('governance', { finding: 'notMet' })], {
      catalogue: { id: CATALOGUE, version: '2.0' },
    })
    expect(accepted(group([principle('governance', { finding: 'notMet' })]), newer)).toBe(
      `accepted: ${CATALOGUE} 1.0 governance not met; ${CATALOGUE} 2.0 governance not met`,
    )
  })

  it.each(['rejected', 'indeterminate'] as const)('%s names reasons and never a finding', (verdict) => {
    const findings = [group([principle('governance')])]
    const line = summarize({
      verdict,
      findings,
      reasons: ['REVOKED', 'REVOKED', 'STATUS_STALE'],
      policy: 'notRequested',
    })
    expect(line).toBe(`${verdict}: REVOKED, STATUS_STALE`)
    expect(summarize({ verdict, findings, reasons: [], policy: 'notRequested' })).toBe(verdict)
    expect(summarize({ verdict, findings, reasons: [], policy: 'unknown' })).toBe(`${verdict}: policy unknown`)
  })

  it('many reasons and many findings are cut and counted', () => {
    const reasons = ['REVOKED', 'EXPIRED', 'KEY_WEAK', 'TYPE', 'JSON_FORM', 'SUSPENDED'] as const
    expect(summarize({ verdict: 'rejected', findings: [], reasons, policy: 'notRequested' })).toBe(
      'rejected: REVOKED, EXPIRED, KEY_WEAK, TYPE and 2 more',
    )
    const many = group(Array.from({ length: 30 }, (_, i) => principle(`p${i}`, { finding: 'notMet' })))
    expect(accepted(many)).toMatch(/p23 not met; 6 more findings$/)
  })

  it('THREAT-043 stays one line, whatever an id contains', () => {
    const hostile = 'pkg:generic/x\naccepted: \u001b[2Kall met\u202e'
    const line = accepted(group([principle('a\r\nb')], { product: hostile }), group([principle('a')]))
    expect(line).toMatch(/^[\x20-\x7e]*$/)
  })
})

describe('the short name of a principle', () => {
  it.each([
    [`${CATALOGUE}/1.0#governance`, 'governance'],
    [`${CATALOGUE}/1.0`, `${CATALOGUE}/1.0`],
    [`${CATALOGUE}/1.0#`, `${CATALOGUE}/1.0#`],
  ])('%s: %s', (id, name) => {
    expect(shortName(id)).toBe(name)
  })
})
