import type { Options } from 'tsup'

/** One build for every package: ESM for Node 20.19 and evergreen browsers, declarations beside it. */
export function packageBuild(entry: readonly string[]): Options {
  return {
    entry: Object.fromEntries(entry.map((name) => [name, `src/${name}.ts`])),
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    splitting: true,
    sourcemap: true,
    clean: true,
    dts: true,
    external: ['#platform', /^node:/],
  }
}
