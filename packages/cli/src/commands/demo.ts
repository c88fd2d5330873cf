import type { Instant } from '@trusted-tech/model'
import { importPublicKey, thumbprint } from '@trusted-tech/proofs'
import { createPage, jsonText, type Tone } from '@trusted-tech/reports'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { type DemoFolder, openDemoFolder } from '../demo/demo-folder.js'
import { demoReadme } from '../demo/demo-readme.js'
import { stageDemo } from '../demo/demo-steps.js'
import { createDemoWorld, rootJwk } from '../demo/demo-world.js'
import { type PlayedStep, playStep } from '../demo/play-step.js'
import { EXIT, type ExitCode } from '../exit-codes.js'

const FLAGS = {
  dir: { kind: 'text', value: 'DIR', help: 'where to leave the files (default: tta-demo)' },
} as const

/** `tta demo`: the whole story on this machine, every verdict by the same command that a buyer would type. */
export const demoCommand = defineCommand({
  name: 'demo',
  summary: 'Plays the whole story: accredit, issue, declare, present, verify offline, revoke; and what must not work.',
  usage: '[--dir DIR] [flags]',
  flags: FLAGS,
  notes: [
    'Leaves every file in DIR, with a README that names the tta verify line of each step. DIR is new, empty, or one that an earlier demo left.',
    'Exit codes: 0 every answer is the expected one, 1 one is not, 4 DIR cannot be written.',
  ],
  examples: [
    { does: 'the story', line: 'tta demo' },
    { does: 'the steps as JSON, for scripts', line: 'tta demo --dir /tmp/story --json' },
  ],
  run,
})

async function run({ operands, flags, io, run: runTta }: Call<typeof FLAGS>): Promise<ExitCode> {
  if (operands.length > 0) throw usageError('tta demo takes no files; --dir DIR says where to leave them')
  const folder = openDemoFolder(flags.dir ?? 'tta-demo')
  const now = io.now()
  const { steps, root } = await stage(now, folder)
  const page = await choosePage(io)
  const played: PlayedStep[] = []
  let act = ''
  if (!flags.json) io.out(opening(page))
  for (const step of steps) {
    const one = await playStep(step, folder.path, { io, run: runTta })
    played.push(one)
    if (flags.json) continue
    io.out(told(one, step.act === act ? undefined : step.act, page))
    act = step.act
  }
  folder.write('README.md', demoReadme(played, root))
  const exitCode = played.every(({ asExpected }) => asExpected) ? EXIT.done : EXIT.rejected
  if (flags.json) {
    io.out(
      jsonText({
        steps: played.map(({ step, verdict, reasons }) => ({
          id: step.id,
          expected: step.expected,
          verdict,
          reasons: [...reasons],
        })),
      }),
    )
  } else io.out(closing(played, folder.path, page))
  return exitCode
}

/** Everything that is issued, signed and published; the desks it was done at are gone afterwards, keys and all. */
async function stage(now: Instant, folder: DemoFolder) {
  const world = await createDemoWorld(now)
  try {
    const steps = await stageDemo(world, folder)
    const root = importPublicKey({ publicKeyJwk: rootJwk(world.registry) })
    return { steps, root: root.ok ? thumbprint(root.value) : '' }
  } finally {
    await world.close()
  }
}

type PageOptions = Awaited<ReturnType<typeof choosePage>>

function opening(options: PageOptions): string {
  const page = createPage(options)
  page.line(
    'Everybody in this story is fictional. The software is independent: not affiliated with or endorsed by any alliance or company.',
  )
  return page.text()
}

const TONES: Readonly<Record<PlayedStep['verdict'], Tone>> = {
  accepted: 'good',
  done: 'good',
  rejected: 'bad',
  refused: 'bad',
  indeterminate: 'unsure',
}

function told(
  { step, verdict, reasons, summary, asExpected }: PlayedStep,
  act: string | undefined,
  options: PageOptions,
): string {
  const page = createPage(options)
  if (act !== undefined) {
    page.blank()
    page.unbroken(act, 'strong')
  }
  page.line(`${step.title}.`)
  page.line(summary.startsWith(verdict) ? summary : `${verdict}: ${summary}`, { indent: 4, tone: TONES[verdict] })
  if (!asExpected) {
    page.line(
      `UNEXPECTED: this step should be ${step.expected}${step.because === undefined ? '' : ` (${step.because})`}; it says ${reasons.join(', ')}`,
      { indent: 4, tone: 'bad' },
    )
  }
  return page.text()
}

function closing(played: readonly PlayedStep[], dir: string, options: PageOptions): string {
  const page = createPage(options)
  page.blank()
  const right = played.filter(({ asExpected }) => asExpected).length
  page.heading(`${right} of ${played.length} steps as expected`)
  page.line(`The files are in ${dir}; its README.md names the tta verify line of every step.`)
  return page.text()
}
