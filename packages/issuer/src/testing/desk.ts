import { type ClaimDraft, encodeUtf8, TrustedTechError } from '@trusted-tech/model'
import type { Signer } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import type { Actor } from '../../../../test/world/actor.js'
import {
  actors,
  CATALOGUE_ID,
  criterion,
  NOW,
  openedTrust,
  PRODUCT_ID,
  requiredCriteria,
  type TrustParts,
  usualParts,
} from '../../../../test/world/world.js'
import type { IssuanceStore } from '../issuance-store.js'
import type { IssuingDesk } from '../issue.js'
import { createMemoryIssuanceStore } from '../memory-issuance-store.js'
import { seededRandomness } from './seeded-randomness.js'

/** A desk that writes down what is done at it: every call of the store, every signature. */
export interface ObservedDesk extends IssuingDesk {
  readonly done: string[]
}

/** The usual desk of somebody, with a record of what happens at it. */
export function deskOf(actor: Actor, changes: Partial<IssuingDesk> = {}): ObservedDesk {
  const { store = createMemoryIssuanceStore(), signer = actor.signer, ...rest } = changes
  const done: string[] = []
  return {
    issuer: { id: actor.did, name: actor.name },
    statusBase: statusBaseOf(actor),
    now: NOW,
    randomness: seededRandomness(1),
    ...rest,
    store: observedStore(store, done),
    signer: observedSigner(signer, done),
    done,
  }
}

export function statusBaseOf(actor: Actor): string {
  return `https://${actor.did.startsWith('did:web:') ? actor.did.slice('did:web:'.length) : 'tidewater.example'}/status`
}

function observedSigner(signer: Signer, done: string[]): Signer {
  return {
    ...signer,
    sign(data) {
      done.push('sign')
      return signer.sign(data)
    },
  }
}

function observedStore(store: IssuanceStore, done: string[]): IssuanceStore {
  return {
    ...store,
    reserve(options) {
      done.push('reserve')
      return store.reserve(options)
    },
    commit(record) {
      done.push('commit')
      return store.commit(record)
    },
  }
}

/** What an assessor writes down of a product that is in order. */
export function certificateDraft(changes: Partial<ClaimDraft> = {}): ClaimDraft {
  return {
    type: 'ConformityCertificate',
    validUntil: '2027-11-01T12:00:00Z',
    product: {
      id: PRODUCT_ID,
      name: 'Gauge Gateway',
      manufacturer: { id: actors.vendor.did, name: actors.vendor.name },
      versions: 'vers:semver/>=4.2.0|<5.0.0',
      productClasses: ['network-equipment.gateway'],
      market: ['DE', 'JP', 'US'],
      granularity: 'model',
    },
    scheme: { id: CATALOGUE_ID, version: '1.0' },
    assessments: requiredCriteria().map((name) => ({
      criterion: criterion(name),
      result: 'conforms',
      assuranceLevel: 'substantial',
      method: 'audit',
      assessedOn: '2026-09-01T09:00:00Z',
    })),
    ...changes,
  }
}

/** What a vendor writes down of its own product. */
export function declarationDraft(changes: Partial<ClaimDraft> = {}): ClaimDraft {
  return { ...certificateDraft(), type: 'ConformityDeclaration', ...changes }
}

/** The usual draft with members of one assessment, or of the product, changed. */
export function withAssessment(at: number, changes: object, draft = certificateDraft()): ClaimDraft {
  const assessments = draft.assessments.map((one, index) => (index === at ? { ...one, ...changes } : one))
  return { ...draft, assessments }
}

export function withProduct(changes: object, draft = certificateDraft()): ClaimDraft {
  return { ...draft, product: { ...draft.product, ...changes } }
}

export async function trustOf(changes: TrustParts = {}): Promise<TrustState> {
  const opened = await openedTrust({ ...(await usualParts()), ...changes })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  return opened.value
}

/** Files in memory, for drafts that name some. */
export function filesOf(texts: Readonly<Record<string, string>>): (path: string) => Uint8Array | undefined {
  return (path) => {
    const text = texts[path]
    return text === undefined ? undefined : encodeUtf8(text)
  }
}

/** What an operation was refused with. */
export async function refusalOf(attempt: Promise<unknown>): Promise<TrustedTechError> {
  const error = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof TrustedTechError) return error
  throw new Error('not refused', { cause: error })
}

/** Its problems, as `CODE pointer`. */
export function told({ problems }: TrustedTechError): readonly string[] {
  return problems.map(({ code, pointer }) => `${code} ${pointer}`.trimEnd())
}
