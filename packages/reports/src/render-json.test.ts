import { readFileSync } from 'node:fs'
import type { Report } from '@trusted-tech/model'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { arrangeReport, renderJson } from './render-json.js'
import { REPORT_SHAPE, type Shape } from './report-shape.js'
import { acceptedReport, rejectedReport } from './testing/sample-reports.js'

interface Schema {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly $defs?: Readonly<Record<string, Schema>>
}
const schema = JSON.parse(readFileSync(new URL('../schemas/report.schema.json', import.meta.url), 'utf8')) as Schema
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema as object)

/** The same report with the members of every object in the opposite order. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([member, inner]) => [member, reversed(inner)]),
  ) as T
}

const withoutSignedContent = (report: Report): Report => ({
  ...report,
  credentials: report.credentials.map(({ verified: _, ...rest }) => rest),
})

describe('a report as JSON', () => {
  it.each([
    ['accepted', acceptedReport],
    ['rejected', rejectedReport],
  ])('validates against the published schema when %s', (_, report) => {
    validate(JSON.parse(renderJson(report)))
    expect(validate.errors).toBeNull()
  })

  it('is the same report', () => {
    expect(JSON.parse(renderJson(acceptedReport))).toEqual(acceptedReport)
  })

  it('gives the same bytes whatever order the members came in', () => {
    const report = withoutSignedContent(acceptedReport)
    expect(renderJson(reversed(report))).toBe(renderJson(report))
  })

  it('THREAT-068 leaves out members that no report has', () => {
    const padded = { ...acceptedReport, certifiedBy: 'everybody' } as Report
    expect(renderJson(padded)).toBe(renderJson(acceptedReport))
  })

  it('THREAT-043 writes what a terminal would act on as escapes, without changing the value', () => {
    const hostile = 'a\u001b[31m\u009b31m\u202e\u200b\u2028\u{e0041}\nb'
    const report: Report = { ...acceptedReport, summary: hostile }
    const text = renderJson(report)
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u2028\u202e]|\u{e0041}/u)
    expect((JSON.parse(text) as Report).summary).toBe(hostile)
  })

  it('does not change the report that it was given', () => {
    const before = structuredClone(acceptedReport)
    arrangeReport(acceptedReport)
    expect(acceptedReport).toEqual(before)
  })
})

describe('the published schema and the printed members', () => {
  const resolve = (part: Schema): Schema => {
    if (part.$ref === undefined) return part
    return schema.$defs?.[part.$ref.replace('#/$defs/', '')] ?? {}
  }
  const members = (part: Schema): Readonly<Record<string, Schema>> =>
    part.oneOf === undefined
      ? (part.properties ?? {})
      : Object.assign({}, ...part.oneOf.map((one) => resolve(one).properties ?? {}))

  const compare = (shape: Shape, described: Schema, path: string): void => {
    const part = resolve(described)
    if (shape === '*') {
      const inner = part.items === undefined ? {} : members(resolve(part.items))
      expect({ ...members(part), ...inner }, `${path} is printed as it is`).toEqual({})
      return
    }
    if (Array.isArray(shape)) {
      compare((shape as readonly [Shape])[0], part.items ?? {}, `${path}/*`)
      return
    }
    const listed = shape as Readonly<Record<string, Shape>>
    expect(Object.keys(listed).sort(), path).toEqual(Object.keys(members(part)).sort())
    for (const [member, inner] of Object.entries(listed))
      compare(inner, members(part)[member] ?? {}, `${path}/${member}`)
  }

  it('name the same members at every depth', () => {
    compare(REPORT_SHAPE, schema, '')
  })

  it('refuse a report that lacks a check, or has one that nobody knows', () => {
    const [credential] = acceptedReport.credentials
    const { signature: _, ...checks } = credential?.checks ?? {}
    expect(validate({ ...acceptedReport, credentials: [{ ...credential, checks }] })).toBe(false)
    const extra = { ...credential?.checks, luck: { state: 'notRequested' } }
    expect(validate({ ...acceptedReport, credentials: [{ ...credential, checks: extra }] })).toBe(false)
  })
})
