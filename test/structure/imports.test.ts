import { describe, expect, it } from 'vitest'
import { cruiseHouse, dependencyRules } from '../../scripts/structure/dependency-rules.mjs'
import { FLOORS } from '../../scripts/structure/floors.mjs'
import { buildHouse } from './build-house.js'

async function cruised(files: Readonly<Record<string, string>>, of: 'source' | 'dist' = 'source') {
  const house = buildHouse(files)
  try {
    const { violations, ...seen } = await cruiseHouse({ root: house.root, of })
    return { ...seen, violations, rules: [...new Set(violations.map((one) => one.rule))].sort() }
  } finally {
    house.demolish()
  }
}

/** One canary for each rule that is not made from the floors table: what must be caught, and by which rules. */
const CANARIES: Readonly<Record<string, { files: Readonly<Record<string, string>>; caught: readonly string[] }>> = {
  'files in a circle': {
    files: {
      'packages/issuer/src/a.ts': `import { b } from './b.js'\nexport const a = () => b`,
      'packages/issuer/src/b.ts': `import { a } from './a.js'\nexport const b = () => a`,
    },
    caught: ['no-cycle'],
  },
  'files whose types are in a circle': {
    files: {
      'packages/issuer/src/a.ts': `import type { B } from './b.js'\nexport type A = { b: B }`,
      'packages/issuer/src/b.ts': `import type { A } from './a.js'\nexport type B = { a: A }`,
    },
    caught: ['no-cycle'],
  },
  'a path into another package': {
    files: {
      'packages/model/src/json.ts': 'export const json = 1',
      'packages/issuer/src/a.ts': `export { json } from '../../model/src/json.js'`,
    },
    caught: ['no-deep-import', 'no-relative-import-across-packages'],
  },
  'a path to the entry of another package': {
    files: { 'packages/issuer/src/a.ts': `export { floor } from '../../model/src/index.js'` },
    caught: ['no-relative-import-across-packages'],
  },
  'a test across packages that reaches inside one': {
    files: {
      'packages/model/src/json.ts': 'export const json = 1',
      'test/threats/a.test.ts': `import '../../packages/model/src/json.js'`,
    },
    caught: ['no-deep-import-from-outside'],
  },
  'a package that imports from the tests': {
    files: {
      'test/world/world.ts': 'export const x = 1',
      'packages/issuer/src/a.ts': `import '../../../test/world/world.js'`,
    },
    caught: ['nothing-from-outside-the-house'],
  },
  'shipped code that imports test material': {
    files: {
      'packages/issuer/src/testing/keys.ts': 'export const x = 1',
      'packages/issuer/src/a.ts': `import './testing/keys.js'`,
    },
    caught: ['no-test-material-shipped'],
  },
  'shipped code that imports the tests of an interface': {
    files: {
      'packages/issuer/src/testing/store.contract.ts': 'export const contract = 1',
      'packages/store/src/a.ts': `import '../../issuer/src/testing/store.contract.js'`,
    },
    caught: ['no-test-material-shipped'],
  },
  'Veramo in the issuer': {
    files: { 'packages/issuer/src/a.ts': `import '@veramo/core'` },
    caught: ['only-agent-imports-veramo'],
  },
  'a type of Veramo in the store': {
    files: { 'packages/store/src/a.ts': `import type { IAgent } from '@veramo/core'\nexport type A = IAgent` },
    caught: ['only-agent-imports-veramo'],
  },
  'a library nobody listed in the model': {
    files: { 'packages/model/src/a.ts': `import 'left-pad'` },
    caught: ['pure-libraries-model'],
  },
  'a library of another pure package': {
    files: { 'packages/trust/src/a.ts': `import 'jose'` },
    caught: ['pure-libraries-trust'],
  },
  'a lazily loaded library': {
    files: { 'packages/verifier/src/a.ts': `export const load = () => import('left-pad')` },
    caught: ['pure-libraries-verifier'],
  },
  'a listed built-in outside of platform': {
    files: { 'packages/proofs/src/a.ts': `import { createHash } from 'node:crypto'\nexport { createHash }` },
    caught: ['pure-builtins-behind-platform'],
  },
  'the network behind platform': {
    files: { 'packages/proofs/src/platform/node.ts': `import 'node:http'` },
    caught: ['only-fetcher-connects', 'pure-builtins-allowed'],
  },
  'a connection of the command’s own': {
    files: { 'packages/cli/src/a.ts': `export const load = () => import('node:https')` },
    caught: ['only-fetcher-connects'],
  },
  'a resolver in the agent': {
    files: { 'packages/agent/src/a.ts': `export { lookup } from 'node:dns/promises'` },
    caught: ['only-fetcher-connects'],
  },
  'a socket in the store, by its old name': {
    files: { 'packages/store/src/a.ts': `import net from 'net'\nexport { net }` },
    caught: ['only-fetcher-connects'],
  },
  'a library that fetches, in the issuer': {
    files: {
      'node_modules/undici/package.json': '{"name":"undici","version":"1.0.0","main":"index.js"}',
      'node_modules/undici/index.js': '',
      'packages/issuer/package.json': JSON.stringify({
        name: '@trusted-tech/issuer',
        type: 'module',
        exports: { '.': { '@trusted-tech/source': './src/index.ts', default: './dist/index.js' } },
        dependencies: { undici: '1.0.0' },
      }),
      'packages/issuer/src/a.ts': `import 'undici'`,
    },
    caught: ['only-fetcher-connects'],
  },
  'a library that is only a developer’s': {
    files: {
      'node_modules/undeclared/package.json': '{"name":"undeclared","version":"1.0.0","main":"index.js"}',
      'node_modules/undeclared/index.js': '',
      'packages/issuer/src/a.ts': `import 'undeclared'`,
    },
    caught: ['no-undeclared-dependency'],
  },
  'an import that leads nowhere': {
    files: { 'packages/issuer/src/a.ts': `import './gone.js'` },
    caught: ['no-unresolvable'],
  },
}

describe('the walls that imports can break', () => {
  it('stand in a sound house, and the cruise looked at every package', async () => {
    const { violations, dependencies, packages } = await cruised({
      'packages/trust/src/a.ts': `import { floor } from '@trusted-tech/proofs'\nexport { floor }`,
      'packages/proofs/src/platform/node.ts': `import { createHash } from 'node:crypto'\nexport { createHash }`,
      'packages/proofs/src/a.ts': `import 'jose'`,
      'packages/agent/src/a.ts': `import '@veramo/core'`,
      'packages/fetcher/src/a.ts': `import 'node:https'`,
      'packages/proofs/src/a.test.ts': `import 'node:fs'`,
      // The tests of an interface, run by a package that implements it.
      'packages/issuer/src/testing/store.contract.ts': `export const contract = 1`,
      'packages/store/src/a.test.ts': `import '../../issuer/src/testing/store.contract.js'`,
    })
    expect(violations).toEqual([])
    expect(dependencies).toBe(7)
    expect(packages).toEqual(FLOORS.map((room) => room.package).sort())
  })

  for (const [title, { files, caught }] of Object.entries(CANARIES)) {
    it(`catch ${title}`, async () => {
      expect((await cruised(files)).rules).toEqual(caught)
    })
  }

  it('catch every import up or to a sibling, types included', async () => {
    const files: Record<string, string> = {}
    const forbidden: string[] = []
    for (const room of FLOORS) {
      const others = FLOORS.map((other) => other.package).filter((name) => name !== room.package)
      files[`packages/${room.package}/src/a.ts`] = others
        .map(
          (name, index) => `import type { X${index} } from '@trusted-tech/${name}'\nexport type Y${index} = X${index}`,
        )
        .join('\n')
      for (const name of others) {
        if (!room.imports.includes(name)) forbidden.push(`floor-${room.package} packages/${name}/src/index.ts`)
      }
    }
    const { violations } = await cruised(files)
    const seen = violations.filter((one) => one.rule.startsWith('floor-')).map((one) => `${one.rule} ${one.to}`)
    expect(seen.sort()).toEqual(forbidden.sort())
    expect(forbidden).toContain('floor-proofs packages/status/src/index.ts')
    expect(forbidden).toContain('floor-server packages/web/src/index.ts')
  })

  it('stand in what was built, and catch a built-in that a browser would reach', async () => {
    expect((await cruised({}, 'dist')).rules).toEqual([])
    const inlined = {
      'packages/proofs/dist/index.js': `import './chunk-A.js'`,
      'packages/proofs/dist/chunk-A.js': `import 'node:crypto'`,
    }
    expect((await cruised(inlined, 'dist')).rules).toEqual(['no-builtin-reachable-in-browsers'])
    const upward = { 'packages/model/dist/index.js': `export * from '@trusted-tech/verifier'` }
    expect((await cruised(upward, 'dist')).rules).toEqual(['floor-model'])
  })

  it('have a canary for every rule', () => {
    const seen = new Set(Object.values(CANARIES).flatMap((canary) => canary.caught))
    const unseen = dependencyRules({ entries: [] })
      .map((rule) => rule.name ?? '')
      // These are one rule made for each package; the table test above, and one canary of the kind, fire them.
      .filter((name) => !name.startsWith('floor-') && !name.startsWith('pure-libraries-'))
      .filter((name) => name !== 'no-builtin-reachable-in-browsers' && !seen.has(name))
    expect(unseen).toEqual([])
  })
})
