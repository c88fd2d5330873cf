import { decodeUtf8, fail, ok, type Problem, problem, type Result } from '@trusted-tech/model'
import { CsvError, parse } from 'csv-parse/sync'
import { type Column, columnOf, REQUIRED_COLUMNS } from './csv-columns.js'
import { MAX_CSV_BYTES, MAX_CSV_COLUMNS, MAX_CSV_ROW_CHARACTERS } from './draft-limits.js'

/** A row with its cells in the order of the columns, and the line in which it ends. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvTable {
  readonly columns: readonly Column[]
  readonly rows: readonly CsvRow[]
}

/** Of a file that is no table of drafts: what is wrong, each with its line. */
export type CsvFault = Problem & { readonly line: number }

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const
const MAX_FAULTS = 100

/**
 * Reads a CSV file into rows under known columns. Never throws on bad input.
 *
 * Separated by commas or, if the first line has semicolons and no comma, by semicolons, as spreadsheets do where the
 * comma is a decimal sign. A byte order mark at the beginning is passed over. One row with a cell too many or too few
 * makes the file unreadable: its values would be taken for others, and a product would miss an assessment.
 *
 * @see RFC 4180, section 2 "Definition of the CSV Format"
 */
export function readCsvRows(bytes: Uint8Array): Result<CsvTable> & { readonly faults?: readonly CsvFault[] } {
  if (bytes.length > MAX_CSV_BYTES) return fail('LIMIT_SIZE', '', { expected: `at most ${MAX_CSV_BYTES} bytes` })
  const marked = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte)
  const text = decodeUtf8(marked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes)
  if (!text.ok) return text
  const parsed = parseRows(text.value)
  if (!parsed.ok) return parsed
  const [header, ...rows] = parsed.value
  if (header === undefined) return fail('DRAFT_SYNTAX', '', { expected: 'a first line with the names of the columns' })
  const columns = header.cells.map(columnOf)
  const faults = [...headerFaults(header), ...rows.flatMap((row) => rowFaults(row, header))].slice(0, MAX_FAULTS)
  const [first, ...rest] = faults
  if (first !== undefined) return { ok: false, problems: [first, ...rest], faults }
  return ok({ columns: columns as readonly Column[], rows })
}

function parseRows(
  text: string,
): (Result<readonly CsvRow[]> & { readonly faults?: never }) | ReturnType<typeof faulty> {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/))
  const delimiter = firstLine.includes(';') && !firstLine.includes(',') ? ';' : ','
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      max_record_size: MAX_CSV_ROW_CHARACTERS,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly info: { readonly lines: number }; readonly record: readonly string[] }[]
    return ok(records.map(({ info, record }) => ({ line: info.lines, cells: record })))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1
    return faulty(line, error.code === 'CSV_MAX_RECORD_SIZE' ? 'LIMIT_SIZE' : 'DRAFT_SYNTAX', error.code)
  }
}

function faulty(line: number, code: 'LIMIT_SIZE' | 'DRAFT_SYNTAX', actual: string) {
  const found = { ...problem(code, '', { expected: 'CSV as in RFC 4180', actual }), line }
  return { ok: false, problems: [found], faults: [found] } as const
}

function headerFaults({ cells, line }: CsvRow): readonly CsvFault[] {
  const fault = (expected: string, actual: string) => ({ ...problem('DRAFT_SYNTAX', '', { expected, actual }), line })
  if (cells.length > MAX_CSV_COLUMNS) return [fault(`at most ${MAX_CSV_COLUMNS} columns`, `${cells.length}`)]
  const seen = new Set<string>()
  return [
    ...cells.flatMap((name) => {
      const known = columnOf(name) !== undefined
      const again = seen.has(name)
      seen.add(name)
      if (!known) return [fault('the name of a column', name.slice(0, 64))]
      return again ? [fault('each column once', name)] : []
    }),
    ...REQUIRED_COLUMNS.filter((name) => !cells.includes(name)).map((name) => fault(`a column ${name}`, 'none')),
  ]
}

function rowFaults({ cells, line }: CsvRow, header: CsvRow): readonly CsvFault[] {
  const fault = (expected: string, actual: string) => [{ ...problem('DRAFT_SYNTAX', '', { expected, actual }), line }]
  if (cells.length !== header.cells.length) return fault(`${header.cells.length} cells`, `${cells.length}`)
  const empty = REQUIRED_COLUMNS.find((name) => cells[header.cells.indexOf(name)] === '')
  return empty === undefined ? [] : fault(`${empty} in every row`, 'an empty cell')
}
