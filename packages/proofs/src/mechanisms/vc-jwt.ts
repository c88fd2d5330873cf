import { jwtMechanism } from './jwt-mechanism.js'

/**
 * `vc+jwt`: a credential in a compact JWS, media types `application/vc+jwt` and, inside, `application/vc`.
 *
 * @see VC-JOSE-COSE, "Securing Verifiable Credentials with JOSE"
 */
export const vcJwt = jwtMechanism({ name: 'vc+jwt', cty: 'vc', kind: 'credential', maxBytes: 64 * 1024 })
