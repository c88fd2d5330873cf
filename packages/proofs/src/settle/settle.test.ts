import { sign as nodeSign, verify as nodeVerify } from 'node:crypto'
import { p256, p384 } from '@noble/curves/nist.js'
import { type Json, TrustedTechError } from '@trusted-tech/model'
import fc from 'fast-check'
import { CompactSign, compactVerify, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { ALGORITHM_NAMES, ALGORITHMS, type Algorithm } from '../algorithms.js'
import { openSecured } from '../mechanisms/open-secured.js'
import { vcJwt } from '../mechanisms/vc-jwt.js'
import { craftJws, credentialHeader } from '../testing/craft-jws.js'
import { type TestKey, testKey } from '../testing/keys.js'
import { settle } from './settle.js'
import { settleSync } from './settle-sync.js'
import type { SignatureJob, SignatureResult } from './signature-job.js'

const RUNS = Number(process.env['TTA_RUNS'] ?? 300)
const SIGNED_AT = 1795510800000 as never
const message = new TextEncoder().encode('a message')

function job(key: TestKey, signature: Uint8Array, over: Uint8Array = message): SignatureJob {
  return { algorithm: key.algorithm, key: key.key, message: over, signature }
}

/** Both settles, which have to agree. */
async function verdict(task: SignatureJob): Promise<SignatureResult> {
  const [synchronous] = settleSync([task])
  const [asynchronous] = await settle([task])
  expect(asynchronous).toBe(synchronous)
  return synchronous!
}

/** What this library says of a token, whatever the reason. */
async function accepts(token: string | Uint8Array, key: TestKey): Promise<boolean> {
  const opened = openSecured(token)
  const task = opened.ok ? opened.value.signatureJob(key.key) : undefined
  return task?.ok === true && (await verdict(task.value)) === 'valid'
}

function bigEndian(value: bigint, length: number): Uint8Array {
  return Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex')
}

describe.each(ALGORITHM_NAMES)('a signature with %s', (algorithm) => {
  const key = testKey(algorithm)
  const signature = key.signRaw(message)
  const length = 2 * ALGORITHMS[algorithm].coordinateBytes

  it('is valid over its message and by its key only', async () => {
    expect(await verdict(job(key, signature))).toBe('valid')
    expect(await verdict(job(key, signature, new TextEncoder().encode('a messagf')))).toBe('invalid')
    expect(await verdict(job(key, signature, new Uint8Array()))).toBe('invalid')
    expect(await verdict(job(testKey(algorithm, 'second'), signature))).toBe('invalid')
  })

  it('THREAT-014, THREAT-016 of any other length is invalid, DER included', async () => {
    for (const size of [0, 1, length / 2, length - 1, length + 1, 2 * length, 10_000]) {
      const changed = new Uint8Array(size)
      changed.set(signature.subarray(0, Math.min(size, length)))
      expect(await verdict(job(key, changed))).toBe('invalid')
    }
  })

  it('is settled in the order of the jobs, each by itself', async () => {
    const jobs = [job(key, signature), job(key, new Uint8Array(length)), job(key, signature)]
    expect(settleSync(jobs)).toEqual(['valid', 'invalid', 'valid'])
    expect(await settle(jobs)).toEqual(['valid', 'invalid', 'valid'])
    expect(settleSync([])).toEqual([])
    expect(await settle([])).toEqual([])
  })

  it('THREAT-013 is never checked against a look-alike of a key', async () => {
    const forged = { ...key.key } as typeof key.key
    const task = { ...job(key, signature), key: forged }
    expect(() => settleSync([task])).toThrow(TrustedTechError)
    await expect(settle([task])).rejects.toThrow(TrustedTechError)
  })

  it('THREAT-003 is invalid under a job that names another algorithm than the key', async () => {
    for (const other of ALGORITHM_NAMES) {
      if (other === algorithm) continue
      expect(await verdict({ ...job(key, signature), algorithm: other })).toBe('invalid')
    }
  })
})

describe('THREAT-014 Ed25519 as RFC 8032 has it', () => {
  const key = testKey('EdDSA')
  const signature = key.signRaw(message)
  const L = BigInt(`0x${ALGORITHMS.EdDSA.order}`)
  const S = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`)
  const withS = (value: bigint) =>
    Buffer.concat([signature.subarray(0, 32), Buffer.from(bigEndian(value, 32)).reverse()])

  it.each([1n, 2n, 15n])('S + %d L, a second spelling of the same signature, is invalid', async (times) => {
    expect(await verdict(job(key, withS(S)))).toBe('valid')
    expect(await verdict(job(key, withS(S + times * L)))).toBe('invalid')
  })

  it('S = L and S = 0 are invalid', async () => {
    expect(await verdict(job(key, withS(L)))).toBe('invalid')
    expect(await verdict(job(key, withS(0n)))).toBe('invalid')
  })

  it('R in a non-canonical encoding is invalid', async () => {
    const changed = Buffer.from(signature)
    changed.fill(0xff, 0, 31)
    changed[31] = 0x7f
    expect(await verdict(job(key, changed))).toBe('invalid')
  })
})

describe('THREAT-016 ECDSA', () => {
  const curves = [
    ['ES256', 'sha256'],
    ['ES384', 'sha384'],
  ] as const

  it.each(curves)('%s: r or s of 0, n, more than n or all ones is invalid', async (algorithm) => {
    const key = testKey(algorithm)
    const half = ALGORITHMS[algorithm].coordinateBytes
    const n = BigInt(`0x${ALGORITHMS[algorithm].order}`)
    const good = key.signRaw(message)
    const r = BigInt(`0x${Buffer.from(good.subarray(0, half)).toString('hex')}`)
    const s = BigInt(`0x${Buffer.from(good.subarray(half)).toString('hex')}`)
    const ones = 2n ** BigInt(8 * half) - 1n
    const pair = (first: bigint, second: bigint) => Buffer.concat([bigEndian(first, half), bigEndian(second, half)])
    expect(await verdict(job(key, pair(r, s)))).toBe('valid')
    for (const odd of [0n, n, n + 1n, ones]) {
      expect(await verdict(job(key, pair(odd, s)))).toBe('invalid')
      expect(await verdict(job(key, pair(r, odd)))).toBe('invalid')
      expect(await verdict(job(key, pair(odd, odd)))).toBe('invalid')
    }
    expect(await verdict(job(key, pair(s, r)))).toBe('invalid')
    expect(await verdict(job(key, pair(1n, 1n)))).toBe('invalid')
  })

  it.each(curves)('%s: DER in place of r and s is invalid', async (algorithm, hash) => {
    const key = testKey(algorithm)
    const der = nodeSign(hash, message, { key: { ...key.privateKeyJwk }, format: 'jwk', dsaEncoding: 'der' })
    expect(nodeVerify(hash, message, { key: { ...key.publicKeyJwk }, format: 'jwk', dsaEncoding: 'der' }, der)).toBe(
      true,
    )
    expect(await verdict(job(key, der))).toBe('invalid')
  })

  it.each(curves)('THREAT-015 %s: the twin (r, n - s) is as good, and says the same', async (algorithm) => {
    const key = testKey(algorithm)
    const half = ALGORITHMS[algorithm].coordinateBytes
    const n = BigInt(`0x${ALGORITHMS[algorithm].order}`)
    const token = craftJws({ header: credentialHeader(key), payload: { id: 'urn:uuid:1', iat: 1 }, key })
    const [head, body, tail] = token.split('.') as [string, string, string]
    const good = Buffer.from(tail, 'base64url')
    const s = BigInt(`0x${good.subarray(half).toString('hex')}`)
    const twin = `${head}.${body}.${Buffer.concat([good.subarray(0, half), bigEndian(n - s, half)]).toString('base64url')}`
    expect(twin).not.toBe(token)
    expect(await accepts(token, key)).toBe(true)
    expect(await accepts(twin, key)).toBe(true)
    const [one, other] = [openSecured(token), openSecured(twin)]
    expect(one.ok && one.value.document['id']).toBe('urn:uuid:1')
    expect(other.ok && other.value.document).toEqual(one.ok && one.value.document)
  })

  it('noble, a third implementation, agrees on random signatures', async () => {
    for (const [algorithm, curve] of [
      ['ES256', p256],
      ['ES384', p384],
    ] as const) {
      const key = testKey(algorithm)
      const { publicKeyJwk: jwk } = key
      if (jwk.kty !== 'EC') throw new Error('an EC key')
      const point = Buffer.concat([Buffer.from([4]), Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')])
      for (let index = 0; index < 20; index++) {
        const text = Buffer.from(`message ${index}`)
        const signature = key.signRaw(text)
        expect(curve.verify(signature, text, point, { lowS: false })).toBe(true)
        expect(await verdict(job(key, signature, text))).toBe('valid')
      }
    }
  })
})

describe('every bit of a token counts', () => {
  it.each(ALGORITHM_NAMES)('%s: flipping any one makes it unacceptable, to both settles', async (algorithm) => {
    const key = testKey(algorithm)
    const header = { alg: algorithm, kid: 'did:web:a.example#1', typ: 'vc+jwt' }
    const token = Buffer.from(craftJws({ header, payload: { id: 'urn:a', iat: 1 }, key }))
    expect(await accepts(token, key)).toBe(true)
    const flipped: Buffer[] = []
    for (let bit = 0; bit < 8 * token.length; bit++) {
      const changed = Buffer.from(token)
      changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7))
      flipped.push(changed)
    }
    const jobs: SignatureJob[] = []
    for (const changed of flipped) {
      const opened = openSecured(changed)
      const task = opened.ok ? opened.value.signatureJob(key.key) : undefined
      if (task?.ok) jobs.push(task.value)
    }
    // Most flips break the form already; those that do not are up to the signature.
    expect(jobs.length).toBeGreaterThan(50)
    expect(settleSync(jobs).filter((result) => result !== 'invalid')).toEqual([])
    expect((await settle(jobs)).filter((result) => result !== 'invalid')).toEqual([])
  })
})

describe('jose and this library', () => {
  const documents = fc.dictionary(
    fc
      .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
      .filter(
        (name) =>
          ![
            'vc',
            'vp',
            'constructor',
            'prototype',
            'iat',
            'nbf',
            'exp',
            'cnf',
            'iss',
            'sub',
            'jti',
            'aud',
            'nonce',
            '__proto__',
          ].includes(name),
      ),
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.array(fc.integer(), { maxLength: 5 })),
    { maxKeys: 8 },
  )
  const readable = documents.filter((document) => !JSON.stringify(document).includes('\\u0000'))
  const algorithms = fc.constantFrom<Algorithm>(...ALGORITHM_NAMES)
  const rounds = { seed: 20261124, numRuns: Math.min(RUNS, 100) }

  it('what this library signs, jose verifies, and reads the same', async () => {
    await fc.assert(
      fc.asyncProperty(readable, algorithms, async (document, algorithm) => {
        const { signer, publicKeyJwk, kid } = testKey(algorithm)
        const token = await vcJwt.secure(document as { [member: string]: Json }, signer, { signedAt: SIGNED_AT })
        const verified = await compactVerify(token, await importJWK({ ...publicKeyJwk }, algorithm))
        expect(verified.protectedHeader).toEqual({ alg: algorithm, kid, typ: 'vc+jwt', cty: 'vc' })
        expect(JSON.parse(new TextDecoder().decode(verified.payload))).toEqual({ ...document, iat: 1795510800 })
      }),
      rounds,
    )
  })

  it('what jose signs, this library verifies, and reads the same', async () => {
    await fc.assert(
      fc.asyncProperty(readable, algorithms, async (document, algorithm) => {
        const key = testKey(algorithm)
        const token = await new CompactSign(new TextEncoder().encode(JSON.stringify({ ...document, iat: 5 })))
          .setProtectedHeader(credentialHeader(key))
          .sign(await importJWK({ ...key.privateKeyJwk }, algorithm))
        expect(await accepts(token, key)).toBe(true)
        const opened = openSecured(token)
        expect(opened.ok && opened.value.document).toEqual(document)
      }),
      rounds,
    )
  })

  it('of an edited token: what jose refuses, this library refuses', async () => {
    const edits = fc.record({
      at: fc.nat(2000),
      text: fc.constantFrom('', 'A', '_', '-', '.', '=', '+', ' ', '\n', 'eyJ9', '~'),
      cut: fc.nat(3),
    })
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(algorithms, edits, async (algorithm, { at, text, cut }) => {
        const key = testKey(algorithm)
        const token = craftJws({ header: credentialHeader(key), payload: { id: 'urn:a', iat: 1 }, key })
        const index = at % (token.length + 1)
        const edited = token.slice(0, index) + text + token.slice(index + cut)
        const ours = await accepts(edited, key)
        const theirs = await compactVerify(edited, await importJWK({ ...key.publicKeyJwk }, algorithm)).then(
          () => true,
          () => false,
        )
        if (ours) {
          accepted++
          expect(theirs).toBe(true)
          // No edit gives a second spelling of an accepted token.
          expect(edited).toBe(token)
        }
      }),
      { seed: 20261124, numRuns: RUNS },
    )
    expect(accepted).toBeGreaterThan(0)
  })
})
