import { type Report, TrustedTechError } from '@trusted-tech/model'
import type { Call, FlagTable } from '../command-line/command.js'
import { EXIT } from '../exit-codes.js'
import type { Io } from '../io.js'
import type { DemoStep, DemoVerdict } from './demo-steps.js'

/** What came of a step, and whether it is what was announced. */
export interface PlayedStep {
  readonly step: DemoStep
  readonly verdict: DemoVerdict
  readonly reasons: readonly string[]
  readonly summary: string
  readonly asExpected: boolean
}

/**
 * Plays one step: runs the very command that the step names, inside the demo folder, and reads its answer. A verdict in
 * the demo is therefore what `tta verify` says, and nothing that the demo knows by itself.
 */
export async function playStep(
  step: DemoStep,
  folder: string,
  call: Pick<Call<FlagTable>, 'io' | 'run'>,
): Promise<PlayedStep> {
  const answer = step.command === undefined ? step.happened : await runCommand(step.command, folder, call)
  const { verdict = 'done', reasons = [], summary = '' } = answer ?? {}
  const asExpected = verdict === step.expected && (step.because === undefined || reasons.includes(step.because))
  return { step, verdict, reasons, summary, asExpected }
}

async function runCommand(
  command: readonly string[],
  folder: string,
  { io, run }: Pick<Call<FlagTable>, 'io' | 'run'>,
): Promise<NonNullable<DemoStep['happened']>> {
  let out = ''
  const captured: Io = {
    ...io,
    out: (text) => {
      out += text
    },
    err: () => {},
  }
  const exitCode = await run([...located(command, folder), '--json'], captured)
  const answer = JSON.parse(out) as {
    readonly results?: readonly { readonly report?: Report }[]
    readonly error?: { readonly code: string; readonly reason?: string; readonly message: string }
  }
  const report = answer.results?.[0]?.report
  if (report === undefined) {
    const { error } = answer
    if (exitCode !== EXIT.usage || error === undefined) {
      throw new TrustedTechError('ERR_FILE_UNREADABLE', error?.message ?? `no answer from tta ${command.join(' ')}`)
    }
    return { verdict: 'refused', reasons: [error.reason ?? error.code], summary: error.message }
  }
  return { verdict: report.verdict, reasons: reasonsOf(report), summary: report.summary }
}

const FILE_FLAGS: ReadonlySet<string> = new Set(['--bundle', '--root', '--evidence'])

/** The command as it would be typed inside the folder, from where this process is. */
function located(command: readonly string[], folder: string): readonly string[] {
  return command.map((word, index) => {
    const before = command[index - 1] ?? ''
    return index === 1 || FILE_FLAGS.has(before) ? `${folder}/${word}` : word
  })
}

/** Every code of the report, also the informative ones of an accepted step, each once and in order. */
function reasonsOf(report: Report): readonly string[] {
  const codes = report.credentials.flatMap(({ checks, verified }) => [
    ...Object.values(checks).flatMap((check) => [
      ...('problems' in check ? check.problems : []),
      ...('notes' in check ? check.notes : []),
    ]),
    ...(verified?.excluded.flatMap(({ reasons }) => reasons) ?? []),
  ])
  const all = [...report.problems, ...codes].map(({ code }) => code).filter((code) => code !== 'NOT_REACHED')
  return [...new Set(all)]
}
