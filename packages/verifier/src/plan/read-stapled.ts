import { CLAIM_TYPES, CREDENTIAL_TYPES, type Problem, problem, TrustedTechError } from '@trusted-tech/model'
import { type Opened, openSecured } from '@trusted-tech/proofs'
import { profileType, typeProblem } from '../checks/structure.js'
import { LIMITS } from '../verify-input.js'

export interface ReadSupport {
  readonly supports: readonly { readonly pointer: string; readonly opened: Opened }[]
  readonly unreadable: readonly { readonly pointer: string; readonly problems: readonly [Problem, ...Problem[]] }[]
}

/** The types of the profile that are support. */
export const SUPPORT_TYPES = CREDENTIAL_TYPES.filter((type) => !CLAIM_TYPES.some((claim) => claim === type))

const NOTHING: ReadSupport = { supports: [], unreadable: [] }

/**
 * Opens the support that a caller has at hand beside its input. What cannot be opened, and a claim among it, is kept
 * apart to be told: it changes a verdict only by being missing.
 *
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` for more supports than a presentation may have
 */
export function readStapled(stapled: readonly string[] | undefined): ReadSupport {
  if (stapled === undefined || stapled.length === 0) return NOTHING
  if (stapled.length > LIMITS.supports) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', `stapled: at most ${LIMITS.supports} supports`)
  }
  const supports: { pointer: string; opened: Opened }[] = []
  const unreadable: { pointer: string; problems: readonly [Problem, ...Problem[]] }[] = []
  for (const [at, compact] of stapled.entries()) {
    const pointer = `/stapled/${at}`
    const opened = openSecured(compact, { maxBytes: LIMITS.listBytes })
    if (!opened.ok) unreadable.push({ pointer, problems: opened.problems })
    else if (opened.value.kind !== 'credential') {
      const detail = { expected: 'a credential', actual: 'a presentation' }
      unreadable.push({ pointer, problems: [problem('TYPE', '', detail)] })
    } else if (SUPPORT_TYPES.some((type) => type === profileType(opened.value.document))) {
      supports.push({ pointer, opened: opened.value })
    } else unreadable.push({ pointer, problems: [typeProblem(SUPPORT_TYPES)] })
  }
  return { supports, unreadable }
}
