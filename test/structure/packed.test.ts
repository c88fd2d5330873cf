import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { findPackagingFaults, judgeInstall } from '../../scripts/structure/packed.mjs'
import { findUnused } from '../../scripts/structure/unused.mjs'

/** Runs something over a folder of the given files, which is gone afterwards. */
function inFolder<T>(files: Readonly<Record<string, string>>, run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'canary-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('what the verifier installs', () => {
  const place = 'node_modules/.pnpm/lib@1.0.0/node_modules/lib'
  const judged = (files: Readonly<Record<string, string>>, limits = { packages: 2, bytes: 10_000 }) => {
    const all = { 'package.json': '{"name":"lib","version":"1.0.0"}', 'index.js': 'export const x = 1', ...files }
    const placed = Object.fromEntries(Object.entries(all).map(([path, text]) => [`${place}/${path}`, text]))
    return inFolder(placed, (folder) => judgeInstall(folder, limits))
  }

  it('passes when it is small and quiet', () => {
    expect(judged({ 'a.js': 'import { createHash } from "node:crypto"; import "./index.js"' })).toEqual({
      packages: ['lib@1.0.0'],
      bytes: expect.any(Number),
      modules: 2,
      faults: [],
    })
  })

  it.each([
    'import net from "node:net"',
    'export * from "https"',
    'const dns = require("dns/promises")',
    'export const load = () => import("node:tls")',
    'import { request } from "undici"',
    'import "node:dgram"',
    'import { connect } from "http2"',
  ])('THREAT-147 refuses a file that does %s, wherever it lies', (source) => {
    expect(judged({ 'dist/deep/a.mjs': source }).faults).toEqual([
      expect.stringMatching(/^network: lib imports .*a\.mjs$/),
    ])
    expect(judged({ 'a.cjs': source }).faults).toHaveLength(1)
  })

  it('THREAT-192 refuses an install script, a native build, too many packages and too many bytes', () => {
    const script = '{"name":"lib","version":"1.0.0","scripts":{"postinstall":"node x"}}'
    expect(judged({ 'package.json': script }).faults).toEqual(['install script: lib has postinstall'])
    expect(judged({ 'binding.gyp': '{}' }).faults).toEqual(['install script: lib has binding.gyp'])
    expect(judged({}, { packages: 0, bytes: 10_000 }).faults).toEqual(['count: 1 packages, at most 0'])
    expect(judged({}, { packages: 1, bytes: 10 }).faults).toEqual([expect.stringMatching(/^size: /)])
  })
})

describe('the linter of packed packages', () => {
  /** A tarball as a registry serves it: ustar, gzipped, every path below `package/`. */
  const packed = (files: Readonly<Record<string, string>>): Uint8Array => {
    const blocks = Object.entries(files).flatMap(([path, text]) => {
      const header = Buffer.alloc(512)
      header.write(`package/${path}`, 0)
      header.write('0000644\0', 100)
      header.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124)
      header.write('ustar\0', 257)
      header.write('        ', 148)
      header.write(
        `${header
          .reduce((sum, byte) => sum + byte, 0)
          .toString(8)
          .padStart(6, '0')}\0 `,
        148,
      )
      const body = Buffer.alloc(Math.ceil(text.length / 512) * 512)
      body.write(text)
      return [header, body]
    })
    return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
  }
  const manifest = (exports: unknown) => JSON.stringify({ name: 'lib', version: '1.0.0', type: 'module', exports })

  it('passes a sound package', async () => {
    const files = { 'package.json': manifest({ '.': './index.js' }), 'index.js': 'export const x = 1' }
    expect(await findPackagingFaults(packed(files))).toEqual([])
  })

  it('refuses an entry that was not packed, and one of another format', async () => {
    const missing = { 'package.json': manifest({ '.': './gone.js' }), 'index.js': 'export const x = 1' }
    expect(await findPackagingFaults(packed(missing))).toEqual(['publint: lib FILE_DOES_NOT_EXIST at exports..'])
    const format = { 'package.json': manifest({ '.': './index.js' }), 'index.js': 'module.exports = 1' }
    expect(await findPackagingFaults(packed(format))).toEqual([
      expect.stringMatching(/^publint: lib FILE_INVALID_FORMAT/),
    ])
  })
})

describe('the search for what nothing uses', () => {
  const sound = {
    'package.json': JSON.stringify({ name: 'app', type: 'module', main: 'index.js', dependencies: { used: '1.0.0' } }),
    'index.js': `import 'used'\nimport { x } from './a.js'\nconsole.log(x)`,
    'a.js': 'export const x = 1',
    'node_modules/used/package.json': '{"name":"used","version":"1.0.0"}',
  }

  it('finds nothing in a sound workspace, and has read its files', () => {
    expect(inFolder(sound, findUnused)).toEqual({ looked: 2, faults: [] })
  })

  it('finds a file, an export and a dependency that nothing uses, and one that nobody declared', () => {
    const faulty = {
      ...sound,
      'package.json': JSON.stringify({
        name: 'app',
        type: 'module',
        main: 'index.js',
        dependencies: { used: '1.0.0', idle: '1.0.0' },
      }),
      'a.js': `import 'undeclared'\nexport const x = 1\nexport const y = 2`,
      'b.js': 'export {}',
    }
    const { faults } = inFolder(faulty, findUnused)
    expect(faults.sort()).toEqual([
      'dependencies: idle in package.json',
      'exports: y in a.js',
      'files: b.js',
      'unlisted: undeclared in a.js',
    ])
  })
})
