import { type ClaimDraft, type JsonPointer, joinPointer, type Problem, problem } from '@trusted-tech/model'
import type { Column } from './csv-columns.js'
import { type CsvRow, type CsvTable, readCsvRows } from './csv-rows.js'
import { nearestLine, type SourcedDraft } from './sourced-draft.js'

/**
 * Reads drafts from CSV: one row for each product and criterion, the rows of one product and one scheme being one draft,
 * wherever they stand. Never throws on bad input.
 *
 * What is the claim's is the same in all of its rows, or empty in all but one. A file with a row that cannot be told
 * apart gives no draft at all; a draft with a cell that is wrong is refused by itself.
 *
 * @see docs/guides/drafts.md, "CSV"
 */
export function* readCsvDrafts({
  file,
  bytes,
}: {
  readonly file: string
  readonly bytes: Uint8Array
}): Generator<SourcedDraft> {
  const table = readCsvRows(bytes)
  if (table.ok) {
    for (const rows of groups(table.value)) yield draftOf(file, table.value.columns, rows)
    return
  }
  for (const { line = 1, ...found } of table.faults ?? table.problems.map((one) => ({ ...one, line: 1 }))) {
    yield { file, line, draft: { ok: false, problems: [found] }, lineOf: () => line }
  }
}

/** The rows of each draft, in the order in which the first of them stand. */
function groups({ columns, rows }: CsvTable): Iterable<readonly CsvRow[]> {
  const keys = ['product.id', 'scheme.id', 'scheme.version'].map((key) => columns.findIndex(({ name }) => name === key))
  const found = new Map<string, CsvRow[]>()
  for (const row of rows) {
    const key = JSON.stringify(keys.map((at) => row.cells[at]))
    const group = found.get(key)
    if (group === undefined) found.set(key, [row])
    else group.push(row)
  }
  return found.values()
}

function draftOf(file: string, columns: readonly Column[], rows: readonly CsvRow[]): SourcedDraft {
  const line = rows[0]?.line ?? 1
  const lines = new Map<JsonPointer, number>()
  const problems: Problem[] = []
  const claim: Branch = {}
  const once = new Map<Column, string>()
  const assessments = rows.map((row, index) => {
    lines.set(`/assessments/${index}`, row.line)
    const assessment: Branch = {}
    for (const [at, column] of columns.entries()) {
      const cell = row.cells[at] ?? ''
      if (cell === '') continue
      const pointer = joinPointer(column.of === 'claim' ? '' : `/assessments/${index}`, ...column.path)
      const known = column.of === 'claim' ? once.get(column) : undefined
      if (known === cell) continue
      const value = known === undefined ? cellValue(column, cell) : undefined
      if (value === undefined) {
        const expected = known === undefined ? 'an integer' : `in column ${column.name} the same as before: ${known}`
        lines.set(pointer, row.line)
        problems.push(problem('SCHEMA_INVALID', pointer, { expected, actual: cell.slice(0, 64) }))
        continue
      }
      if (column.of === 'claim') once.set(column, cell)
      put(column.of === 'claim' ? claim : assessment, column, value)
    }
    return assessment
  })
  const [first, ...rest] = problems
  const value = withoutHoles({ ...claim, assessments }) as unknown as ClaimDraft
  return {
    file,
    line,
    draft: first === undefined ? { ok: true, value } : { ok: false, problems: [first, ...rest] },
    lineOf: (pointer) => nearestLine(lines, pointer, line),
  }
}

type Branch = { [member: string | number]: unknown }

/** What a cell means; `undefined` for digits that are none. */
function cellValue({ kind, scheme }: Column, cell: string): unknown {
  if (kind === 'text') return cell
  if (kind === 'integer') return /^(?:0|[1-9][0-9]{0,14})$/.test(cell) ? Number(cell) : undefined
  const items = cell.split('|').map((item) => item.trim())
  return kind === 'list' ? items : items.map((value) => ({ scheme, value }))
}

/** Puts a value where the column says. Paths come from the table of columns, never from the file. */
function put(root: Branch, { path, kind }: Column, value: unknown): void {
  let branch = root
  for (const [at, token] of path.slice(0, -1).entries()) {
    branch[token] ??= typeof path[at + 1] === 'number' ? [] : {}
    branch = branch[token] as Branch
  }
  const last = path.at(-1) ?? ''
  const before = branch[last]
  branch[last] = kind === 'pairs' && Array.isArray(before) ? [...before, ...(value as unknown[])] : value
}

/** `evidence2` may stand without `evidence`: what was left out leaves no gap. As deep as the paths of columns. */
function withoutHoles(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(() => true).map(withoutHoles)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutHoles(member)]))
}
