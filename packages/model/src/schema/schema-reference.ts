import type { CredentialType } from '../credential/constants.js'
import type { SchemaReference } from '../credential/credential.js'
import { SCHEMA_REFERENCES } from '../generated/validators.js'
import { isJsonObject, type Json } from '../json/json.js'
import { type Problem, problem } from '../result.js'
import { describeJson } from './describe-json.js'

/** The documents that have a schema: every credential type of the profile, and the presentation. */
export type SchemaType = CredentialType | 'VerifiablePresentation'

const BY_DIGEST: ReadonlyMap<string, SchemaType> = new Map(
  (Object.keys(SCHEMA_REFERENCES) as SchemaType[]).map((type) => [SCHEMA_REFERENCES[type].digestSRI, type]),
)

/**
 * The `credentialSchema` that a credential of this type carries: the schema's id and the digest of its exact bytes.
 *
 * @example
 * schemaReference('ConformityCertificate').id // 'https://trusted-tech.example/schemas/certificate/v1.json'
 * @see specification, section 3.1 "Fields of a certificate or declaration"
 */
export function schemaReference(type: SchemaType): SchemaReference {
  return SCHEMA_REFERENCES[type]
}

/**
 * The document type whose schema has this digest, or `undefined` for a schema that this version does not carry.
 *
 * A schema is chosen by digest and never fetched: two schemas under one id are two schemas.
 */
export function schemaByDigest(digestSRI: string): SchemaType | undefined {
  return BY_DIGEST.get(digestSRI)
}

/**
 * Holds a credential's `credentialSchema` to the schema that this version runs for its type.
 *
 * Checks id, type and digest, exactly. Does not check the document against the schema: that is `checkSchema`.
 * @returns no problem, or `SCHEMA_INVALID` with a pointer into `/credentialSchema`
 * @see specification, section 9 "Verification, in order", step 4
 */
export function checkSchemaReference(type: SchemaType, document: Json): readonly Problem[] {
  const expected = schemaReference(type)
  const found = isJsonObject(document) ? document['credentialSchema'] : undefined
  if (!isJsonObject(found)) {
    return [
      problem('SCHEMA_INVALID', '/credentialSchema', {
        expected: 'a reference to the schema',
        actual: describeJson(found),
      }),
    ]
  }
  return (['id', 'type', 'digestSRI'] as const)
    .filter((member) => found[member] !== expected[member])
    .map((member) =>
      problem('SCHEMA_INVALID', `/credentialSchema/${member}`, {
        expected: expected[member],
        actual: describeJson(found[member]),
      }),
    )
}
