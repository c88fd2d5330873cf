// @ts-check
// Writes docs/threat-model.md: which test carries which row of docs/threats.json, and which rows no test carries yet.
// With --check it writes nothing and fails if the committed file is not what would be written.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** @typedef {{ number: string, priority: string, title: string }} Row */
/** @typedef {{ title: string, rows: Row[] }} Section */

const PRIORITIES = /** @type {Readonly<Record<string, string>>} */ ({
  P0: 'blocks a release',
  P1: 'before 1.0',
  P2: 'hardening',
})

/**
 * Lists the rows that a test file names in its titles. Comments do not count: a row that is only talked about is not tested.
 *
 * @param {string} text the source of a test file
 * @returns {string[]} numbers, each once
 */
export function findRowsNamed(text) {
  const source = ts.createSourceFile('x.test.ts', text, ts.ScriptTarget.ES2022, false)
  const found = new Set()
  /** @param {ts.Node} node */
  const visit = (node) => {
    // Titles are texts, or templates whose fixed parts are; rows of `it.each` are texts in a list.
    const literal = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
    if (literal) for (const [, number] of node.text.matchAll(/\bTHREAT-(\d{3}a?)\b/g)) found.add(number)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return [...found].sort()
}

/**
 * Writes the table.
 *
 * @param {{ sections: readonly Section[], tests: ReadonlyMap<string, readonly string[]> }} input `tests`: row numbers by the
 *   path of the test file that names them
 * @returns {{ text: string, unknown: string[] }} `unknown`: rows that a test names and the list does not have
 */
export function renderThreatModel({ sections, tests }) {
  /** @type {Map<string, string[]>} */
  const filesOf = new Map()
  for (const [file, numbers] of tests) {
    for (const number of numbers) filesOf.set(number, [...(filesOf.get(number) ?? []), file])
  }
  const rows = sections.flatMap((section) => section.rows)
  const known = new Set(rows.map((row) => row.number))
  const unknown = [...filesOf].flatMap(([number, files]) =>
    known.has(number) ? [] : [`THREAT-${number} in ${files.join(', ')}`],
  )

  /** @param {readonly Row[]} of */
  const count = (of) => `${of.filter((row) => filesOf.has(row.number)).length} | ${of.length}`
  const lines = [
    '# Threat model',
    '',
    'What the product must survive, and which tests show it. This page is written by `npm run threat-model` from',
    '`docs/threats.json` and from the titles of the tests; edit those. A row is *tested* when at least one test carries its',
    'number; how much of the row that test covers is for the reader of the test to judge. What is *not yet* tested is listed',
    'so that it is seen.',
    '',
    '| priority | tested | rows |',
    '|---|---|---|',
    ...Object.entries(PRIORITIES).map(
      ([priority, meaning]) =>
        `| ${priority}, ${meaning} | ${count(rows.filter((row) => row.priority === priority))} |`,
    ),
    `| all | ${count(rows)} |`,
  ]
  for (const section of sections) {
    lines.push('', `## ${section.title}`, '', '| row | priority | threat | state |', '|---|---|---|---|')
    for (const { number, priority, title } of section.rows) {
      const files = filesOf.get(number)?.slice().sort()
      const state =
        files === undefined ? 'not yet' : `tested: ${files.map((file) => `[${name(file)}](../${file})`).join(', ')}`
      lines.push(`| THREAT-${number} | ${priority} | ${title} | ${state} |`)
    }
  }
  return { text: `${lines.join('\n')}\n`, unknown }
}

/** @param {string} file @returns {string} */
const name = (file) => file.replace(/^packages\/([^/]+)\/src\/(?:.*\/)?/, '$1/').replace(/\.(?:test|contract)\.ts$/, '')

/** @param {string} folder @returns {string[]} test files below it */
function testFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : testFiles(path)
    // A contract is tests too, which every implementation's test file runs.
    return /\.(?:test|contract)\.ts$/.test(entry.name) ? [path] : []
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const target = join(root, 'docs/threat-model.md')
  const { sections } = JSON.parse(readFileSync(join(root, 'docs/threats.json'), 'utf8'))
  const files = ['packages', 'test', 'examples'].flatMap((folder) => testFiles(join(root, folder))).sort()
  const tests = new Map(files.map((file) => [relative(root, file), findRowsNamed(readFileSync(file, 'utf8'))]))
  const { text, unknown } = renderThreatModel({ sections, tests })
  for (const row of unknown) console.error(`not in docs/threats.json: ${row}`)
  if (unknown.length > 0) process.exitCode = 1
  if (!process.argv.includes('--check')) writeFileSync(target, text)
  else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error('docs/threat-model.md is not up to date: run `npm run threat-model` and commit it')
    process.exitCode = 1
  }
}
