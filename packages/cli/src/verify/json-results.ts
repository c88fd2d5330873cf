import { worstVerdict } from '@trusted-tech/model'
import { arrangeReport, jsonLine, jsonText } from '@trusted-tech/reports'
import type { ExitCode } from '../exit-codes.js'
import type { Failure } from '../failure.js'
import type { Tally } from './text-results.js'
import type { Outcome } from './verify-file.js'

/** What stands between two entries of `results`. */
export const JSON_SEPARATOR = ',\n    '

/** One entry of `results`, as JSON text over many lines: for one input, which people look at. */
export function jsonOfOne(outcome: Outcome): string {
  // Strings hold no raw line feed, so that every one is between members and can be indented.
  return jsonText(entry(outcome)).trimEnd().replaceAll('\n', '\n    ')
}

/** One entry of `results`, as JSON text on one line: of many, each can be taken out line by line. */
export function jsonOfSeveral(outcome: Outcome): string {
  return jsonLine(entry(outcome))
}

function entry({ file, line, exitCode, report, failure, tooLarge, lineProblem }: Outcome): object {
  return {
    file,
    ...(line === undefined ? {} : { line }),
    exitCode,
    ...(report === undefined ? {} : { report: arrangeReport(report) }),
    ...(tooLarge === undefined ? {} : { tooLarge }),
    ...(lineProblem === undefined ? {} : { lineProblem }),
    ...(failure === undefined ? {} : { error: { code: failure.code, message: failure.message } }),
  }
}

/**
 * Writes the one object of `tta verify --json` piece by piece, so that many inputs need no memory.
 *
 * The verdict and the exit code come last because they are known last. Its schema is `schemas/verify.schema.json`.
 */
export function jsonWriter(out: (text: string) => void): {
  /** One entry, or several with {@link JSON_SEPARATOR} between them. */
  results(text: string): void
  /** `failure`: why the inputs behind the last result were not verified. */
  end(tally: Tally, exitCode: ExitCode, failure?: Failure): void
} {
  let started = false
  out('{\n  "outputVersion": 1,\n  "command": "verify",\n  "results": [')
  return {
    results(text) {
      out(`${started ? ',' : ''}\n    ${text}`)
      started = true
    },
    end({ accepted, rejected, indeterminate, unread }, exitCode, failure) {
      const verdict = worstVerdict([
        ...(rejected > 0 ? (['rejected'] as const) : []),
        ...(indeterminate + unread > 0 || failure !== undefined ? (['indeterminate'] as const) : []),
        ...(accepted > 0 ? (['accepted'] as const) : []),
      ])
      const total = jsonText({
        counts: { accepted, rejected, indeterminate, unread },
        verdict,
        exitCode,
        ...(failure === undefined ? {} : { error: { code: failure.code, message: failure.message } }),
      })
      out(`${started ? '\n  ' : ''}],${total.slice(1)}`)
    },
  }
}
