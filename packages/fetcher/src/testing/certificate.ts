import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'

/** A certificate and its key, in PEM. */
export interface TestCertificate {
  readonly cert: string
  readonly key: string
}

const DAY = 86_400_000

const length = (size: number): number[] =>
  size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...length(content.length)]), content])
}
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const integer = (...bytes: readonly number[]) => der(0x02, Uint8Array.from(bytes))
const bits = (bytes: Uint8Array) => der(0x03, Uint8Array.of(0), bytes)
const truth = () => der(0x01, Uint8Array.of(0xff))
const utcTime = (at: number) =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`, 'latin1'))
const name = (text: string) => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text, 'utf8')))))
const extension = (id: string, critical: boolean, value: Uint8Array) =>
  sequence(oid(id), ...(critical ? [truth()] : []), der(0x04, value))

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'))

let serial = 0

/**
 * Makes an X.509 certificate for a test's server, or for its authority where no `host` is given. Node signs and reads
 * certificates but makes none, and a test must not need a program that is not in the repository's dependencies.
 *
 * @param options.issuer signs it; where absent it signs itself
 * @see RFC 5280, section 4.1 "Basic Certificate Fields"
 */
export function makeCertificate(options: {
  readonly host?: string
  readonly issuer?: TestCertificate
  readonly from?: number
  readonly until?: number
}): TestCertificate {
  const { host, issuer, from = Date.now() - DAY, until = Date.now() + DAY } = options
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const authority = 'Test authority'
  const subject = name(host ?? authority)
  serial += 1
  const extensions =
    host === undefined
      ? [extension('551d13', true, sequence(truth())), extension('551d0f', true, der(0x03, Uint8Array.of(1, 0x06)))]
      : [extension('551d11', false, sequence(der(0x82, Buffer.from(host, 'latin1'))))]
  const body = sequence(
    der(0xa0, integer(2)),
    integer(1, serial >> 8, serial & 0xff),
    ECDSA_WITH_SHA256,
    issuer === undefined ? subject : name(authority),
    sequence(utcTime(from), utcTime(until)),
    subject,
    publicKey.export({ format: 'der', type: 'spki' }),
    der(0xa3, sequence(...extensions)),
  )
  const signature = sign('sha256', body, createPrivateKey(issuer?.key ?? key))
  const base64 = sequence(body, ECDSA_WITH_SHA256, bits(signature)).toString('base64')
  const lines = base64.match(/.{1,64}/g) ?? []
  return { cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`, key }
}
