import { describe, expect, it } from 'vitest'
import { findDependencyFaults, type Inputs } from '../../scripts/structure/lockfile.mjs'

/** A sound workspace of one package with one dependency, which has one of its own; each canary breaks it in one place. */
function soundInputs(): Inputs {
  const integrity = { integrity: 'sha512-AAAA' }
  return {
    lockfile: {
      importers: {
        '.': { devDependencies: { tool: { specifier: 'catalog:', version: '1.0.0' } } },
        'packages/model': { dependencies: { direct: { specifier: 'catalog:', version: '1.0.0(peer@2.0.0)' } } },
        'packages/trust': {
          dependencies: { '@trusted-tech/model': { specifier: 'workspace:*', version: 'link:../model' } },
        },
      },
      packages: {
        'tool@1.0.0': { resolution: integrity, engines: { node: '>=22' } },
        'direct@1.0.0': { resolution: integrity, engines: { node: '>=18' } },
        'deep@3.0.0': { resolution: integrity },
      },
      snapshots: {
        'tool@1.0.0': {},
        'direct@1.0.0(peer@2.0.0)': { dependencies: { deep: '3.0.0' } },
        'deep@3.0.0': {},
      },
    },
    workspace: { catalog: { direct: '1.0.0', tool: '1.0.0' }, ignoredBuiltDependencies: ['tool'] },
    manifests: {
      'package.json': { packageManager: 'pnpm@10.34.9', devDependencies: { tool: 'catalog:' } },
      'packages/model/package.json': { engines: { node: '>=20.19.0' }, dependencies: { direct: 'catalog:' } },
    },
    installScripts: ['tool'],
  }
}

const faultsAfter = (change: (inputs: Inputs) => void) => {
  const inputs = soundInputs()
  change(inputs)
  return findDependencyFaults(inputs)
}

describe('what may come from the registry', () => {
  it('passes in a sound workspace; a developer’s tool may want a newer Node', () => {
    expect(faultsAfter(() => {})).toEqual([])
  })

  it('THREAT-190 refuses a range in the catalog, a version outside of it and a package manager without a version', () => {
    expect(
      faultsAfter((it) => {
        it.workspace.catalog = { direct: '^1.0.0' }
      }),
    ).toEqual([expect.stringMatching(/^catalog: direct/)])
    expect(
      faultsAfter((it) => {
        it.manifests['package.json'] = { packageManager: 'pnpm' }
      }),
    ).toEqual([expect.stringMatching(/^pin: packageManager/)])
    expect(
      faultsAfter((it) => {
        it.manifests['packages/model/package.json'] = {
          engines: { node: '>=20.19.0' },
          dependencies: { direct: '1.0.0' },
        }
      }),
    ).toEqual([expect.stringMatching(/^pin: packages\/model/)])
  })

  it('refuses a production dependency that the oldest Node cannot run, however deep', () => {
    const faults = faultsAfter((it) => {
      it.lockfile.packages['deep@3.0.0'] = { resolution: { integrity: 'sha512-AAAA' }, engines: { node: '>=22.0.0' } }
    })
    expect(faults).toEqual([expect.stringMatching(/^engines: deep@3.0.0 wants Node >=22/)])
    expect(
      faultsAfter((it) => {
        it.lockfile.packages['direct@1.0.0'] = {
          resolution: { integrity: 'sha512-AAAA' },
          engines: { node: '^22 || ^24' },
        }
      }),
    ).toEqual([expect.stringMatching(/^engines: direct/)])
  })

  it('refuses a package of ours that promises another Node', () => {
    expect(
      faultsAfter((it) => {
        it.manifests['packages/model/package.json'] = { engines: { node: '>=18' } }
      }),
    ).toEqual([expect.stringMatching(/^engines: packages\/model/)])
  })

  it('THREAT-190 THREAT-191 refuses git, an unnamed digest and a named host', () => {
    const git = { resolution: { type: 'git', repo: 'https://git.example/deep.git', commit: 'abc' } }
    expect(
      faultsAfter((it) => {
        it.lockfile.packages['deep@3.0.0'] = git
      }),
    ).toEqual([expect.stringMatching(/^git: deep/)])
    expect(
      faultsAfter((it) => {
        it.lockfile.packages['deep@3.0.0'] = { resolution: {} }
      }),
    ).toEqual([expect.stringMatching(/^integrity: deep/)])
    const hosted = { resolution: { integrity: 'sha512-AAAA', tarball: 'https://files.example/deep.tgz' } }
    expect(
      faultsAfter((it) => {
        it.lockfile.packages['deep@3.0.0'] = hosted
      }),
    ).toEqual([expect.stringMatching(/^host: deep/)])
  })

  it('THREAT-190 refuses an install script in production, and one that nobody decided about', () => {
    expect(
      faultsAfter((it) => {
        it.installScripts = ['tool', 'deep']
      }),
    ).toEqual([expect.stringMatching(/^install script: deep is a production dependency/)])
    expect(
      faultsAfter((it) => {
        it.workspace.ignoredBuiltDependencies = []
      }),
    ).toEqual([expect.stringMatching(/^install script: tool .* does not decide/)])
  })

  it.each(['elliptic', 'credential-ld', '@veramo/credential-ld', 'data-store', '@veramo/data-store'])(
    'THREAT-019 refuses %s, for developers too',
    (name) => {
      const faults = faultsAfter((it) => {
        it.lockfile.packages[`${name}@1.0.0`] = { resolution: { integrity: 'sha512-AAAA' } }
      })
      expect(faults).toEqual([expect.stringContaining(`banned: ${name}@1.0.0`)])
    },
  )
})
