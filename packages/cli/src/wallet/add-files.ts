import { decodeUtf8, type Problem, printable, TrustedTechError, type Verdict } from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import { createPage, jsonText } from '@trusted-tech/reports'
import { LIMITS } from '@trusted-tech/verifier'
import { type HeldCredential, receiveCredential } from '@trusted-tech/wallet'
import { choosePage } from '../command-line/choose-page.js'
import { usageError } from '../command-line/usage.js'
import { withDesk } from '../desk/open-desk.js'
import { type ExitCode, worstExitCode } from '../exit-codes.js'
import { describeFailure, type Failure } from '../failure.js'
import { expandInputs, type NamedInput, STDIN } from '../files/expand-inputs.js'
import { readInput } from '../files/read-input.js'
import type { Io } from '../io.js'
import { openTrustFor } from '../trust-folder/trust-for.js'
import { readOnce } from './read-once.js'
import { exitCodeOfVerdict, heldJson, VERDICT_TONES, type WalletCall, writeProblems } from './wallet-call.js'

/** What rests on something comes after it: claims after accreditations, status lists after whatever names them. */
const ORDER = [
  'AccreditationCredential',
  'MembershipCredential',
  'MandateCredential',
  '',
  'BitstringStatusListCredential',
]

interface Offered {
  readonly file: string
  readonly text: string
  readonly type: string
}

interface Outcome {
  readonly file: string
  readonly exitCode: ExitCode
  readonly held?: HeldCredential
  readonly verdict?: Verdict
  readonly problems: readonly Problem[]
  readonly failure?: Failure
}

/** `tta wallet add`: verifies files and keeps what is not rejected; one that is refused does not stop the others. */
export async function addFiles({ operands, flags, io }: WalletCall): Promise<ExitCode> {
  if (operands.length === 0) throw usageError('name a file, a folder, or - for standard input')
  if (operands.filter((operand) => operand === STDIN).length > 1) throw usageError('standard input can be read once')
  const now = io.now()
  const trust = await openTrustFor({ flags, io, now })
  const outcomes = await withDesk({ flags, io }, async (desk) => {
    const store = await readOnce(await desk.credentials())
    const unread: Outcome[] = []
    const offered: Offered[] = []
    for (const input of expandInputs(operands)) {
      const read = await offer(input, io)
      if ('text' in read) offered.push(read)
      else unread.push(read)
    }
    const rank = ({ type }: Offered) => ORDER.indexOf(ORDER.includes(type) ? type : '')
    offered.sort((one, other) => rank(one) - rank(other))
    const kept: Outcome[] = []
    // What is delivered together counts as if it were held.
    const stapled = offered.filter(({ type }) => ORDER.includes(type) && type !== '').map(({ text }) => text)
    for (const { file, text } of offered) {
      kept.push(
        await receiveCredential({ secured: text, store, trust, now, stapled }).then(
          ({ held, verdict, problems }) => ({ file, exitCode: exitCodeOfVerdict(verdict), held, verdict, problems }),
          (error: unknown) => refusedOutcome(file, error),
        ),
      )
    }
    return [...kept, ...unread]
  })
  const exitCode = worstExitCode(outcomes.map((one) => one.exitCode))
  io.out(flags.json ? jsonOf(outcomes, exitCode) : await textOf(outcomes, io))
  return exitCode
}

async function offer(input: NamedInput, io: Io): Promise<Offered | Outcome> {
  const { file } = input
  try {
    if (input.fault !== undefined) throw input.fault
    const decoded = decodeUtf8((await readInput(file, io)).bytes)
    const text = decoded.ok ? decoded.value : ''
    const opened = openSecured(text, { maxBytes: LIMITS.listBytes })
    const types = opened.ok ? opened.value.document['type'] : undefined
    const type = Array.isArray(types) && typeof types[1] === 'string' ? types[1] : ''
    return { file, text, type }
  } catch (error) {
    return refusedOutcome(file, error)
  }
}

function refusedOutcome(file: string, error: unknown): Outcome {
  const failure = describeFailure(error)
  if (failure.code === 'INTERNAL' || failure.code.startsWith('ERR_STORE_')) throw error
  const problems = error instanceof TrustedTechError ? error.problems : []
  return { file, exitCode: failure.exitCode, problems, failure }
}

function jsonOf(outcomes: readonly Outcome[], exitCode: ExitCode): string {
  return jsonText({
    outputVersion: 1,
    command: 'wallet',
    action: 'add',
    results: outcomes.map(({ file, exitCode, held, verdict, problems, failure }) => ({
      file,
      kept: held !== undefined,
      ...(held === undefined ? {} : { credential: heldJson(held) }),
      ...(verdict === undefined ? {} : { verdict }),
      problems,
      ...(failure === undefined ? {} : { error: { code: failure.code, message: failure.message } }),
      exitCode,
    })),
    exitCode,
  })
}

async function textOf(outcomes: readonly Outcome[], io: Io): Promise<string> {
  const page = createPage(await choosePage(io))
  for (const { file, held, verdict, problems, failure } of outcomes) {
    page.line(printable(file), { tone: 'strong' })
    if (held !== undefined && verdict !== undefined) {
      page.line(`kept, ${verdict}: ${held.type} ${printable(held.id)}`, { indent: 2, tone: VERDICT_TONES[verdict] })
    } else if (failure !== undefined) {
      const why = problems.length > 0 ? '' : `: ${failure.message}`
      page.line(`not kept${why} (${failure.code})`, { indent: 2, tone: 'bad' })
    }
    writeProblems(page, problems, 4)
  }
  const kept = outcomes.filter(({ held }) => held !== undefined).length
  page.line(`${kept} kept, ${outcomes.length - kept} not kept`)
  return page.text()
}
