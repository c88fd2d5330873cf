import {
  CHECK_IDS,
  failed,
  indeterminate,
  type Problem,
  passed,
  problem,
  REASON_CODES,
  type Report,
} from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EN } from './message-catalogue.js'
import { renderText, renderTextBrief } from './render-text.js'
import {
  acceptedReport,
  rejectedReport,
  sampleChecks,
  sampleContent,
  sampleCredential,
} from './testing/sample-reports.js'
import { displayWidth } from './text/display-width.js'
import { type Palette, PLAIN_PALETTE } from './text/palette.js'

const SEED = { seed: 20261124, numRuns: Number(process.env.TTA_RUNS ?? 300) }
const flat = (text: string) => text.replace(/\s+/g, ' ')
const withContent = (content: Partial<typeof sampleContent>): Report => ({
  ...acceptedReport,
  credentials: [{ ...sampleCredential, verified: { ...sampleContent, ...content } }],
})

describe('a report as text', () => {
  it('says the verdict first and verdict, findings and policy on one last line', () => {
    const lines = renderText(acceptedReport).trimEnd().split('\n')
    expect(lines[0]).toBe('ACCEPTED')
    expect(lines.at(-1)).toBe(acceptedReport.summary)
  })

  it('says who says so, at which level, when, and under which accreditation', () => {
    const text = flat(renderText(acceptedReport))
    expect(text).toContain('Who says so assessed by an accredited assessor third party')
    expect(text).toContain('Level substantial, the lowest of what counts')
    expect(text).toContain("When issued 2026-10-01T00:00:00Z (the issuer's own word for the time)")
    expect(text).toContain('did:web:alliance.example accredits did:web:assessor.example')
  })

  it('never calls a declaration assessed', () => {
    const report = withContent({ attestationType: 'declaration', party: 'first', accreditations: [] })
    const text = flat(renderText({ ...report, findings: [] }))
    expect(text).toContain('Who says so self-declared by the manufacturer; nobody else checked it')
    expect(text).not.toContain('accredited assessor')
  })

  it.each([
    ['first', 'assessed, but not by an accredited assessor'],
    ['second', 'assessed, but not by an accredited assessor'],
    [
      'thirdUnconfirmed',
      'assessed by an accredited assessor accredited; independence from the manufacturer is not confirmed',
    ],
    ['third', 'assessed by an accredited assessor third party'],
  ] as const)('tells who says so for the party %s', (party, expected) => {
    expect(flat(renderText(withContent({ party })))).toContain(`Who says so ${expected}`)
  })

  it('shows every check with its question, in the order of the algorithm', () => {
    const text = flat(renderText(acceptedReport))
    const places = CHECK_IDS.map((id) => text.indexOf(EN.checks[id].question))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('shows of a failed check the code, the pointer, the answer and the remedy', () => {
    const text = flat(renderText(rejectedReport))
    expect(text).toContain('FAILED Signature')
    expect(text).toContain('SIG_INVALID for the whole document')
    expect(text).toContain(EN.codes.SIG_INVALID.answer)
    expect(text).toContain(`Remedy: ${EN.codes.SIG_INVALID.remedy}`)
    expect(text).toContain('expected: a signature by the key; found: another')
  })

  it('shows a note of a passed check as a note', () => {
    expect(flat(renderText(acceptedReport))).toContain(
      'note: SAMPLE_CATALOGUE at /credentialSubject/conformity/scheme/id',
    )
  })

  it('shows criteria under their principle, and what was left out with its reason', () => {
    const text = flat(renderText(acceptedReport))
    expect(text).toContain('secure-development: met with conditions')
    expect(text).toContain('2 of 3 required criteria')
    expect(text).toContain('secure-development.threat-modelling (optional): nobody assessed it')
    expect(text).toContain('Assessments that do not count secure-development.threat-modelling CRITERION_OUT_OF_SCOPE')
    expect(text).toContain('condition: Automatic updates stay switched on.')
  })

  it('shows results that count only under accepted', () => {
    const text = renderText({ ...acceptedReport, verdict: 'indeterminate', findings: [] })
    expect(text).not.toContain(EN.labels.assessments)
    expect(text).toContain(EN.labels.excluded)
  })

  it('shows nothing of what a document says whose signature was not verified', () => {
    const text = renderText(rejectedReport)
    expect(text).toContain('Nothing that the document says is shown')
    expect(text).not.toContain('Pump Controller')
  })

  it('prints what the question allowed, and that rollback was not checked', () => {
    const accepted = flat(renderText(acceptedReport))
    expect(accepted).toContain('ALLOWED BY THE QUESTION: a sample catalogue')
    expect(accepted).not.toContain('a vendor that is no member')
    expect(flat(renderText(rejectedReport))).toContain('ALLOWED BY THE QUESTION: a vendor that is no member')
    expect(accepted).toContain('trust: single-key manifest · rollback: notChecked')
  })

  it('says that nobody was authenticated, of a bare credential and of an unasked presentation', () => {
    expect(flat(renderText(acceptedReport))).toContain('Nobody was authenticated.')
    const { presentation, ...rest } = rejectedReport
    const unasked: Report = { ...rest, presentation: { presenter: 'notChecked' } }
    expect(presentation?.presenter).toBe('manufacturer')
    expect(flat(renderText(unasked))).toContain('The presenter was not authenticated')
    expect(flat(renderText(rejectedReport))).not.toContain('The presenter was not authenticated')
  })

  it('lists ignored support with its reason', () => {
    expect(flat(renderText(rejectedReport))).toContain('IGNORED BitstringStatusListCredential')
    expect(flat(renderText(rejectedReport))).toContain('STATUS_ISSUER at /issuer in https://assessor.example/status/1')
  })

  it('says everything in words: colour adds characters around them and nothing else', () => {
    const marked: Palette = {
      good: (text) => `<g>${text}</g>`,
      bad: (text) => `<b>${text}</b>`,
      unsure: (text) => `<u>${text}</u>`,
      quiet: (text) => `<q>${text}</q>`,
      strong: (text) => `<s>${text}</s>`,
    }
    const bare = { ...rejectedReport, problems: [], support: [] }
    const stripped = renderText(bare, { palette: marked }).replace(/<\/?[gbuqs]>/g, '')
    expect(stripped).toBe(renderText(bare, { palette: PLAIN_PALETTE }))
  })

  it.each([60, 80, 120])('keeps to %i columns, but for words that cannot be broken and the last line', (width) => {
    for (const line of renderText(acceptedReport, { width }).trimEnd().split('\n')) {
      if (line === acceptedReport.summary) continue
      const rest = line.trimStart()
      expect(displayWidth(line) <= width || !rest.includes(' ') || / {2}\S+$/.test(line), line).toBe(true)
    }
  })

  it('names the policy on the last line even when nobody asked for one', () => {
    const silent: Report = { ...acceptedReport, summary: 'accepted: secure-development met (3/3)' }
    expect(renderText(silent).trimEnd().split('\n').at(-1)).toBe(`${silent.summary}; policy not requested`)
  })

  it('says in one line that a check was not reached', () => {
    const checks = sampleChecks({ status: indeterminate([problem('NOT_REACHED')]) })
    const text = flat(renderText({ ...rejectedReport, credentials: [{ verdict: 'rejected', checks }] }))
    expect(text).toContain('NOT_REACHED: No. An earlier check stopped the verification.')
    expect(text).not.toContain(EN.codes.NOT_REACHED.remedy)
  })

  it('names another document that a problem is in, and not the one that is shown', () => {
    const about = (id: string) => problem('REVOKED', '/credentialStatus/0', { about: id })
    const own = sampleCredential.id as string
    const checks = sampleChecks({ status: failed([about(own), about('urn:uuid:accreditation')]) })
    const text = flat(renderText({ ...rejectedReport, credentials: [{ id: own, verdict: 'rejected', checks }] }))
    expect(text).toContain('REVOKED at /credentialStatus/0 in urn:uuid:accreditation')
    expect(text).not.toContain(`in ${own}`)
  })

  it('is the same text every time', () => {
    expect(renderText(structuredClone(acceptedReport))).toBe(renderText(acceptedReport))
  })

  it('has a text for every code that a check can carry', () => {
    const [first, ...rest] = REASON_CODES.map((code) => problem(code)) as [Problem, ...Problem[]]
    const checks = sampleChecks({ input: failed([first, ...rest]) })
    const text = flat(renderText({ ...rejectedReport, credentials: [{ verdict: 'rejected', checks }] }))
    for (const code of REASON_CODES)
      expect(text).toContain(flat(`${EN.codes[code].answer} Remedy: ${EN.codes[code].remedy}`))
  })
})

describe('THREAT-043 hostile texts in a report', () => {
  const hostile = fc.string({ unit: 'binary', maxLength: 400 }).map((text) => `\n\u001b[2J\r\u009b\u202e${text}`)

  it('cannot end a line, move the cursor or turn the writing direction', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const report: Report = {
          ...acceptedReport,
          summary: text,
          presentation: { holder: text, presenter: 'other', binding: text, audience: text, expires: text },
          credentials: [
            {
              id: text,
              type: text,
              verdict: 'rejected',
              checks: sampleChecks({
                key: failed([problem('KEY_NOT_FOUND', text, { expected: text, actual: text, about: text })]),
              }),
              verified: {
                ...sampleContent,
                issuer: { id: text, name: text },
                product: { id: text, name: text, manufacturer: { id: text, name: text } },
                catalogue: { id: text, version: text, digestSRI: text },
                accreditations: [{ id: text, issuer: text, subject: text }],
              },
            },
          ],
          support: [{ id: text, type: text, state: 'ignored', problems: [problem('ENCODING', text)] }],
          findings: [
            {
              product: text,
              attestationType: 'certification',
              catalogue: { id: text, version: text },
              principles: [
                {
                  principle: text,
                  finding: 'met',
                  required: 1,
                  fulfilled: 1,
                  issuers: [{ id: text, name: text }],
                  since: text,
                  criteria: [{ criterion: text, required: true, results: [] }],
                },
              ],
            },
          ],
        }
        const rendered = renderText(report, { file: text })
        expect(rendered.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/)
        const brief = renderTextBrief(report, { file: text })
        expect(brief.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/)
      }),
      SEED,
    )
  })

  it('cannot forge a line of the report', () => {
    const report = withContent({ issuer: { id: 'did:web:x.example', name: `X\n  Verdict        ACCEPTED\n` } })
    const forged = renderText({ ...report, verdict: 'rejected', findings: [] })
    expect(forged).toContain('X\\u{a}')
    expect(forged.match(/^ {2}Verdict/gm)).toHaveLength(1)
  })

  it('are cut, so that one name cannot fill the screen', () => {
    const report = withContent({ issuer: { id: 'did:web:x.example', name: 'x'.repeat(100_000) } })
    expect(renderText(report).length).toBeLessThan(renderText(acceptedReport).length + 1_000)
  })

  it('THREAT-068 are not shown at all when the profile does not know the member', () => {
    expect(renderText(acceptedReport)).not.toContain('CERTIFIED BY EVERYBODY')
  })
})

describe('a report in brief', () => {
  it('names file, verdict, and each reason once with its remedy', () => {
    const [credential] = rejectedReport.credentials
    const twice = { ...rejectedReport, credentials: [credential, credential] } as Report
    const text = flat(renderTextBrief(twice, { file: 'dossier.jwt' }))
    expect(text).toMatch(/^dossier\.jwt rejected: SIG_INVALID/)
    expect(text.match(/SIG_INVALID for the whole document/g)).toHaveLength(1)
    expect(text).toContain(EN.codes.SIG_INVALID.remedy)
  })

  it('does not repeat that later checks were not reached', () => {
    const checks = sampleChecks({
      form: failed([problem('TYP_MISMATCH', '/typ')]),
      structure: indeterminate([problem('NOT_REACHED')]),
      trust: passed(),
    })
    const text = renderTextBrief({ ...rejectedReport, credentials: [{ verdict: 'rejected', checks }] })
    expect(text).toContain('TYP_MISMATCH')
    expect(text).not.toContain('NOT_REACHED')
  })
})
