import type { CheckState, Finding, Verdict } from '@trusted-tech/model'
import type { Tone } from './palette.js'

/** Emphasis by meaning. It only repeats what the word beside it says. */
export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  accepted: 'good',
  rejected: 'bad',
  indeterminate: 'unsure',
}

export const STATE_TONES: Readonly<Record<CheckState, Tone>> = {
  passed: 'good',
  failed: 'bad',
  indeterminate: 'unsure',
  notApplicable: 'quiet',
  notRequested: 'quiet',
}

export const FINDING_TONES: Readonly<Record<Finding, Tone>> = {
  conflict: 'bad',
  notMet: 'bad',
  notAssessed: 'quiet',
  partial: 'unsure',
  metWithConditions: 'unsure',
  met: 'good',
}
