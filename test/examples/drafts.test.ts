import { readdirSync, readFileSync } from 'node:fs'
import { createMemoryIssuanceStore, issueClaim } from '@trusted-tech/issuer'
import {
  type AccreditedScope,
  type ClaimDraft,
  checkSchema,
  parseCatalogue,
  parseJson,
  parseVersRange,
  TrustedTechError,
} from '@trusted-tech/model'
import { digestSri } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { verifySync } from '@trusted-tech/verifier/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../world/actor.js'
import { accreditation, actors, cleanLists, membership, NOW, openedTrust, sign } from '../world/world.js'

const examples = new URL('../../examples/', import.meta.url)
const drafts = new URL('drafts/', examples)
const names = readdirSync(drafts)

function readJson<T>(path: string): T {
  const parsed = parseJson(readFileSync(new URL(path, examples)))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value as unknown as T
}

const readDraft = (name: string) => readJson<ClaimDraft>(`drafts/${name}`)
const files = (path: string) => new Uint8Array(readFileSync(new URL(path, drafts)))

let trust: TrustState

beforeAll(async () => {
  const everything = readJson<AccreditedScope>('scopes/every-principle.json')
  const limited = readJson<AccreditedScope>('scopes/secure-development.json')
  const opened = await openedTrust({
    statements: await Promise.all([
      sign(accreditation(actors.assessor, { accreditedFor: everything }), actors.alliance),
      sign(accreditation(actors.limited, { accreditedFor: limited }), actors.alliance),
      sign(membership(actors.vendor), actors.alliance),
    ]),
    statusLists: await cleanLists(actors.alliance, actors.assessor, actors.limited, actors.vendor),
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  trust = opened.value
})

/** Issues from a draft as it is, but for the manufacturer, who is the vendor whose key the tests have. */
async function issue(name: string, by: Actor) {
  const draft = readDraft(name)
  const manufacturer = { ...draft.product.manufacturer, id: actors.vendor.did, name: actors.vendor.name }
  return issueClaim({
    issuer: { id: by.did, name: by.name },
    signer: by.signer,
    store: createMemoryIssuanceStore(),
    statusBase: `https://${by.did.startsWith('did:web:') ? by.did.slice(8) : 'vendor.example'}/status`,
    now: NOW,
    trust,
    draft: { ...draft, product: { ...draft.product, manufacturer } },
    files,
  })
}

async function refusal(name: string, by: Actor): Promise<readonly string[]> {
  const error = await issue(name, by).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(error instanceof TrustedTechError)) throw new Error('not refused', { cause: error })
  expect(error.code).toBe('ERR_DRAFT_REFUSED')
  return error.problems.map(({ code, pointer }) => `${code} ${pointer}`)
}

function judged(secured: string) {
  const { credentials } = verifySync({
    input: secured,
    trust: { ok: true, value: trust },
    now: NOW,
    question: { allowSample: true, allowUnknownVendor: true },
  })
  const verified = credentials[0]?.verified
  if (verified === undefined) throw new Error('not verified')
  return { document: verified.credential, verified }
}

describe('the example drafts', () => {
  it.each(names)('%s names criteria of its catalogue, files that are there, and a version range', (name) => {
    const { scheme, assessments, product, type } = readDraft(name)
    const bytes = readFileSync(
      new URL(`../../packages/model/catalogues/trusted-tech-${scheme.version}.json`, import.meta.url),
    )
    const catalogue = parseCatalogue(bytes)
    expect(catalogue.ok && catalogue.value.id).toBe(scheme.id)
    const known = catalogue.ok ? catalogue.value.principles.flatMap(({ criteria }) => criteria.map(({ id }) => id)) : []
    for (const { criterion, evidence = [] } of assessments) {
      expect(known).toContain(criterion)
      for (const { file, digestSRI } of evidence) {
        if (file === undefined) expect(digestSRI).toBeDefined()
        else expect(files(file).length).toBeGreaterThan(0)
      }
    }
    for (const file of product.files ?? []) expect(files(file).length).toBeGreaterThan(0)
    expect(parseVersRange(product.versions ?? '').ok).toBe(true)
    expect(name).toContain(type === 'ConformityDeclaration' ? '.declaration.' : '.certificate.')
  })

  it('have three products of three manufacturers', () => {
    const products = names.map((name) => readDraft(name).product)
    expect(new Set(products.map(({ id }) => id)).size).toBe(3)
    expect(new Set(products.map(({ manufacturer }) => manufacturer.id)).size).toBe(3)
  })

  it.each([
    ['gauge-gateway.certificate.json', actors.assessor],
    ['archive-vault.certificate.json', actors.assessor],
    ['ledger-sync.declaration.json', actors.vendor],
  ] as const)('%s is issued with the digests of the files in the repository', async (name, by) => {
    const draft = readDraft(name)
    const { secured } = await issue(name, by)
    const { document } = judged(secured)
    expect(checkSchema(draft.type, document)).toEqual([])
    const text = JSON.stringify(document)
    const named = [
      ...(draft.product.files ?? []),
      ...draft.assessments.flatMap(({ evidence = [] }) => evidence.flatMap(({ file }) => file ?? [])),
    ]
    for (const path of named) expect(text).toContain(digestSri(files(path), 'sha256'))
  })

  it('archive-vault.certificate.json says doesNotConform on a required criterion', () => {
    const { assessments, scheme } = readDraft('archive-vault.certificate.json')
    const negative = assessments.filter(({ result }) => result === 'doesNotConform').map(({ criterion }) => criterion)
    expect(negative).toEqual([`${scheme.id}/1.0#secure-development.vulnerability-handling`])
    const catalogue = readJson<{ principles: { criteria: { id: string; required: boolean }[] }[] }>(
      '../packages/model/catalogues/trusted-tech-1.0.json',
    )
    const criteria = catalogue.principles.flatMap(({ criteria }) => criteria)
    expect(criteria.find(({ id }) => id === negative[0])?.required).toBe(true)
  })

  it('gauge-gateway.certificate.json answers every required criterion of its catalogue', () => {
    const { assessments } = readDraft('gauge-gateway.certificate.json')
    const catalogue = readJson<{ principles: { criteria: { id: string; required: boolean }[] }[] }>(
      '../packages/model/catalogues/trusted-tech-1.0.json',
    )
    const required = catalogue.principles.flatMap(({ criteria }) => criteria.filter(({ required }) => required))
    expect(assessments.map(({ criterion }) => criterion)).toEqual(expect.arrayContaining(required.map(({ id }) => id)))
  })

  it('outside of the scope of the limited assessor are refused before signing', async () => {
    expect(await refusal('gauge-gateway.out-of-scope.certificate.json', actors.limited)).toContain(
      'CRITERION_OUT_OF_SCOPE /assessments/0/criterion',
    )
    expect(await refusal('gauge-gateway.mixed-scope.certificate.json', actors.limited)).toEqual([
      'CRITERION_OUT_OF_SCOPE /assessments/0/criterion',
    ])
  })

  it('outside of that scope are inside of the scope of the other assessor', async () => {
    for (const name of names.filter((name) => name.includes('scope'))) {
      expect((await issue(name, actors.assessor)).type).toBe('ConformityCertificate')
    }
  })

  it('rest on evidence that is all used', () => {
    const used = new Set(
      names.flatMap((name) => {
        const { assessments, product } = readDraft(name)
        return [
          ...(product.files ?? []),
          ...assessments.flatMap(({ evidence = [] }) => evidence.flatMap(({ file }) => file ?? [])),
        ]
      }),
    )
    const present = ['evidence', 'products'].flatMap((folder) =>
      readdirSync(new URL(folder, examples), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `../${folder}/${entry.parentPath.split('/').at(-1)}/${entry.name}`),
    )
    expect([...used].sort()).toEqual(present.sort())
  })
})
