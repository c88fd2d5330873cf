import { calculateJwkThumbprint } from 'jose'
import { expect, it } from 'vitest'
import { ALGORITHM_NAMES } from '../algorithms.js'
import { mustImport, testKey } from '../testing/keys.js'
import { thumbprint } from './thumbprint.js'

it('RFC 8037, appendix A.3: the thumbprint of the example key', () => {
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
  const key = mustImport({ publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x, kid: 'bilbo', alg: 'EdDSA' } })
  expect(thumbprint(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
})

it.each(ALGORITHM_NAMES)(
  'RFC 7638, section 3: the thumbprint of a key for %s is the one that jose computes',
  async (algorithm) => {
    const { key, publicKeyJwk } = testKey(algorithm)
    expect(thumbprint(key)).toBe(await calculateJwkThumbprint({ ...publicKeyJwk }))
  },
)
