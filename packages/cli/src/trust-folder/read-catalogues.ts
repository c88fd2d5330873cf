import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Catalogue, parseCatalogue, printable } from '@trusted-tech/model'
import { usageError } from '../command-line/usage.js'
import { readRegularFile } from '../files/read-regular-file.js'

const MAX_BYTES = 1024 * 1024
const SAMPLES = ['trusted-tech-1.0', 'trusted-tech-2.0']

/**
 * The catalogues of an edition, exact bytes by file name: those of `files` or, without any, the samples that are shipped.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`; `ERR_USAGE_INVALID` for what is no catalogue, or one given twice
 */
export function readCatalogues(files: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const catalogues = new Map<string, Uint8Array>()
  if (files.length === 0) {
    const { resolve } = createRequire(import.meta.url)
    for (const name of SAMPLES) {
      catalogues.set(name, new Uint8Array(readFileSync(resolve(`@trusted-tech/model/catalogues/${name}.json`))))
    }
    return catalogues
  }
  for (const file of files) {
    const { bytes, size } = readRegularFile(file, MAX_BYTES)
    const catalogue = size > MAX_BYTES ? undefined : parseCatalogue(bytes)
    if (catalogue === undefined) throw usageError(`--catalogue ${printable(file)}: larger than 1 MiB`)
    if (!catalogue.ok) {
      const [{ code, pointer }] = catalogue.problems
      throw usageError(`--catalogue ${printable(file)}: no catalogue (${code} at ${pointer || 'the document'})`)
    }
    const name = fileNameOf(catalogue.value)
    if (catalogues.has(name)) throw usageError(`--catalogue ${printable(file)}: given twice`)
    catalogues.set(name, bytes)
  }
  return catalogues
}

/** The end of its id and its version, in the letters that a path of trust data may have. */
function fileNameOf({ id, version }: Catalogue): string {
  const name = `${id.split('/').at(-1) ?? ''}-${version}`.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-')
  return name.replaceAll(/^[^a-z0-9]+|\.+(?=\.)|\.$/g, '').slice(0, 100)
}
