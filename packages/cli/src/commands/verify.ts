import type { PageOptions } from '@trusted-tech/reports'
import { chooseLocalOffset } from '../command-line/choose-local-offset.js'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import type { ExitCode } from '../exit-codes.js'
import { expandInputs, STDIN } from '../files/expand-inputs.js'
import { writeFile } from '../files/write-file.js'
import { THREAD_VARIABLE } from '../thread-variable.js'
import { readPinnedRoot } from '../trust-folder/read-pinned-root.js'
import { readTrustFolder } from '../trust-folder/read-trust-folder.js'
import { readQuestion } from '../verify/read-question.js'
import { type Outcome, verifyFile } from '../verify/verify-file.js'
import { VERIFY_FLAGS } from '../verify/verify-flags.js'

type VerifyCall = Call<typeof VERIFY_FLAGS>

/** `tta verify`: the verdict on credentials and presentations, offline, against trust data from a pinned root. */
export const verifyCommand = defineCommand({
  name: 'verify',
  summary: 'Verifies credentials and presentations, offline, against trust data from the root that you pinned.',
  usage: 'FILE… [--bundle DIR] [--root ROOT] [flags]',
  flags: VERIFY_FLAGS,
  notes: [
    'FILE is a file, a folder (all *.jwt and *.jsonl directly inside, not in folders below), or - for standard input. One line feed at the end of an input is dropped; anything else around a document is refused. At most 8 MiB of a document are read.',
    '*.jsonl has one document a line, any number of lines: the document as it is, as a JSON string, or as a JSON object whose member "credential" is that string; other members are ignored. Empty lines are passed over. A broken line is a result of its own, with its number, and stops no other.',
    'One input prints its whole report; several print a block each, in the order of the inputs. The last line names verdict, findings and policy. With --json the results of several stand on a line each.',
    'In a desk, or with --dir DESK, its trust folder and the roots that it has pinned count where --bundle and --root are not given. Without a pinned root nothing is verified: the exit code is 2, and the thumbprint that the trust data claims is shown for you to compare through a second channel.',
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
    { does: 'a hundred thousand, one a line', line: 'tta verify all.jsonl --bundle trust --root root.jwk --json' },
    { does: 'a folder, for scripts', line: 'tta verify inbox --bundle trust --root root.jwk --json' },
  ],
  run,
})

async function run({ operands, flags, io }: VerifyCall): Promise<ExitCode> {
  if (io.env[THREAD_VARIABLE] !== undefined) {
    const { servesAThread, serveBatches } = await import('../verify/serve-batches.js')
    if (servesAThread()) return serveBatches(io)
  }
  if (operands.length === 0) throw usageError('name a file, a folder, or - for standard input')
  if (operands.filter((operand) => operand === STDIN).length > 1) throw usageError('standard input can be read once')
  const { folder, root } = await findTrustData(flags)
  if (folder === undefined) {
    throw usageError('--bundle DIR is needed: the trust data to verify against; or work in a desk that has some')
  }
  if (root === undefined) {
    const { refuseUnpinned } = await import('../verify/refuse-unpinned.js')
    return refuseUnpinned({ bundle: folder, json: flags.json, io })
  }
  const inputs = expandInputs(operands, { lines: flags.jsonl ? 'always' : 'byName' })
  const [only] = inputs
  const alone = inputs.length === 1 && only !== undefined && only.lines !== true ? only : undefined
  checkOutFlags(flags, alone === undefined)
  const now = io.now()
  const question = readQuestion(flags, now)
  const localOffset = chooseLocalOffset(flags['time-zone'], io)
  const trust = readTrustFolder({ folder, root, now })
  if (alone === undefined) {
    const { verifyMany } = await import('../verify/verify-many.js')
    return verifyMany({ inputs, json: flags.json, io, trustFolder: { folder, root }, trust, question, now })
  }
  const outcome = await verifyFile(alone, { trust, now, question, io })
  await writeOne(outcome, { flags, io, localOffset })
  return outcome.exitCode
}

/** By the flags; a desk is looked at only for what they do not say. */
async function findTrustData({ bundle, root, dir }: VerifyCall['flags']) {
  if (bundle !== undefined && root !== undefined) return { folder: bundle, root: readPinnedRoot(root) }
  const { findTrust } = await import('../trust-folder/trust-for.js')
  return findTrust({ bundle, root, dir })
}

interface Writing {
  readonly flags: VerifyCall['flags']
  readonly io: VerifyCall['io']
  readonly localOffset: PageOptions['localOffset']
}

async function writeOne(outcome: Outcome, { flags, io, localOffset }: Writing): Promise<void> {
  const { file, report, failure, exitCode } = outcome
  if (failure !== undefined) io.err(`tta verify: ${failure.message} (${failure.code})\n`)
  if (outcome.tooLarge) io.err(`tta verify: more than 8 MiB: only the beginning was read, and the digest is of that\n`)
  const local = localOffset === undefined ? {} : { localOffset }
  if (report !== undefined && flags.out !== undefined) {
    const { renderJson, renderText } = await import('@trusted-tech/reports')
    writeFile(flags.out, flags.report === 'json' ? renderJson(report) : renderText(report, { file, ...local }))
  }
  if (flags.json) {
    const { jsonOfOne, jsonWriter } = await import('../verify/json-results.js')
    const write = jsonWriter((text) => io.out(text))
    write.results(jsonOfOne(outcome))
    const tally = { accepted: 0, rejected: 0, indeterminate: 0, unread: 0, [report?.verdict ?? 'unread']: 1 }
    write.end(tally, exitCode)
    return
  }
  const { textOfOne } = await import('../verify/text-results.js')
  io.out(textOfOne(outcome, { ...(await choosePage(io)), ...local }))
}

function checkOutFlags({ report, out }: VerifyCall['flags'], several: boolean): void {
  if (report === undefined && out === undefined) return
  if (report === undefined) throw usageError('--out needs --report json or --report text')
  if (out === undefined) throw usageError('--report needs --out FILE; --json prints JSON on standard output')
  if (several) throw usageError('--out takes the report of one document, and there may be several here')
}
