import { readFileSync } from 'node:fs'
import { digestSri } from '@trusted-tech/proofs'
import type { Draft } from './draft.js'

export const CATALOGUE_ID = 'https://alliance.example/catalogues/trusted-tech'

/** The sample catalogues, byte for byte. */
export const CATALOGUES = new Map(
  ['trusted-tech-1.0', 'trusted-tech-2.0'].map((name) => [
    name,
    new Uint8Array(readFileSync(new URL(`../../packages/model/catalogues/${name}.json`, import.meta.url))),
  ]),
)

export const criterion = (name: string, version = '1.0') => `${CATALOGUE_ID}/${version}#${name}`

export function catalogueReference(version = '1.0'): { id: string; version: string; digestSRI: string } {
  const bytes = CATALOGUES.get(`trusted-tech-${version}`)
  if (bytes === undefined) throw new Error(`no catalogue ${version}`)
  return { id: CATALOGUE_ID, version, digestSRI: digestSri(bytes, 'sha256') }
}

/** Every required criterion of the principle `secure-development` in the sample catalogue 1.0. */
export function requiredCriteria(principle = 'secure-development'): string[] {
  const catalogue = JSON.parse(new TextDecoder().decode(CATALOGUES.get('trusted-tech-1.0')))
  return catalogue.principles
    .find((one: Draft) => one.id === criterion(principle))
    .criteria.filter((one: Draft) => one.required)
    .map((one: Draft) => one.id.split('#')[1])
}
