import { afterEach, expect, it, vi } from 'vitest'
import { testKey } from '../testing/keys.js'
import type { SignatureJob } from './signature-job.js'

vi.mock('#node', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  verifySignature: () => {
    throw new Error('not offered by this provider')
  },
}))

const { settle } = await import('./settle.js')
const { settleSync } = await import('./settle-sync.js')

const message = new TextEncoder().encode('a message')
function job(label: string): SignatureJob {
  const key = testKey('ES256', label)
  return { algorithm: 'ES256', key: key.key, message, signature: key.signRaw(message) }
}

afterEach(() => {
  vi.restoreAllMocks()
})

it('where WebCrypto cannot import a key, its signatures are unavailable, neither valid nor invalid', async () => {
  vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('no', 'NotSupportedError'))
  const task = job('import')
  expect(await settle([task])).toEqual(['unavailable'])
  vi.restoreAllMocks()
  // What this runtime cannot do, it is not asked again.
  expect(await settle([task])).toEqual(['unavailable'])
})

it('where WebCrypto cannot verify, the signature is unavailable', async () => {
  vi.spyOn(crypto.subtle, 'verify').mockRejectedValue(new DOMException('no', 'NotSupportedError'))
  expect(await settle([job('verify')])).toEqual(['unavailable'])
})

it('where OpenSSL does not offer the algorithm, the signature is unavailable', () => {
  expect(settleSync([job('node')])).toEqual(['unavailable'])
})

it('what cannot be a signature at all is invalid even then', async () => {
  const task = { ...job('form'), signature: new Uint8Array(64) }
  expect(settleSync([task])).toEqual(['invalid'])
  expect(await settle([task])).toEqual(['invalid'])
})
