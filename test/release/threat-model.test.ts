import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findRowsNamed, renderThreatModel } from '../../scripts/threat-model.mjs'

/** Rows in the sources of canaries below are written so that this file itself names none. */
const row = (number: string) => `THREAT${'-'}${number}`

describe('the rows that a test file names', () => {
  it('are read from titles of every form', () => {
    const source = `
      it('${row('001')} a', () => {})
      describe("${row('055a')} b", () => {})
      it.each([['${row('014')}', 1]])('%s', () => {})
      it(\`${row('020')} \${x} and ${row('021')}\`, () => {})
      it('${row('002')} and ${row('003')}', () => {})`
    expect(findRowsNamed(source)).toEqual(['001', '002', '003', '014', '020', '021', '055a'])
  })

  it('are not read from comments', () => {
    expect(findRowsNamed(`// ${row('001')}\n/** ${row('002')} */ it('x', () => {})`)).toEqual([])
  })
})

describe('the threat model', () => {
  const sections = [
    {
      title: 'Keys',
      rows: [
        { number: '001', priority: 'P0', title: 'No signature' },
        { number: '002', priority: 'P1', title: 'Wrong key' },
      ],
    },
  ]

  it('shows what is tested, where, and what is not yet', () => {
    const tests = new Map([['packages/proofs/src/jws/open-jws.test.ts', ['001']]])
    const { text, unknown } = renderThreatModel({ sections, tests })
    expect(unknown).toEqual([])
    expect(text).toContain(
      `| ${row('001')} | P0 | No signature | tested: [proofs/open-jws](../packages/proofs/src/jws/open-jws.test.ts) |`,
    )
    expect(text).toContain(`| ${row('002')} | P1 | Wrong key | not yet |`)
    expect(text).toContain('| P0, blocks a release | 1 | 1 |')
    expect(text).toContain('| all | 1 | 2 |')
  })

  it('names a row that a test made up', () => {
    const { unknown } = renderThreatModel({ sections, tests: new Map([['a.test.ts', ['999']]]) })
    expect(unknown).toEqual([`${row('999')} in a.test.ts`])
  })

  it('lists every row once, with a priority', () => {
    const listed: { number: string; priority: string; title: string }[] = JSON.parse(
      readFileSync(new URL('../../docs/threats.json', import.meta.url), 'utf8'),
    ).sections.flatMap((section: { rows: object[] }) => section.rows)
    expect(new Set(listed.map((one) => one.number)).size).toBe(listed.length)
    expect(
      listed.filter((one) => !/^\d{3}a?$/.test(one.number) || !/^P[012]$/.test(one.priority) || one.title === ''),
    ).toEqual([])
  })
})
