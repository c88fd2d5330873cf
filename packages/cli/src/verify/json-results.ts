import { worstVerdict } from '@trusted-tech/model'
import { arrangeReport, jsonText } from '@trusted-tech/reports'
import type { ExitCode } from '../exit-codes.js'
import type { Tally } from './text-results.js'
import type { FileOutcome } from './verify-file.js'

/** One entry of `results`, as JSON text. */
function resultText({ file, exitCode, report, failure, tooLarge }: FileOutcome): string {
  return jsonText({
    file,
    exitCode,
    ...(report === undefined ? {} : { report: arrangeReport(report) }),
    ...(tooLarge === undefined ? {} : { tooLarge }),
    ...(failure === undefined ? {} : { error: { code: failure.code, message: failure.message } }),
  }).trimEnd()
}

/**
 * Writes the one object of `tta verify --json` piece by piece, so that many inputs need no memory.
 *
 * The verdict and the exit code come last because they are known last. Its schema is `schemas/verify.schema.json`.
 */
export function jsonWriter(out: (text: string) => void): {
  result(outcome: FileOutcome): void
  end(tally: Tally, exitCode: ExitCode): void
} {
  let count = 0
  out('{\n  "outputVersion": 1,\n  "command": "verify",\n  "results": [')
  return {
    result(outcome) {
      // Strings hold no raw line feed, so that every one is between members and can be indented.
      out(`${count === 0 ? '' : ','}\n    ${resultText(outcome).replaceAll('\n', '\n    ')}`)
      count += 1
    },
    end({ accepted, rejected, indeterminate, unread }, exitCode) {
      const verdict = worstVerdict([
        ...(rejected > 0 ? (['rejected'] as const) : []),
        ...(indeterminate + unread > 0 ? (['indeterminate'] as const) : []),
        ...(accepted > 0 ? (['accepted'] as const) : []),
      ])
      const total = jsonText({ counts: { accepted, rejected, indeterminate, unread }, verdict, exitCode })
      out(`${count === 0 ? '' : '\n  '}],${total.slice(1)}`)
    },
  }
}
