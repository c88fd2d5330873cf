import { type Instant, problem } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import type { ExpectedBinding } from '../question.js'
import { checkPresentation, type PresentedBinding } from './presentation.js'

const NOW = 1_793_534_400_000 as Instant
const ADDRESSED: ExpectedBinding = { kind: 'addressed', audience: 'tender:2026-117' }
const PRESENTED: PresentedBinding = {
  binding: 'addressed',
  audience: 'tender:2026-117',
  nonce: undefined,
  expires: (NOW + 1) as Instant,
  foreign: [],
}
const check = (
  presented: Partial<PresentedBinding> = {},
  facts: Partial<Parameters<typeof checkPresentation>[0]> = {},
) =>
  checkPresentation({
    presented: { ...PRESENTED, ...presented },
    problems: [],
    expected: ADDRESSED,
    now: NOW,
    ...facts,
  })
const told = (...args: Parameters<typeof check>) => {
  const found = check(...args)
  return 'problems' in found
    ? [found.state, ...found.problems.map(({ code, pointer }) => `${code} ${pointer}`)]
    : [found.state]
}

describe('the presentation check', () => {
  it('says which binding and audience it found', () => {
    expect(check()).toEqual({
      state: 'passed',
      notes: [],
      evidence: { binding: 'addressed', audience: 'tender:2026-117' },
    })
  })

  it('is asked for by the caller alone', () => {
    expect(told({}, { expected: undefined })).toEqual(['notRequested'])
    expect(told({}, { presented: undefined, expected: undefined })).toEqual(['notRequested'])
    expect(told({}, { presented: undefined })).toEqual(['failed', 'BINDING_MISMATCH '])
  })

  it.each<[string, Partial<PresentedBinding>, string[]]>([
    ['expiry at the clock', { expires: NOW }, ['PRESENTATION_EXPIRED /exp']],
    ['no expiry', { expires: undefined }, ['BINDING_MISMATCH /exp']],
    ['another audience', { audience: 'tender:2026-118' }, ['AUD_MISMATCH /aud']],
    ['no audience', { audience: '' }, ['BINDING_MISMATCH /aud', 'AUD_MISMATCH /aud']],
    ['a nonce', { nonce: 'n' }, ['BINDING_MISMATCH /nonce']],
    ['a foreign claim', { foreign: ['nbf', 'cnf'] }, ['BINDING_MISMATCH /nbf']],
    ['no binding', { binding: undefined }, ['BINDING_MISMATCH /binding', 'BINDING_MISMATCH /binding']],
    [
      'a binding that is no text',
      { binding: { toString: 1 } },
      ['BINDING_MISMATCH /binding', 'BINDING_MISMATCH /binding'],
    ],
    ['all of it', { expires: NOW, audience: 'x' }, ['PRESENTATION_EXPIRED /exp', 'AUD_MISMATCH /aud']],
  ])('fails: %s', (_, presented, expected) => {
    expect(told(presented)).toEqual(['failed', ...expected])
  })

  it('is checked for its form also where nothing is expected', () => {
    expect(told({ expires: NOW }, { expected: undefined })).toEqual(['failed', 'PRESENTATION_EXPIRED /exp'])
    expect(told({}, { expected: undefined, problems: [problem('SIG_INVALID')] })).toEqual(['failed', 'SIG_INVALID '])
  })

  it('leaves open what this runtime cannot verify, as long as nothing else is wrong', () => {
    const unavailable = [problem('ALGORITHM_UNAVAILABLE', '/header/alg')]
    expect(told({}, { problems: unavailable })[0]).toBe('indeterminate')
    expect(told({}, { problems: unavailable, expected: undefined })[0]).toBe('indeterminate')
    expect(told({ expires: NOW }, { problems: unavailable })[0]).toBe('failed')
    expect(told({}, { problems: [...unavailable, problem('CLAIM_CONFLICT', '/iss')] })[0]).toBe('failed')
  })

  it.each(['https://buyer.example', 'https://buyer.example:8443', 'https://127.0.0.1'])(
    'takes %s for an origin',
    (audience) => {
      expect(told({ binding: 'origin', audience }, { expected: { kind: 'origin', audience } })).toEqual(['passed'])
    },
  )

  it.each([
    'http://buyer.example',
    'https://buyer.example/',
    'https://buyer.example:443443',
    'https://',
    'https://bücher.example',
    'https://a b',
  ])('does not take %s for one', (audience) => {
    expect(told({ binding: 'origin', audience }, { expected: { kind: 'origin', audience } })).toEqual([
      'failed',
      'BINDING_MISMATCH /aud',
    ])
  })

  it('compares the nonce of a challenge, and an empty one with nothing', () => {
    const challenge = { kind: 'challenge', audience: 'a', nonce: 'n' } as const
    const presented = { binding: 'challenge', audience: 'a', nonce: 'n' }
    expect(told(presented, { expected: challenge })).toEqual(['passed'])
    expect(told({ ...presented, nonce: 'm' }, { expected: challenge })).toEqual(['failed', 'NONCE_MISMATCH /nonce'])
    expect(told({ ...presented, nonce: '' }, { expected: { ...challenge, nonce: '' } })[0]).toBe('failed')
    expect(told({ ...presented, nonce: undefined }, { expected: challenge })[0]).toBe('failed')
  })
})
