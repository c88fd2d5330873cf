import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** What the published schema of a command says against its `--json` output; `null` if nothing. */
export function schemaFaults(command: string, output: unknown): unknown {
  const schema = new URL(`../../schemas/${command}.schema.json`, import.meta.url)
  const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(schema, 'utf8')))
  validate(output)
  return validate.errors ?? null
}
