import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { findReleaseBlockers } from '../../scripts/release-check.mjs'

const ready = {
  scopeOwned: true,
  manifests: [{ name: '@trusted-tech/model', version: '0.1.0' }],
  constants: `export const PROFILE_CONTEXT = 'https://w3id.org/conformity/v1'`,
}

it('lets a release pass when scope, versions and identifiers are ours', () => {
  expect(findReleaseBlockers(ready)).toEqual([])
})

it('THREAT-193 blocks a release under a scope that is not owned', () => {
  expect(findReleaseBlockers({ ...ready, scopeOwned: false })).toEqual([expect.stringContaining('scope @trusted-tech')])
  const elsewhere = [{ name: 'model', version: '0.1.0' }]
  expect(findReleaseBlockers({ ...ready, manifests: elsewhere })).toEqual([
    expect.stringContaining('outside the scope'),
  ])
})

it('blocks a release without a version, or with an identifier under .example', () => {
  const unversioned = [{ name: '@trusted-tech/model', version: '0.0.0' }]
  expect(findReleaseBlockers({ ...ready, manifests: unversioned })).toEqual([expect.stringContaining('still 0.0.0')])
  const constants = `export const PROFILE_CONTEXT = 'https://trusted-tech.example/ns/v1'`
  expect(findReleaseBlockers({ ...ready, constants })).toEqual([
    expect.stringContaining('https://trusted-tech.example/ns/v1'),
  ])
})

it('exits 1 with its reasons today', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/release-check.mjs'], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toContain('scope @trusted-tech is not owned')
})
