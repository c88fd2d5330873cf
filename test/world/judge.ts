import {
  CHECK_IDS,
  type CheckId,
  type CheckState,
  type Instant,
  isReasonCode,
  type Report,
  type Result,
} from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { type Question, verify } from '@trusted-tech/verifier'
import { verifySync } from '@trusted-tech/verifier/sync'
import { expect } from 'vitest'
import { NOW } from './clock.js'
import { usualTrust } from './trust-data.js'

/** The sample catalogues are all that a test world has. */
export const SAMPLE = { allowSample: true } as const
/** What `present` of the world binds to, unless told otherwise. */
export const ADDRESSED = { kind: 'addressed', audience: 'tender:2026-117' } as const

export interface Asking {
  readonly trust?: Result<TrustState>
  readonly now?: Instant
  readonly question?: Question
}

/**
 * Verifies like a buyer, and holds every single report to what all reports must be: the same from the synchronous and
 * the asynchronous verifier, the same twice, JSON and nothing else, every check with a state, every problem with a
 * registered code and a pointer.
 */
export async function judge(input: string | Uint8Array, asking: Asking = {}): Promise<Report> {
  const { trust = await usualTrust(), now = NOW } = asking
  const question = { ...SAMPLE, ...asking.question }
  const report = verifySync({ input, trust, now, question })
  expect(await verify({ input, trust, now, question }), 'synchronous and asynchronous verifier').toEqual(report)
  expect(JSON.stringify(verifySync({ input, trust, now, question })), 'twice').toBe(JSON.stringify(report))
  expectWhole(report)
  return report
}

/** Whether a report is whole, whatever it says. */
export function expectWhole(report: Report): void {
  expect(JSON.parse(JSON.stringify(report)), 'JSON and nothing else').toStrictEqual(report)
  expect(report.findings.length > 0, 'findings only under accepted').toBe(report.verdict === 'accepted')
  for (const problem of report.problems) expectProblem(problem)
  for (const { checks, verified, verdict } of report.credentials) {
    expect(Object.keys(checks).sort(), 'every check').toEqual([...CHECK_IDS].sort())
    expect(verified !== undefined, 'content only behind a signature').toBe(checks.signature.state === 'passed')
    const states = CHECK_IDS.map((id) => checks[id].state)
    if (verdict === 'accepted')
      expect(states.filter((state) => state === 'failed' || state === 'indeterminate')).toEqual([])
    for (const id of CHECK_IDS) {
      const check = checks[id]
      if ('notes' in check) check.notes.forEach(expectProblem)
      if (!('problems' in check)) continue
      expect(check.problems.length).toBeGreaterThan(0)
      check.problems.forEach(expectProblem)
    }
  }
}

function expectProblem(problem: { readonly code: string; readonly pointer: string }): void {
  expect(isReasonCode(problem.code), `${problem.code} is registered`).toBe(true)
  expect(problem.pointer, 'a JSON pointer').toMatch(/^(\/.*)?$/s)
}

export type States = Readonly<Record<CheckId, CheckState>>

/** The state of every check of one claim. */
export function states(report: Report, at = 0): States {
  const checks = report.credentials[at]?.checks
  if (checks === undefined) throw new Error(`no claim ${at}`)
  return Object.fromEntries(CHECK_IDS.map((id) => [id, checks[id].state])) as unknown as States
}

const all = (state: CheckState) => Object.fromEntries(CHECK_IDS.map((id) => [id, state])) as unknown as States

/** A bare certificate that nothing is wrong with, and nothing more was asked about. */
export const CERTIFICATE_STATES: States = {
  ...all('passed'),
  events: 'notRequested',
  log: 'notRequested',
  product: 'notRequested',
  evidence: 'notRequested',
  surveillance: 'notApplicable',
  presentation: 'notRequested',
  presenter: 'notRequested',
}
/** The same of a declaration, which rests on no accreditation. */
export const DECLARATION_STATES: States = { ...CERTIFICATE_STATES, accreditation: 'notApplicable' }
/** The same of a certificate in a presentation whose binding is the one that was asked for. */
export const PRESENTED_STATES: States = { ...CERTIFICATE_STATES, presentation: 'passed', presenter: 'passed' }

/** One check in another state than the rest. */
export function only(
  check: CheckId,
  state: 'failed' | 'indeterminate' = 'failed',
  base: States = CERTIFICATE_STATES,
): States {
  return { ...base, [check]: state }
}

/** Where verification ended: the checks before it as given, those behind it not reached. */
export function stoppedAt(
  check: CheckId,
  state: 'failed' | 'indeterminate' = 'failed',
  from = CERTIFICATE_STATES,
): States {
  const stop = CHECK_IDS.indexOf(check)
  const record = CHECK_IDS.map((id, index) => [id, index < stop ? from[id] : index === stop ? state : 'indeterminate'])
  // The trust data are looked at whatever the document is.
  return { ...(Object.fromEntries(record) as unknown as States), ...(check === 'input' ? { trust: from.trust } : {}) }
}

/** The first problem of a check that did not pass, as `CODE pointer`. */
export function reason(report: Report, check: CheckId, at = 0): string | undefined {
  return reasons(report, check, at)[0]
}

/** Every problem of a check that did not pass. */
export function reasons(report: Report, check: CheckId, at = 0): readonly string[] {
  const found = report.credentials[at]?.checks[check]
  return found !== undefined && 'problems' in found ? found.problems.map(told) : []
}

/** What a check noted. */
export function notes(report: Report, check: CheckId, at = 0): readonly string[] {
  const found = report.credentials[at]?.checks[check]
  return found !== undefined && 'notes' in found ? found.notes.map(told) : []
}

function told({ code, pointer }: { readonly code: string; readonly pointer: string }): string {
  return `${code} ${pointer}`.trimEnd()
}

/** The first check that failed and why, as `check: CODE pointer`. */
export function failure(report: Report, at = 0): string | undefined {
  const failed = CHECK_IDS.find((id) => report.credentials[at]?.checks[id].state === 'failed')
  return failed === undefined ? undefined : `${failed}: ${reason(report, failed, at)}`
}
