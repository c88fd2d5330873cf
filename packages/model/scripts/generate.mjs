/**
 * Writes what is derived: `schemas/<type>/v1.json` from the definitions beside this file, and `src/generated/` with
 * the validators compiled from exactly those schemas and their digests.
 *
 *   node scripts/generate.mjs           writes
 *   node scripts/generate.mjs --check   writes nothing; exits 1 if a committed file is not what would be written
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileValidators } from './compile-validators.mjs'
import { DEFINITIONS } from './schema-definitions.mjs'
import { SCHEMA_TYPES, schemaId } from './schema-types.mjs'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))

/** The names of all definitions that a schema needs, its definitions' own needs included. */
function definitionsUsedBy(schema, found = new Set()) {
  for (const match of JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)) {
    const name = match[1]
    if (found.has(name)) continue
    if (DEFINITIONS[name] === undefined) throw new Error(`no definition is named ${name}`)
    found.add(name)
    definitionsUsedBy(DEFINITIONS[name], found)
  }
  return found
}

function published({ folder, schema }) {
  const names = [...definitionsUsedBy(schema)].sort()
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaId(folder),
    ...schema,
    $defs: Object.fromEntries(names.map((name) => [name, DEFINITIONS[name]])),
  }
}

/** Path inside the package to content, for every derived file. */
export function generate() {
  const files = new Map()
  const rows = SCHEMA_TYPES.map((row) => {
    const document = published(row)
    const text = `${JSON.stringify(document, null, 2)}\n`
    files.set(`schemas/${row.folder}/v1.json`, text)
    return { type: row.type, document, digestSRI: `sha384-${createHash('sha384').update(text).digest('base64')}` }
  })
  files.set('src/generated/validators.ts', compileValidators(rows, DEFINITIONS))
  return files
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check')
  for (const [path, content] of generate()) {
    const file = join(packageFolder, path)
    if (check) {
      let committed
      try {
        committed = readFileSync(file, 'utf8')
      } catch {}
      if (committed === content) continue
      console.error(`${path} is not what scripts/generate.mjs writes: run it and commit the result`)
      process.exitCode = 1
    } else {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
    }
  }
}
