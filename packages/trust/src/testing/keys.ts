import type { Json } from '@trusted-tech/model'
import { exportMultikey, importPublicKey, type Signer, signerFromJwk, thumbprint } from '@trusted-tech/proofs'

/** Ed25519 test keys: `x` and `d`. They sign nothing but what tests make. */
const KEYS = {
  root: ['o68KOn7eDEkucThsZK5EKCAtNUh3F0wdQ34SqO7CYlg', 'M34WCtV-MXY3Nj9GNArYRZyUM2cyb0d3V-o7Tkwv4LY'],
  alliance: ['BRCmognu5z-466ktznlks2-Wa0bKKCbPUvdN_cMynms', 'NcGOgFlUUKeh62yj6-6fU4SngfTQxOO3T2A3c7X660M'],
  delegate: ['cIcn49fZFtaqTjdlVdvRGNnOqc4a0hoPjbLdoVqC-3I', '7FGcMQEe3n-Y4l0slWXfhCjSQodaYCbfQHCP12A1g_8'],
  assessor: ['ExJnFVFnDjxpTZAXPm0KtPXBB1878aSMeSdORbLmtUQ', 'esdlh9hTGDBtXshVKDvB1XdGZZB8L2MYb8ADLn4pDUk'],
  vendor: ['Dy8ipJZpiMWVD-UQFKFwvjN6RCLyNzZdD_Ovjpx3WbI', 'uAplLJ65y6UPyg-_6iwj2cQkuHsv_vNRynst_U_gJ30'],
  outsider: ['ASPuyrzCJif3duEWZ1dvHS8FBhDZ7WxFSKz3mhgurZU', 'DghrkFMoYnsefuQtj6QyFRBFvxMP966jcYCOqjjhEVo'],
  rotated: ['8ufF0XezY4YK9blUOHkWqHCozZiuoH9BkZjLSDJTVEE', 'uAvC-66MvQVAoIak6Xv9F9XWd5ARCWxTA0e06J65ooM'],
} as const

export type KeyName = keyof typeof KEYS

/** A key as trust data publishes it and as its holder signs with it. */
export function testKey(name: KeyName) {
  const [x, d] = KEYS[name]
  const publicKeyJwk = { kty: 'OKP', crv: 'Ed25519', x } satisfies Json
  const imported = importPublicKey({ publicKeyJwk })
  if (!imported.ok) throw new Error('a fixture that cannot be imported')
  const key = imported.value
  return {
    key,
    publicKeyJwk,
    multikey: exportMultikey(key),
    thumbprint: thumbprint(key),
    signer: (verificationMethod: string): Signer =>
      signerFromJwk({ privateKeyJwk: { ...publicKeyJwk, d }, verificationMethod }),
  }
}
