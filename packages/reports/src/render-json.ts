import type { Report } from '@trusted-tech/model'
import { jsonText } from './json-text.js'
import { REPORT_SHAPE, type Shape } from './report-shape.js'

/**
 * A report as plain data with its members in the published order, and only those.
 *
 * Does not touch what the signed document said (`verified.credential`, assessments): it stays as it was signed.
 */
export function arrangeReport(report: Report): Report {
  return arrange(report, REPORT_SHAPE) as Report
}

/**
 * The JSON text of a report: stable member order, two spaces, one line feed at the end.
 *
 * Checks nothing: the report is what `verify` returned. Same report, same bytes. The format is published as
 * `schemas/report.schema.json`, by `reportVersion`.
 *
 * @example
 * ```ts
 * await writeFile('report.json', renderJson(report))
 * ```
 * @see Specification, section 10 "Result"
 */
export function renderJson(report: Report): string {
  return jsonText(arrangeReport(report))
}

// Recursion ends with the shape, which is a constant, however deep the value is.
function arrange(value: unknown, shape: Shape): unknown {
  if (shape === '*' || typeof value !== 'object' || value === null) return value
  if (isListShape(shape)) return Array.isArray(value) ? value.map((item) => arrange(item, shape[0])) : value
  const source = value as Readonly<Record<string, unknown>>
  const arranged: Record<string, unknown> = {}
  for (const member of Object.keys(shape)) {
    const inner = shape[member]
    if (inner !== undefined && Object.hasOwn(source, member) && source[member] !== undefined) {
      arranged[member] = arrange(source[member], inner)
    }
  }
  return arranged
}

function isListShape(shape: Exclude<Shape, '*'>): shape is readonly [Shape] {
  return Array.isArray(shape)
}
