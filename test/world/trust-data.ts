import { decodeUtf8, encodeUtf8, type Instant, type Json, type Result } from '@trusted-tech/model'
import { settleSync } from '@trusted-tech/proofs/sync'
import {
  buildTrustFiles,
  type Manifest,
  openManifest,
  openTrust,
  signManifest,
  type TrustState,
} from '@trusted-tech/trust'
import { keyHistoryOf } from './actor.js'
import { actors } from './cast.js'
import { CATALOGUE_ID, CATALOGUES, criterion } from './catalogues.js'
import { at, EARLY, NOW } from './clock.js'
import { accreditation, membership } from './documents.js'
import type { Draft } from './draft.js'
import { cleanLists, sign } from './secured.js'

export interface TrustParts {
  readonly statements?: readonly string[]
  readonly statusLists?: readonly string[]
  readonly keyHistories?: readonly { id: string; keys: Draft[] }[]
  readonly anchors?: readonly string[]
  readonly version?: number
  readonly issuedAt?: Instant
  readonly expires?: Instant
  readonly catalogues?: ReadonlyMap<string, Uint8Array>
  /** Changes files before they are listed: what the registry's own tools would not lay out. */
  readonly edit?: (files: Map<string, Uint8Array>) => void
}

/** A trust folder in memory: its manifest and its files. */
export async function trustFolder(
  parts: TrustParts,
): Promise<{ manifest: Uint8Array; files: Map<string, Uint8Array> }> {
  const files = buildTrustFiles({
    anchors: parts.anchors ?? [actors.alliance.did],
    keyHistories:
      parts.keyHistories ?? [actors.alliance, actors.assessor, actors.limited].map((one) => keyHistoryOf(one)),
    statements: parts.statements ?? [],
    statusLists: parts.statusLists ?? [],
    catalogues: parts.catalogues ?? CATALOGUES,
  })
  parts.edit?.(files)
  const manifest = await signManifest({
    files,
    version: parts.version ?? 1,
    issuedAt: parts.issuedAt ?? at('2026-10-30T00:00:00Z'),
    expires: parts.expires ?? at('2026-12-30T00:00:00Z'),
    signer: actors.registry.signer,
    rootJwk: actors.registry.publicJwk as Json,
  })
  return { manifest, files }
}

/** A manifest, opened by whoever pinned the registry's key. */
export function openedManifest(manifest: Uint8Array, now: Instant = NOW): Result<Manifest> {
  const plan = openManifest({ manifest, root: { publicKeyJwk: actors.registry.publicJwk as Json }, now })
  return plan.conclude(settleSync(plan.jobs))
}

export async function openedTrust(parts: TrustParts, now: Instant = NOW): Promise<Result<TrustState>> {
  const { manifest, files } = await trustFolder(parts)
  const opened = openedManifest(manifest, now)
  return opened.ok ? openTrust({ manifest: opened.value, files }) : opened
}

/** The usual world: two accredited assessors, one of them limited, a member vendor, clean lists. */
export async function usualParts(): Promise<TrustParts> {
  const statements = await Promise.all([
    sign(accreditation(actors.assessor), actors.alliance, EARLY),
    sign(
      accreditation(actors.limited, {
        accreditedFor: {
          actions: ['issueCertificate'],
          schemes: [{ scheme: CATALOGUE_ID, versions: 'vers:generic/>=1.0|<2.0' }],
          criteria: [criterion('secure-development')],
          maxAssuranceLevel: 'substantial',
          productClasses: ['network-equipment.gateway'],
          jurisdictions: ['DE', 'JP', 'US'],
        },
      }),
      actors.alliance,
      EARLY,
    ),
    sign(membership(actors.vendor), actors.alliance, EARLY),
  ])
  return { statements, statusLists: await cleanLists(actors.alliance, actors.assessor, actors.limited, actors.vendor) }
}

export async function usualTrust(changes: TrustParts = {}): Promise<Result<TrustState>> {
  const parts = await usualParts()
  return openedTrust({ ...parts, ...changes })
}

/** The usual world, and statements that the alliance signed beside those. */
export async function trustAlso(statements: readonly string[], changes: TrustParts = {}): Promise<Result<TrustState>> {
  const parts = await usualParts()
  return openedTrust({ ...parts, statements: [...(parts.statements ?? []), ...statements], ...changes })
}

/** For `TrustParts.edit`: puts one text in the place of another, wherever a file has it. */
export function inPlaceOf(genuine: string, other: string): (files: Map<string, Uint8Array>) => void {
  return (files) => {
    for (const [path, bytes] of files) {
      const text = decodeUtf8(bytes)
      if (text.ok && text.value.includes(genuine)) files.set(path, encodeUtf8(text.value.replace(genuine, () => other)))
    }
  }
}
