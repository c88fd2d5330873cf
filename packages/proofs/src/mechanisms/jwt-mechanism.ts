import { type JsonObject, ok, TrustedTechError } from '@trusted-tech/model'
import { asciiText } from '#platform'
import type { Untrusted } from '../jws/compact-jws.js'
import { JOSE_CLAIMS, separateClaims } from '../jws/jose-claims.js'
import { openJws } from '../jws/open-jws.js'
import { MAX_HEADER_LENGTH, parseHeader } from '../jws/protected-header.js'
import { signJws } from '../jws/sign-jws.js'
import type { MechanismName, SecuringMechanism } from './securing-mechanism.js'

/** What tells one enveloping JWT mechanism from the other. */
interface JwtMechanism<Name extends MechanismName> {
  readonly name: Name
  readonly cty: string
  readonly kind: 'credential' | 'presentation'
  readonly maxBytes: number
}

/**
 * A mechanism that envelopes a document in a compact JWS: the payload is the document plus JOSE claims.
 *
 * @see VC-JOSE-COSE, "Securing Verifiable Credentials with JOSE"
 */
export function jwtMechanism<Name extends MechanismName>(row: JwtMechanism<Name>): SecuringMechanism<Name> {
  return {
    name: row.name,
    detect: (input) => claimedTyp(input) === row.name,
    async secure(document, signer, { signedAt, claims }) {
      refuseClaims(document)
      const payload = { ...document, ...claims, iat: Math.floor(signedAt / 1000) }
      return signJws({ payload, signer, typ: row.name, cty: row.cty })
    },
    open(input, limits) {
      const jws = openJws({ input, typ: row.name, cty: row.cty, maxBytes: limits?.maxBytes ?? row.maxBytes })
      if (!jws.ok) return jws
      const separated = separateClaims(jws.value.payload)
      if (!separated.ok) return separated
      const { header, kid, algorithm, compact, signatureJob } = jws.value
      const { document, claims, signedAt } = separated.value
      return ok({
        mechanism: row.name,
        kind: row.kind,
        header,
        kid,
        algorithm,
        document,
        claims,
        ...(signedAt === undefined ? {} : { signedAt }),
        compact,
        signatureJob,
      })
    },
  }
}

/** The `typ` of what may be a JWS, without reading more than a header's worth of it. */
function claimedTyp(input: Untrusted): unknown {
  const start =
    typeof input === 'string'
      ? input.slice(0, MAX_HEADER_LENGTH + 1)
      : input instanceof Uint8Array
        ? asciiText(input.subarray(0, MAX_HEADER_LENGTH + 1))
        : ''
  const end = start.indexOf('.')
  if (end < 1) return undefined
  const header = parseHeader(start.slice(0, end))
  return header.ok ? header.value['typ'] : undefined
}

function refuseClaims(document: JsonObject): void {
  for (const member of [...JOSE_CLAIMS, 'vc', 'vp']) {
    if (Object.hasOwn(document, member)) {
      throw new TrustedTechError('ERR_ARGUMENT_INVALID', `/${member}: a document has no JOSE claims of its own`)
    }
  }
}
