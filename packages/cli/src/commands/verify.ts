import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { type ExitCode, worstExitCode } from '../exit-codes.js'
import { expandInputs, STDIN } from '../files/expand-inputs.js'
import { writeFile } from '../files/write-file.js'
import { readPinnedRoot } from '../trust-folder/read-pinned-root.js'
import { readTrustFolder } from '../trust-folder/read-trust-folder.js'
import { readQuestion } from '../verify/read-question.js'
import { type FileOutcome, verifyFile } from '../verify/verify-file.js'
import { VERIFY_FLAGS } from '../verify/verify-flags.js'

type VerifyCall = Call<typeof VERIFY_FLAGS>

/** `tta verify`: the verdict on credentials and presentations, offline, against trust data from a pinned root. */
export const verifyCommand = defineCommand({
  name: 'verify',
  summary: 'Verifies credentials and presentations, offline, against trust data from the root that you pinned.',
  usage: 'FILE… --bundle DIR --root ROOT [flags]',
  flags: VERIFY_FLAGS,
  notes: [
    'FILE is a file, a folder (all *.jwt directly inside), or - for standard input. One line feed at the end of an input is dropped; anything else around a document is refused. At most 8 MiB are read.',
    'One input prints its whole report; several print a block each. The last line names verdict, findings and policy.',
    'Without --root nothing is verified: the exit code is 2, and the thumbprint that the trust data claims is shown for you to compare through a second channel.',
    'Exit codes: 0 accepted, 1 rejected, 2 usage, 3 indeterminate, 4 a file cannot be read, 5 accepted but the policy is not satisfied. Of several inputs the worst, in the order 4, 1, 3, 5, 0.',
  ],
  examples: [
    {
      does: 'a certificate, for the version in use',
      line: 'tta verify pump.jwt --bundle trust --root root.jwk --product pkg:generic/pump@2.1.0',
    },
    {
      does: 'a presentation that answers your request',
      line: 'tta verify answer.jwt --bundle trust --root root.jwk --audience https://buyer.example --nonce 7f3a',
    },
    { does: 'a folder, for scripts', line: 'tta verify inbox --bundle trust --root root.jwk --json' },
  ],
  run,
})

async function run({ operands, flags, io }: VerifyCall): Promise<ExitCode> {
  const { bundle, root } = flags
  if (operands.length === 0) throw usageError('name a file, a folder, or - for standard input')
  if (operands.filter((operand) => operand === STDIN).length > 1) throw usageError('standard input can be read once')
  if (bundle === undefined) throw usageError('--bundle DIR is needed: the trust data to verify against')
  if (root === undefined) {
    const { refuseUnpinned } = await import('../verify/refuse-unpinned.js')
    return refuseUnpinned({ bundle, json: flags.json, io })
  }
  const inputs = expandInputs(operands)
  const writesFile = checkOutFlags(flags, inputs.length)
  const now = io.now()
  const question = readQuestion(flags, now)
  const trust = readTrustFolder({ folder: bundle, root: readPinnedRoot(root), now })

  const outcomes = { accepted: 0, rejected: 0, indeterminate: 0, unread: 0 }
  const codes = new Set<ExitCode>()
  const write = await chooseWriter({ json: flags.json, several: inputs.length > 1, io })
  for (const input of inputs) {
    const outcome = await verifyFile(input, { trust, now, question, io })
    outcomes[outcome.report?.verdict ?? 'unread'] += 1
    codes.add(outcome.exitCode)
    if (outcome.failure !== undefined) io.err(`tta verify: ${outcome.failure.message} (${outcome.failure.code})\n`)
    if (outcome.tooLarge)
      io.err(`tta verify: more than 8 MiB: only the beginning was read, and the digest is of that\n`)
    if (writesFile) await writeReport(outcome, flags)
    write.result(outcome)
  }
  const exitCode = worstExitCode([...codes])
  write.end(outcomes, exitCode)
  return exitCode
}

async function chooseWriter({
  json,
  several,
  io,
}: {
  readonly json: boolean
  readonly several: boolean
  readonly io: VerifyCall['io']
}) {
  if (json) return (await import('../verify/json-results.js')).jsonWriter((text) => io.out(text))
  const { textOfOne, textOfSeveral, textOfTotal } = await import('../verify/text-results.js')
  const page = await choosePage(io)
  return {
    result: (outcome: FileOutcome) => io.out(several ? textOfSeveral(outcome, page) : textOfOne(outcome, page)),
    end: (tally: Parameters<typeof textOfTotal>[0]) => {
      if (several) io.out(textOfTotal(tally, page))
    },
  }
}

function checkOutFlags({ report, out }: VerifyCall['flags'], inputs: number): boolean {
  if (report === undefined && out === undefined) return false
  if (report === undefined) throw usageError('--out needs --report json or --report text')
  if (out === undefined) throw usageError('--report needs --out FILE; --json prints JSON on standard output')
  if (inputs !== 1) throw usageError(`--out takes the report of one input, and there are ${inputs}`)
  return true
}

async function writeReport({ file, report }: FileOutcome, flags: VerifyCall['flags']): Promise<void> {
  if (report === undefined || flags.out === undefined) return
  const { renderJson, renderText } = await import('@trusted-tech/reports')
  writeFile(flags.out, flags.report === 'json' ? renderJson(report) : renderText(report, { file }))
}
