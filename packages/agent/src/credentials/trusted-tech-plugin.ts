import type { Report } from '@trusted-tech/model'
import type { Question, SecuredReport } from '@trusted-tech/verifier'
import type { PresentationBinding } from '@trusted-tech/wallet'
import type { IAgentPlugin, IPluginMethodMap } from '@veramo/core-types'
import type { ResolvingAgent } from '../dids/resolve-verification-methods.js'
import type { SigningAgent } from '../signing/signer-for.js'
import { present } from './present.js'
import { clock, judge, type VerdictSource } from './verdict-source.js'
import { verifySecuredWith } from './verify-secured-with.js'

/** What {@link TrustedTechPlugin} adds to a Veramo agent. */
export interface TrustedTechMethods extends IPluginMethodMap {
  /** The verdict on a secured credential or presentation, with its whole report. */
  trustedTechVerify(wanted: { readonly input: unknown; readonly question?: Question }): Promise<Report>
  /** What the W3C standards say of a secured document; keys come from the agent's resolver. Never a verdict. */
  trustedTechVerifySecured(
    wanted: { readonly input: unknown },
    context: { readonly agent: ResolvingAgent },
  ): Promise<SecuredReport>
  /** Presents secured credentials with the holder's key, under one of the three bindings. */
  trustedTechPresent(
    wanted: {
      readonly holder: string
      readonly secured: readonly string[]
      readonly binding: PresentationBinding
      readonly keyRef?: string
    },
    context: { readonly agent: SigningAgent },
  ): Promise<string>
}

/**
 * Adds the verifier's own methods to a Veramo agent, for callers who want more than `verified`.
 *
 * Input is a text, bytes, or an envelope; an object with a JWT beside it is `FORMAT_UNSUPPORTED`.
 *
 * @example
 * const agent = createAgent<TrustedTechMethods>({ plugins: [new TrustedTechPlugin({ trust })] })
 * const report = await agent.trustedTechVerify({ input: compact })
 * @see Specification, section 9 "Verification, in order"
 */
export class TrustedTechPlugin implements IAgentPlugin {
  readonly methods: TrustedTechMethods

  constructor(source: VerdictSource = {}) {
    this.methods = {
      trustedTechVerify: ({ input, question }) => judge(source, input, question),
      trustedTechVerifySecured: ({ input }, { agent }) => verifySecuredWith(agent, input),
      trustedTechPresent: (wanted, { agent }) => present({ ...wanted, agent, now: clock(source) }),
    }
  }
}
