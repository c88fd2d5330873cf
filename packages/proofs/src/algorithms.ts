/** The signature algorithms of the profile (specification, section 4), by the name this library gives them. */
export type Algorithm = 'EdDSA' | 'ES256' | 'ES384'

/** Everything that differs from one algorithm to the next. A new algorithm is a new row. */
export interface AlgorithmRow {
  /** What a header's or a JWK's `alg` may call it; the first is what this library writes. */
  readonly names: readonly [string, ...string[]]
  readonly kty: 'OKP' | 'EC'
  readonly crv: 'Ed25519' | 'P-256' | 'P-384'
  /** Bytes of one coordinate, of a private scalar, and of half a signature. */
  readonly coordinateBytes: 32 | 48
  /** Multicodec of the public key, as an unsigned varint. */
  readonly multicodec: readonly [number, number]
  /** WebCrypto's parameters for sign and verify. */
  readonly webCrypto: { readonly name: 'Ed25519' } | { readonly name: 'ECDSA'; readonly hash: 'SHA-256' | 'SHA-384' }
  /** Order of the base point, big-endian hex: both halves of a signature are below it. */
  readonly order: string
}

/**
 * The allow-list. RSA, HMAC, secp256k1 and `none` are not here, so no header can ask for them.
 *
 * @see RFC 7518, section 3.4; RFC 8037, section 3.1; RFC 9864, section 2.2 (the name `Ed25519`)
 */
export const ALGORITHMS = {
  EdDSA: {
    names: ['EdDSA', 'Ed25519'],
    kty: 'OKP',
    crv: 'Ed25519',
    coordinateBytes: 32,
    multicodec: [0xed, 0x01],
    webCrypto: { name: 'Ed25519' },
    order: '1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed',
  },
  ES256: {
    names: ['ES256'],
    kty: 'EC',
    crv: 'P-256',
    coordinateBytes: 32,
    multicodec: [0x80, 0x24],
    webCrypto: { name: 'ECDSA', hash: 'SHA-256' },
    order: 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  },
  ES384: {
    names: ['ES384'],
    kty: 'EC',
    crv: 'P-384',
    coordinateBytes: 48,
    multicodec: [0x81, 0x24],
    webCrypto: { name: 'ECDSA', hash: 'SHA-384' },
    order: 'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
  },
} as const satisfies Record<Algorithm, AlgorithmRow>

/** Every algorithm, in the order of the table. */
export const ALGORITHM_NAMES = Object.keys(ALGORITHMS) as readonly Algorithm[]

const BY_HEADER_NAME: ReadonlyMap<string, Algorithm> = new Map(
  ALGORITHM_NAMES.flatMap((algorithm) => ALGORITHMS[algorithm].names.map((name) => [name, algorithm] as const)),
)

/**
 * Reads an `alg` value. Exact and case-sensitive: `none`, `eddsa` and `ES256K` are as unknown as a number.
 *
 * @example
 * algorithmFromName('Ed25519') // 'EdDSA'
 * algorithmFromName('nOnE') // undefined
 */
export function algorithmFromName(name: unknown): Algorithm | undefined {
  return typeof name === 'string' ? BY_HEADER_NAME.get(name) : undefined
}

/** The algorithm that a curve is used with, or `undefined` for a curve outside the profile. */
export function algorithmFromCurve(crv: unknown): Algorithm | undefined {
  return ALGORITHM_NAMES.find((algorithm) => ALGORITHMS[algorithm].crv === crv)
}
