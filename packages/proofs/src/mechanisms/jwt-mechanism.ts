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

const FULL_STOP = 0x2e

/** The `typ` of what may be a JWS, without reading more than a header's worth of it. */
function claimedTyp(input: Untrusted): unknown {
  const encoded = encodedHeader(input)
  if (encoded === '') return undefined
  const header = parseHeader(encoded)
  return header.ok ? header.value['typ'] : undefined
}

/** What stands before the first full stop; empty where none comes within a header's length. */
function encodedHeader(input: Untrusted): string {
  if (typeof input === 'string') {
    const start = input.slice(0, MAX_HEADER_LENGTH + 1)
    return start.slice(0, Math.max(0, start.indexOf('.')))
  }
  if (!(input instanceof Uint8Array)) return ''
  const end = input.subarray(0, MAX_HEADER_LENGTH + 1).indexOf(FULL_STOP)
  return end < 1 ? '' : asciiText(input.subarray(0, end))
}

const NOT_OF_DOCUMENTS: readonly string[] = [...JOSE_CLAIMS, 'vc', 'vp']

function refuseClaims(document: JsonObject): void {
  for (const member of NOT_OF_DOCUMENTS) {
    if (Object.hasOwn(document, member)) {
      throw new TrustedTechError('ERR_ARGUMENT_INVALID', `/${member}: a document has no JOSE claims of its own`)
    }
  }
}
