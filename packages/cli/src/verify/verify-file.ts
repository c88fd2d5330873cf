import type { Instant, Problem, Report, Result } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import type { Question } from '@trusted-tech/verifier'
import { verifySync } from '@trusted-tech/verifier/sync'
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.js'
import { describeFailure, type Failure } from '../failure.js'
import type { NamedInput } from '../files/expand-inputs.js'
import { readInput } from '../files/read-input.js'
import type { Io } from '../io.js'

/** What came of one input: a report, or the reason why there is none. */
export interface Outcome {
  readonly file: string
  /** In a file of one document a line. */
  readonly line?: number
  readonly exitCode: ExitCode
  readonly report?: Report
  readonly failure?: Failure
  /** Only the beginning was read, and the digest in the report is that of the beginning. */
  readonly tooLarge?: true
  /** Why the line is not of a form that holds a document; the report is on the line as it stands. */
  readonly lineProblem?: Problem
}

/** Verifies one input. Whatever goes wrong with it is its outcome, so that the other inputs are verified all the same. */
export async function verifyFile(
  { file, fault }: NamedInput,
  options: { readonly trust: Result<TrustState>; readonly now: Instant; readonly question: Question; readonly io: Io },
): Promise<Outcome> {
  const { trust, now, question, io } = options
  try {
    if (fault !== undefined) throw fault
    const { bytes, tooLarge } = await readInput(file, io)
    const report = verifySync({ input: bytes, trust, now, question })
    const outcome = { file, exitCode: exitCodeOf(report), report }
    return tooLarge ? { ...outcome, tooLarge } : outcome
  } catch (error) {
    const failure = describeFailure(error)
    return { file, exitCode: EXIT.file, failure }
  }
}
