export { createTrustedTechAgent, type TrustedTechAgent } from './create-trusted-tech-agent.js'
export { CopyingCredentialPlugin } from './credentials/copying-credential-plugin.js'
export { TrustedTechCredentialProvider, type TrustedTechVerifyResult } from './credentials/credential-provider.js'
export { type TrustedTechMethods, TrustedTechPlugin } from './credentials/trusted-tech-plugin.js'
export type { VerdictSource } from './credentials/verdict-source.js'
export { readDidDocument, writeDidDocument } from './dids/did-document.js'
export type { DidMethod } from './dids/did-methods.js'
export { publishedKeys, ROTATION_OVERLAP_MILLISECONDS } from './dids/published-keys.js'
export { resolveVerificationMethods } from './dids/resolve-verification-methods.js'
export { EncryptedKeyManagementSystem } from './keystore/encrypted-key-management-system.js'
export { changePassphrase, openKeyManagementSystem } from './keystore/open-key-management-system.js'
export type { DidRecord, DidRecordStore } from './records/did-record-store.js'
export type { KeyRecord, KeyRecordStore } from './records/key-record-store.js'
export { createMemoryDidRecordStore } from './records/memory-did-record-store.js'
export { createMemoryKeyRecordStore } from './records/memory-key-record-store.js'
export { createMemorySealedKeyStore } from './records/memory-sealed-key-store.js'
export type {
  KeyEncryption,
  SealedKeyRecord,
  SealedKeyStore,
  SealedKeys,
  SealedText,
} from './records/sealed-key-store.js'
export { type SigningAgent, signerFor } from './signing/signer-for.js'
