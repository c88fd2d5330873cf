import { type Problem, TrustedTechError } from '@trusted-tech/model'

/** The error of a draft that is not signed, with every reason; its message names the first one. */
export function draftRefused(problems: readonly Problem[]): TrustedTechError {
  const [first] = problems
  const where = first === undefined ? '' : `: ${first.code} at ${first.pointer || 'the document'}`
  return new TrustedTechError('ERR_DRAFT_REFUSED', `The draft was refused before signing${where}.`, { problems })
}
