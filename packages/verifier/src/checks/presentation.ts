import {
  type Check,
  failed,
  formatInstant,
  type Instant,
  indeterminate,
  notRequested,
  type Problem,
  passed,
  problem,
} from '@trusted-tech/model'
import type { ExpectedBinding } from '../question.js'

/** The members of a presentation that bind it, as they were signed. */
export interface PresentedBinding {
  readonly binding: unknown
  readonly audience: string | undefined
  readonly nonce: string | undefined
  readonly expires: Instant | undefined
  /** Claims that are no part of any binding, if there are some. */
  readonly foreign: readonly string[]
}

/**
 * Step 14, first half: the presentation is whole, has not expired, and is bound as the caller expects.
 *
 * Structure, holder key, signature and expiry are checked whenever there is a presentation. Audience and nonce are
 * compared, as exact single strings, with what the caller expects; where it expects nothing the check is
 * `notRequested`. That a nonce is fresh and used once is for the caller, who made it. Does not check who presents.
 *
 * @see Specification, section 8 "Dossier and presentation"
 */
export function checkPresentation(facts: {
  /** Absent for a bare credential. */
  readonly presented: PresentedBinding | undefined
  /** What is wrong with the presentation itself: structure, holder key, signature. */
  readonly problems: readonly Problem[]
  readonly expected: ExpectedBinding | undefined
  readonly now: Instant
}): Check {
  const { presented, expected, now } = facts
  if (presented === undefined) {
    return expected === undefined
      ? notRequested
      : failed([
          problem('BINDING_MISMATCH', '', {
            expected: `a presentation with binding ${expected.kind}`,
            actual: 'a bare credential',
          }),
        ])
  }
  const problems = [...bindingForm(presented), ...expiry(presented, now)]
  if (expected !== undefined) problems.push(...bindingProblems(presented, expected))
  const [first, ...rest] = [...facts.problems, ...problems]
  if (first !== undefined) {
    // A signature that this runtime cannot verify is no bad one; whatever else is wrong stays wrong.
    const unavailable = problems.length === 0 && facts.problems.every(({ code }) => code === 'ALGORITHM_UNAVAILABLE')
    return unavailable ? indeterminate([first, ...rest]) : failed([first, ...rest])
  }
  return expected === undefined ? notRequested : passed([], { binding: expected.kind, audience: expected.audience })
}

/** Each binding has its own members and no others: one can never be read as another. */
function bindingForm(presented: PresentedBinding): readonly Problem[] {
  const { binding, audience, nonce } = presented
  const [foreign] = presented.foreign
  if (foreign !== undefined) {
    return [problem('BINDING_MISMATCH', `/${foreign}`, { expected: 'the claims of a binding and no others' })]
  }
  if (binding !== 'challenge' && binding !== 'addressed' && binding !== 'origin') {
    return [problem('BINDING_MISMATCH', '/binding', { expected: 'challenge, addressed or origin' })]
  }
  if (audience === undefined || audience === '')
    return [problem('BINDING_MISMATCH', '/aud', { expected: 'an audience' })]
  if (binding === 'challenge' && (nonce === undefined || nonce === '')) {
    return [problem('BINDING_MISMATCH', '/nonce', { expected: 'a nonce' })]
  }
  if (binding !== 'challenge' && nonce !== undefined) {
    return [problem('BINDING_MISMATCH', '/nonce', { expected: `no nonce with binding ${binding}` })]
  }
  if (binding === 'origin' && !isHttpsOrigin(audience)) {
    return [problem('BINDING_MISMATCH', '/aud', { expected: 'an https origin' })]
  }
  return []
}

function expiry(presented: PresentedBinding, now: Instant): readonly Problem[] {
  const { expires } = presented
  if (expires === undefined) return [problem('BINDING_MISMATCH', '/exp', { expected: 'an expiry' })]
  return now < expires
    ? []
    : [
        problem('PRESENTATION_EXPIRED', '/exp', {
          expected: `after ${formatInstant(now)}`,
          actual: formatInstant(expires),
        }),
      ]
}

function bindingProblems(presented: PresentedBinding, expected: ExpectedBinding): readonly Problem[] {
  if (presented.binding !== expected.kind) {
    const actual = typeof presented.binding === 'string' ? presented.binding : 'none'
    return [problem('BINDING_MISMATCH', '/binding', { expected: expected.kind, actual })]
  }
  const problems: Problem[] = []
  if (presented.audience !== expected.audience) {
    problems.push(
      problem(expected.kind === 'origin' ? 'ORIGIN_MISMATCH' : 'AUD_MISMATCH', '/aud', {
        expected: expected.audience,
        actual: presented.audience ?? 'none',
      }),
    )
  }
  if (expected.kind === 'challenge' && (expected.nonce === '' || presented.nonce !== expected.nonce)) {
    problems.push(problem('NONCE_MISMATCH', '/nonce', { expected: 'the nonce that was asked for' }))
  }
  return problems
}

/** `https://host[:port]` and nothing more, as a browser writes an origin. */
function isHttpsOrigin(text: string): boolean {
  return /^https:\/\/[a-z0-9.-]{1,253}(:[1-9][0-9]{0,4})?$/.test(text)
}
