import { jwtMechanism } from './jwt-mechanism.js'

/**
 * `vp+jwt`: a presentation in a compact JWS, media types `application/vp+jwt` and, inside, `application/vp`.
 * The credentials in it are secured by themselves and are opened one by one.
 *
 * @see VC-JOSE-COSE, "Securing Verifiable Presentations with JOSE"
 */
export const vpJwt = jwtMechanism({ name: 'vp+jwt', cty: 'vp', kind: 'presentation', maxBytes: 8 * 1024 * 1024 })
