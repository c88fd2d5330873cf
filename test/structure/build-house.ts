import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { FLOORS } from '../../scripts/structure/floors.mjs'

/** Libraries that the canaries import; each is an empty package. */
const LIBRARIES = ['jose', 'fflate', 'left-pad', '@veramo/core']

/**
 * Builds a small house in a folder of its own, sound until the given files are added: every package of the floors table,
 * with entries for sources and for what was built. Canaries live here and not in the repository, so that they need no
 * exception from lint, types or the rules themselves.
 *
 * @param files file contents by path below the root
 * @returns the root, and `demolish` to remove it
 */
export function buildHouse(files: Readonly<Record<string, string>>): { root: string; demolish: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'house-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('package.json', JSON.stringify({ name: 'house', type: 'module' }))
  for (const { package: name } of FLOORS) {
    const entry = { '@trusted-tech/source': './src/index.ts', default: './dist/index.js' }
    write(
      `packages/${name}/package.json`,
      JSON.stringify({
        name: `@trusted-tech/${name}`,
        type: 'module',
        exports: { '.': entry },
        imports: { '#platform': { browser: './dist/platform/browser.js', default: './dist/platform/node.js' } },
        dependencies: Object.fromEntries(LIBRARIES.map((library) => [library, '1.0.0'])),
      }),
    )
    write(`packages/${name}/src/index.ts`, `export const floor = 1\n`)
    write(`packages/${name}/dist/index.js`, `import '#platform'\nexport const floor = 1\n`)
    write(`packages/${name}/dist/platform/node.js`, `import 'node:crypto'\n`)
    write(`packages/${name}/dist/platform/browser.js`, `export const platform = 1\n`)
    mkdirSync(join(root, 'node_modules/@trusted-tech'), { recursive: true })
    symlinkSync(join('../../packages', name), join(root, 'node_modules/@trusted-tech', name))
  }
  for (const library of LIBRARIES) {
    write(`node_modules/${library}/package.json`, JSON.stringify({ name: library, version: '1.0.0', main: 'index.js' }))
    write(`node_modules/${library}/index.js`, 'exports.x = 1\n')
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  return { root, demolish: () => rmSync(root, { recursive: true, force: true }) }
}
