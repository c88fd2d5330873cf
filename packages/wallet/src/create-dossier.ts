import { type Problem, TrustedTechError } from '@trusted-tech/model'
import { readAskedProduct } from '@trusted-tech/verifier'
import { checkOne } from './check-held.js'
import type { HeldCredential } from './credential-store.js'
import { heldStates } from './held-state.js'
import { type Presented, type Presenting, presentHeld } from './present-held.js'
import { selectCredentials } from './select-credentials.js'

/** A held claim on the product that is not in the dossier, and why. */
export interface LeftOut {
  readonly held: HeldCredential
  readonly problems: readonly Problem[]
}

export interface Dossier extends Presented {
  readonly leftOut: readonly LeftOut[]
}

/**
 * Makes the dossier of a product: everything that is held on it, with the support that it needs, in one presentation,
 * verified before it is given away.
 *
 * Predecessors are left out where their successor goes in, or would but for its own successor. A successor that does not
 * cover the version asked for, or that the verifier rejects, takes nobody's place. What the verifier rejects today is left
 * out and told: one certificate that was revoked would make the whole dossier a rejected one.
 *
 * @param options.product a package URL, with or without `@version`, or the product's URI; with a version, claims that
 * cover it
 * @throws {TrustedTechError} `ERR_PRESENTATION_REFUSED`, with the problems of what was left out, where no claim remains;
 * otherwise as `presentHeld`
 * @example
 * ```ts
 * const { presentation, leftOut } = await createDossier({
 *   store, product: 'pkg:generic/pump', holder, signer, trust, now,
 *   binding: { kind: 'addressed', audience: 'tender:2026-117', expires },
 * })
 * ```
 * @see Specification, section 8 "Dossier and presentation"
 */
export async function createDossier(
  options: Presenting & { readonly product: string; readonly version?: string },
): Promise<Dossier> {
  const { store, product, version, trust, now } = options
  const asked = { product, ...(version === undefined ? {} : { version }) }
  // A condition on the product finds claims alone.
  const selected = await selectCredentials({ store, now, superseded: true, ...asked })
  const among = await store.list()
  const rejected = new Map<string, readonly Problem[]>()
  for (const held of selected) {
    const { verdict, problems } = await checkOne({ held, among, trust, now })
    if (verdict === 'rejected') rejected.set(held.id, problems)
  }
  const good = new Set(selected.map(({ id }) => id).filter((id) => !rejected.has(id)))
  const replaced = new Map([...heldStates({ held: among, now })].map(([{ id }, facts]) => [id, facts.supersededBy]))
  const shown = selected.filter(({ id }) => !good.has(replaced.get(id) ?? ''))
  const ids = shown.map(({ id }) => id).filter((id) => good.has(id))
  const leftOut = shown.flatMap((held): LeftOut[] => {
    const problems = rejected.get(held.id)
    return problems === undefined ? [] : [{ held, problems }]
  })
  if (ids.length === 0) {
    const none =
      leftOut.length === 0
        ? `The wallet holds no certificate or declaration on ${product}${version === undefined ? '' : ` ${version}`}.`
        : `Of ${leftOut.length} held on ${product} none is good today: a dossier would be rejected.`
    throw new TrustedTechError('ERR_PRESENTATION_REFUSED', none, {
      problems: leftOut.flatMap(({ problems }) => problems),
    })
  }
  const { holder, signer, binding } = options
  const asks = readAskedProduct({ id: product, ...(version === undefined ? {} : { version }) })
  // Of a product without a version the verifier could only say that it cannot tell.
  const question = asks?.version === undefined ? {} : { product: asks }
  const presented = await presentHeld({ store, ids, holder, signer, binding, trust, now, ...question })
  return { ...presented, leftOut }
}
