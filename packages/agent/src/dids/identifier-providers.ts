import { TrustedTechError } from '@trusted-tech/model'
import { exportMultikey, type VerificationKey } from '@trusted-tech/proofs'
import type { IAgentContext, IIdentifier, IKey, IKeyManager } from '@veramo/core-types'
import { JwkDIDProvider } from '@veramo/did-provider-jwk'
import { KeyDIDProvider } from '@veramo/did-provider-key'
import { WebDIDProvider } from '@veramo/did-provider-web'
import { keyTypeOf, publicKeyFromHex } from '../keystore/key-types.js'

type Context = IAgentContext<IKeyManager>
type Identifier = Omit<IIdentifier, 'provider'>

/** What a caller of `didManagerCreate` may ask for. */
interface Wanted {
  readonly kms?: string
  readonly alias?: string
  readonly options?: {
    /** A key that is there already. */
    readonly keyRef?: string
    readonly key?: { readonly type?: string; readonly kid?: string; readonly meta?: object }
  }
}

/**
 * Veramo's providers with our way of making a DID: every key type of the profile, Ed25519 unless told, and the DID
 * written by the code that will read it. Veramo 7.0.1 has no did:key for P-256 and none of P-384 at all, its did:jwk
 * drops leading zeros of coordinates, and a did:web without domain becomes `did:web:undefined`.
 */
export class ProfileKeyDidProvider extends KeyDIDProvider {
  readonly #kms: string
  constructor(options: { defaultKms: string }) {
    super(options)
    this.#kms = options.defaultKms
  }
  override createIdentifier(wanted: Wanted, context: Context): Promise<Identifier> {
    return makeIdentifier(this.#kms, wanted, context, (key) => `did:key:${exportMultikey(key)}`)
  }
}

export class ProfileJwkDidProvider extends JwkDIDProvider {
  readonly #kms: string
  constructor(options: { defaultKms: string }) {
    super(options)
    this.#kms = options.defaultKms
  }
  override createIdentifier(wanted: Wanted, context: Context): Promise<Identifier> {
    return makeIdentifier(this.#kms, wanted, context, ({ jwk }) => {
      return `did:jwk:${Buffer.from(JSON.stringify(jwk), 'utf8').toString('base64url')}`
    })
  }
}

export class ProfileWebDidProvider extends WebDIDProvider {
  readonly #kms: string
  constructor(options: { defaultKms: string }) {
    super(options)
    this.#kms = options.defaultKms
  }
  override async createIdentifier(wanted: Wanted, context: Context): Promise<Identifier> {
    const { alias } = wanted
    if (alias === undefined || !isWebName(alias)) {
      throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'alias: expected the domain of the did:web, in lower case')
    }
    return makeIdentifier(this.#kms, wanted, context, () => `did:web:${alias}`)
  }
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** A domain of at least two labels, a port as did:web writes it, and path segments: nothing a URL would read otherwise. */
function isWebName(alias: string): boolean {
  if (alias.length > 256) return false
  const [host = '', ...segments] = alias.split(':')
  const [domain = '', port, ...more] = host.split('%3A')
  const labels = domain.split('.')
  return (
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    // An address in place of a name has no certificate worth the name.
    !/^[0-9]+$/.test(labels.at(-1) ?? '') &&
    (port === undefined || /^[1-9][0-9]{0,4}$/.test(port)) &&
    more.length === 0 &&
    segments.every((segment) => /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/.test(segment))
  )
}

async function makeIdentifier(
  defaultKms: string,
  { kms = defaultKms, options = {} }: Wanted,
  context: Context,
  nameOf: (key: VerificationKey) => string,
): Promise<Identifier> {
  if ('privateKeyHex' in options || (options.key !== undefined && 'privateKeyHex' in options.key)) {
    // Said before the key goes through Veramo, which writes arguments to its debug log.
    throw new TrustedTechError('ERR_KEYSTORE_OPERATION_REFUSED', 'A private key cannot be imported.')
  }
  const { type = 'Ed25519', kid, meta } = options.key ?? {}
  keyTypeOf(type)
  const key: IKey =
    options.keyRef === undefined
      ? await context.agent.keyManagerCreate({ kms, type, ...(kid === undefined ? {} : { kid }), meta: { ...meta } })
      : await context.agent.keyManagerGet({ kid: options.keyRef })
  const did = nameOf(publicKeyFromHex(key.type, key.publicKeyHex))
  return { did, controllerKeyId: key.kid, keys: [key], services: [] }
}
