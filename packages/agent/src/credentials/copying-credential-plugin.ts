import type {
  ICreateVerifiableCredentialArgs,
  ICreateVerifiablePresentationArgs,
  IssuerAgentContext,
  IVerifyCredentialArgs,
  IVerifyResult,
  VerifiableCredential,
  VerifiablePresentation,
  VerifierAgentContext,
} from '@veramo/core-types'
import { CredentialPlugin } from '@veramo/credential-w3c'
import { envelopedText } from './secured-text.js'

/**
 * Veramo's credential router, kept from its callers' objects: `issuanceDate` and contexts that the router puts in go into
 * a copy, and envelopes may be presented (Veramo 7.0.1 reads `proof.jwt` of every object in a presentation).
 *
 * The router's own status check is switched off: it looks at the status that the caller's object names and not at the
 * signed one, and texts have none. The provider checks the status of what was signed, always.
 */
export class CopyingCredentialPlugin extends CredentialPlugin {
  override createVerifiableCredential(
    args: ICreateVerifiableCredentialArgs,
    context: IssuerAgentContext,
  ): Promise<VerifiableCredential> {
    return super.createVerifiableCredential({ ...args, credential: structuredClone(args.credential) }, context)
  }

  override createVerifiablePresentation(
    args: ICreateVerifiablePresentationArgs,
    context: IssuerAgentContext,
  ): Promise<VerifiablePresentation> {
    const presentation = structuredClone(args.presentation)
    if (Array.isArray(presentation.verifiableCredential)) {
      presentation.verifiableCredential = presentation.verifiableCredential.map((one) => envelopedText(one) ?? one)
    }
    return super.createVerifiablePresentation({ ...args, presentation }, context)
  }

  override verifyCredential(args: IVerifyCredentialArgs, context: VerifierAgentContext): Promise<IVerifyResult> {
    return super.verifyCredential({ ...args, policies: { ...args.policies, credentialStatus: false } }, context)
  }
}
