import { openSecured } from '@trusted-tech/proofs'
import { LIMITS, type SecuredReport, verifySecured } from '@trusted-tech/verifier'
import { type ResolvingAgent, resolveVerificationMethods } from '../dids/resolve-verification-methods.js'
import { securedText } from './secured-text.js'

/** `verifySecured` with the keys that a Veramo agent resolves. */
export async function verifySecuredWith(agent: ResolvingAgent, input: unknown): Promise<SecuredReport> {
  const text = securedText(input)
  const opened = openSecured(text, { maxBytes: LIMITS.presentationBytes })
  if (!opened.ok) return verifySecured({ input: text })
  const { kid } = opened.value
  const methods = await resolveVerificationMethods(agent, kid.slice(0, kid.indexOf('#')))
  if (methods.ok) return verifySecured({ input: text, verificationMethods: methods.value })
  const report = await verifySecured({ input: text })
  // Why there is no key is known better here than there.
  return report.problems[0]?.code === 'KEY_NOT_FOUND' ? { ...report, problems: methods.problems } : report
}
