import { CHECK_IDS, printable, REASON_CODES } from '@trusted-tech/model'
import { checkMessage, createPage, explainCode, jsonText, renderExplanation } from '@trusted-tech/reports'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { didYouMean } from '../command-line/nearest.js'
import { usageError } from '../command-line/usage.js'
import { EXIT, type ExitCode } from '../exit-codes.js'

/** `tta explain`: what a reason code means and what to do about it. */
export const explainCommand = defineCommand({
  name: 'explain',
  summary: 'Explains a reason code of a report: question, answer, effect and remedy. Without a code, lists them all.',
  usage: '[CODE…] [flags]',
  flags: {},
  operands: REASON_CODES,
  examples: [
    { does: 'what a code means', line: 'tta explain STATUS_STALE' },
    { does: 'every code, by check', line: 'tta explain' },
  ],
  run,
})

async function run({ operands, flags, io }: Call<Record<never, never>>): Promise<ExitCode> {
  const codes = operands.length === 0 ? REASON_CODES : operands.map((operand) => operand.toUpperCase())
  const explanations = codes.map((code) => {
    const explanation = explainCode(code)
    if (explanation === undefined) {
      throw usageError(`there is no reason code ${printable(code)}${didYouMean(code, REASON_CODES)}`)
    }
    return explanation
  })
  if (flags.json) {
    io.out(jsonText({ outputVersion: 1, command: 'explain', exitCode: EXIT.done, codes: explanations }))
    return EXIT.done
  }
  const page = await choosePage(io)
  if (operands.length > 0) {
    io.out(explanations.map((explanation) => renderExplanation(explanation, page)).join('\n'))
    return EXIT.done
  }
  const list = createPage(page)
  for (const check of CHECK_IDS) {
    const own = explanations.filter((explanation) => explanation.check === check)
    if (own.length === 0) continue
    list.heading(`${checkMessage(check).title} (${check})`)
    for (const { code, question } of own) list.field(code, question, { column: 29, labelTone: 'strong' })
  }
  io.out(list.text())
  return EXIT.done
}
