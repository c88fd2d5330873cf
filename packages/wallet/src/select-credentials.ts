import { type Instant, matchProduct, type Product } from '@trusted-tech/model'
import { type AskedProduct, readAskedProduct } from '@trusted-tech/verifier'
import type { CredentialStore, HeldCredential } from './credential-store.js'
import { type HeldState, heldStates } from './held-state.js'
import { isHeldClaim, readHeldClaim } from './read-held.js'

/** Conditions on what is held. Every one that is given must hold. */
export interface Selection {
  /** A package URL, with or without `@version`, or the product's URI. */
  readonly product?: string
  readonly version?: string
  readonly type?: string
  readonly issuer?: string
  /** The id of the catalogue that a claim was assessed under. */
  readonly scheme?: string
  /** The id of a criterion, or of a principle: a claim with an assessment on it. */
  readonly criterion?: string
  readonly state?: HeldState
  /** Shows predecessors too, which their successors else hide. */
  readonly superseded?: boolean
}

/**
 * Finds held credentials by product, version, type, issuer, scheme, criterion and state.
 *
 * A predecessor is hidden by its held successor, unless `superseded` or the state asks for it; it stays held. With a
 * version, claims that cover it: its exact version or a range with it in. Without, all claims on the product. Conditions
 * on product, scheme and criterion find claims alone. Does not verify again.
 *
 * @returns ordered by `id`
 * @throws {TrustedTechError} `ERR_STORE_DAMAGED` for a record that is not what was put there
 * @example
 * ```ts
 * const certificates = await selectCredentials({ store, now, product: 'pkg:generic/pump', type: 'ConformityCertificate' })
 * ```
 */
export async function selectCredentials(
  options: { readonly store: CredentialStore; readonly now: Instant } & Selection,
): Promise<readonly HeldCredential[]> {
  const { store, now, state, superseded = false, ...conditions } = options
  const held = await store.list()
  const states = heldStates({ held, now })
  return held.filter((one) => {
    const facts = states.get(one)
    if (state !== undefined && facts?.state !== state) return false
    if (facts?.supersededBy !== undefined && !superseded && state !== 'superseded') return false
    return fulfils(one, conditions)
  })
}

function fulfils(
  held: HeldCredential,
  conditions: Pick<Selection, 'product' | 'version' | 'type' | 'issuer' | 'scheme' | 'criterion'>,
): boolean {
  const { product, version, type, issuer, scheme, criterion } = conditions
  if (type !== undefined && held.type !== type) return false
  if (issuer !== undefined && held.issuer !== issuer) return false
  if (product === undefined && version === undefined && scheme === undefined && criterion === undefined) return true
  if (!isHeldClaim(held)) return false
  const { credentialSubject } = readHeldClaim(held)
  const { conformity } = credentialSubject
  if (scheme !== undefined && conformity.scheme.id !== scheme) return false
  if (
    criterion !== undefined &&
    !conformity.assessments.some((one) => one.criterion === criterion || one.principle === criterion)
  ) {
    return false
  }
  if (product === undefined && version === undefined) return true
  return isAbout(credentialSubject, {
    ...(product === undefined ? {} : { id: product }),
    ...(version === undefined ? {} : { version }),
  })
}

/** Whether a claim is about the product that is asked for: of a version that is named, whether it covers it. */
function isAbout(product: Product, asked: AskedProduct): boolean {
  const question = readAskedProduct(asked)
  if (question === undefined) return false
  if (question.version === undefined) return product.id === question.id
  if (question.id !== undefined && product.id !== question.id) return false
  const { match } = matchProduct({ product, asked: { ...question, id: product.id } })
  return match === 'exact' || match === 'inRange'
}
