import { existsSync, readFileSync } from 'node:fs'
import { dirname, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AccreditedScope, ClaimDraft } from '@trusted-tech/model'

/** The copy that the build put beside the program or, when run from its sources, the examples of the repository. */
const FOLDER = [new URL('./examples/', import.meta.url), new URL('../../../../examples/', import.meta.url)]
  .map((url) => fileURLToPath(url))
  .find((folder) => existsSync(folder))

export interface ExampleDraft {
  readonly draft: ClaimDraft
  /** The files that the draft names, by the paths it names them with. */
  files(path: string): Uint8Array
}

export function readExample(path: string): Uint8Array {
  return new Uint8Array(readFileSync(`${FOLDER}/${path}`))
}

export function readExampleDraft(name: string): ExampleDraft {
  const path = `drafts/${name}.json`
  return {
    draft: readJson(path) as ClaimDraft,
    files: (file) => readExample(normalize(`${dirname(path)}/${file}`)),
  }
}

export function readExampleScope(name: string): AccreditedScope {
  return readJson(`scopes/${name}.json`) as AccreditedScope
}

function readJson(path: string): unknown {
  return JSON.parse(new TextDecoder().decode(readExample(path)))
}
