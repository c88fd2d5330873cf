import { type Problem, TrustedTechError } from '@trusted-tech/model'
import { readAskedProduct } from '@trusted-tech/verifier'
import { checkOne } from './check-held.js'
import type { HeldCredential } from './credential-store.js'
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
 * Predecessors are left out where their successor is held. What the verifier rejects today is left out and told: one
 * certificate that was revoked would make the whole dossier a rejected one.
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
  const selected = await selectCredentials({ store, now, ...asked })
  const among = await store.list()
  const ids: string[] = []
  const leftOut: LeftOut[] = []
  for (const held of selected) {
    const { verdict, problems } = await checkOne({ held, among, trust, now })
    if (verdict === 'rejected') leftOut.push({ held, problems })
    else ids.push(held.id)
  }
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
