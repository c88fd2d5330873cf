import { type Instant, instantFromMilliseconds, type JsonObject, parseDuration } from '@trusted-tech/model'
import type { Opened } from '@trusted-tech/proofs'
import { parseScope } from '../scope.js'
import type { AccreditationStatement, MembershipStatement } from '../statement.js'
import { accreditationDocument, at, membershipDocument } from './documents.js'

interface Signing {
  readonly signedAt?: string
  readonly listed?: boolean
}

/** An accreditation as `parseStatement` returns it, without any signing: for tests of graphs and decisions. */
export function accreditation(options: Parameters<typeof accreditationDocument>[0] & Signing): AccreditationStatement {
  const document = accreditationDocument(options)
  const subject = document.credentialSubject
  const scope = parseScope({ accreditedFor: subject.accreditedFor, accreditation: document.id })
  const lifetime = parseDuration(subject.maxCredentialLifetime)
  if (!scope.ok || !lifetime.ok) throw new Error('a fixture that cannot be parsed')
  return {
    ...common(document, options),
    type: 'AccreditationCredential',
    document,
    scope: scope.value,
    maxLifetimeDays: lifetime.value,
  }
}

/** A membership as `parseStatement` returns it, without any signing. */
export function membership(options: Parameters<typeof membershipDocument>[0] & Signing): MembershipStatement {
  const document = membershipDocument(options)
  return { ...common(document, options), type: 'MembershipCredential', document }
}

function common(
  document: ReturnType<typeof accreditationDocument> | ReturnType<typeof membershipDocument>,
  { signedAt, listed = true }: Signing,
) {
  const { id, issuer, validFrom, validUntil, credentialSubject } = document
  const signed: Instant = signedAt === undefined ? instantFromMilliseconds(at(validFrom)) : at(signedAt)
  // Compared by its bytes and as a key of maps only.
  const opened = { compact: `${id} ${JSON.stringify(document)}`, document: document as unknown as JsonObject }
  return {
    opened: opened as unknown as Opened,
    id,
    issuer: issuer.id,
    subject: credentialSubject.id,
    signedAt: signed,
    validFrom: at(validFrom),
    validUntil: at(validUntil),
    listed,
  }
}
