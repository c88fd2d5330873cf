import type { Opened, SignatureResult, VerificationKey } from '@trusted-tech/proofs'
import type { SignatureMemo } from './trust-state.js'

/**
 * Makes a memo that holds results for as long as the documents and keys they are about are held by somebody else.
 *
 * @example
 * createSignatureMemo().get(opened, key) // undefined
 */
export function createSignatureMemo(): SignatureMemo {
  const results = new WeakMap<Opened, WeakMap<VerificationKey, SignatureResult>>()
  return {
    get: (opened, key) => results.get(opened)?.get(key),
    set(opened, key, result) {
      if (result === 'unavailable') return
      const byKey = results.get(opened)
      if (byKey === undefined) results.set(opened, new WeakMap([[key, result]]))
      else byKey.set(key, result)
    },
  }
}
