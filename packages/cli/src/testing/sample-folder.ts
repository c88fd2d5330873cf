import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { actors, type TrustParts, trustFolder, usualParts } from '../../../../test/world/world.js'

/** A folder on disk with trust data, the root's key and files that a test puts there. */
export interface SampleFolder {
  readonly path: string
  readonly trust: string
  readonly root: string
  /** Writes a file below the folder and gives its path. */
  put(name: string, content: string | Uint8Array): string
  at(name: string): string
  remove(): void
}

/** Makes a folder with the usual trust data, or with other parts. */
export async function createSampleFolder(changes: TrustParts = {}): Promise<SampleFolder> {
  const path = mkdtempSync(join(tmpdir(), 'tta-cli-'))
  const at = (name: string) => join(path, name)
  const put = (name: string, content: string | Uint8Array) => {
    mkdirSync(dirname(at(name)), { recursive: true })
    writeFileSync(at(name), content)
    return at(name)
  }
  const { manifest, files } = await trustFolder({ ...(await usualParts()), ...changes })
  put('trust/manifest.jws', manifest)
  for (const [name, bytes] of files) put(`trust/${name}`, bytes)
  put('root.jwk', JSON.stringify(actors.registry.publicJwk))
  return {
    path,
    trust: at('trust'),
    root: at('root.jwk'),
    put,
    at,
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
