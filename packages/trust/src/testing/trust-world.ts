import { encodeUtf8, formatInstant, type Instant, type JsonObject, type PublishedKey } from '@trusted-tech/model'
import { SECURING_MECHANISMS } from '@trusted-tech/proofs'
import { settleSync } from '@trusted-tech/proofs/sync'
import { buildTrustFiles } from '../build-trust-files.js'
import { openManifest, type PinnedRoot } from '../open-manifest.js'
import { openTrust } from '../open-trust.js'
import { signManifest } from '../sign-manifest.js'
import type { TrustState } from '../trust-state.js'
import { accreditationDocument, at, CATALOGUE, membershipDocument } from './documents.js'
import { type KeyName, testKey } from './keys.js'

export const ALLIANCE = 'did:web:alliance.example'
export const ASSESSOR = 'did:web:assessor.example'
export const VENDOR = `did:key:${testKey('vendor').multikey}`
export const ROOT_KID = 'did:web:registry.example#root'
export const NOW = at('2026-11-24T00:00:00Z')
export const LIST_ID = 'https://alliance.example/status/revocation'

export const published = (did: string, name: KeyName): PublishedKey => ({
  id: `${did}#k1`,
  publicKeyMultibase: testKey(name).multikey,
  purposes: ['assertionMethod'],
  from: '2025-01-01T00:00:00Z',
})

/** Signs a document as its issuer does. */
export function secure(
  document: object,
  { by = 'alliance' as KeyName, kid = `${ALLIANCE}#k1`, signedAt = at('2026-01-01T00:00:00Z') } = {},
): Promise<string> {
  return SECURING_MECHANISMS['vc+jwt'].secure(document as JsonObject, testKey(by).signer(kid), { signedAt })
}

export const listDocument = (id = LIST_ID) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id,
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  issuer: ALLIANCE,
  validFrom: '2026-11-01T00:00:00Z',
  validUntil: '2026-12-01T00:00:00Z',
  credentialSubject: {
    id: `${id}#list`,
    type: 'BitstringStatusList',
    statusPurpose: 'revocation',
    encodedList: 'uH4sI',
  },
})

/** The files of a small trust folder: one anchor, one assessor, one member, one list, one catalogue. */
export async function worldFiles(
  changes: Partial<Parameters<typeof buildTrustFiles>[0]> = {},
): Promise<Map<string, Uint8Array>> {
  return buildTrustFiles({
    anchors: [ALLIANCE],
    keyHistories: [
      { id: ALLIANCE, keys: [published(ALLIANCE, 'alliance')] },
      { id: ASSESSOR, keys: [published(ASSESSOR, 'assessor')] },
    ],
    statements: [
      await secure(accreditationDocument({ n: 1, issuer: ALLIANCE, subject: ASSESSOR })),
      await secure(membershipDocument({ n: 2, issuer: ALLIANCE, subject: VENDOR, member: { controlGroup: 'vendor' } })),
    ],
    statusLists: [await secure(listDocument())],
    catalogues: new Map([['trusted-tech-1.0', encodeUtf8(JSON.stringify(CATALOGUE))]]),
    ...changes,
  })
}

export function worldManifest(
  files: ReadonlyMap<string, Uint8Array>,
  changes: Partial<Parameters<typeof signManifest>[0]> = {},
): Promise<Uint8Array> {
  return signManifest({
    files,
    version: 3,
    issuedAt: at('2026-11-01T00:00:00Z'),
    expires: at('2026-12-01T00:00:00Z'),
    signer: testKey('root').signer(ROOT_KID),
    rootJwk: testKey('root').publicKeyJwk,
    ...changes,
  })
}

export function open(
  manifest: Uint8Array,
  { root = { thumbprint: testKey('root').thumbprint } as PinnedRoot, now = NOW as Instant } = {},
) {
  const plan = openManifest({ manifest, root, now })
  return plan.conclude(settleSync(plan.jobs))
}

/** The trust state of a folder with these files, listed just as they are. */
export async function openWorld(files: ReadonlyMap<string, Uint8Array>): Promise<TrustState> {
  const manifest = open(await worldManifest(files))
  if (!manifest.ok) throw new Error(`a manifest that does not open: ${manifest.problems[0].code}`)
  const trust = openTrust({ manifest: manifest.value, files })
  if (!trust.ok) throw new Error(`a folder that does not open: ${trust.problems[0].code} ${trust.problems[0].pointer}`)
  return trust.value
}

/** A manifest with any payload, signed like a genuine one. */
export async function signAnything(payload: unknown, { by = 'root' as KeyName, typ = 'trust-manifest+jwt' } = {}) {
  const header = { alg: 'EdDSA', kid: ROOT_KID, typ }
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${encode(header)}.${encode(payload)}`
  const signature = await testKey(by).signer(ROOT_KID).sign(encodeUtf8(input))
  return encodeUtf8(`${input}.${Buffer.from(signature).toString('base64url')}`)
}

export const payload = (changes: object = {}) => ({
  version: 1,
  issuedAt: formatInstant(at('2026-11-01T00:00:00Z')),
  expires: formatInstant(at('2026-12-01T00:00:00Z')),
  root: testKey('root').publicKeyJwk,
  files: { 'anchors.json': { length: 1, sha256: 'a'.repeat(64) } },
  ...changes,
})
