/** One command block of a guide, and the lines that the guide says it prints. */
export interface GuideBlock {
  /** Where the block starts in the guide, to be named when it fails. */
  readonly line: number
  readonly commands: string
  /** Every line of the ```text block that follows it, in order; `…` stands for anything. */
  readonly expected: readonly string[]
}

/** The ```sh blocks of a guide in their order, each with the ```text block that follows before the next one. */
export function guideBlocks(markdown: string): readonly GuideBlock[] {
  const blocks: { line: number; commands: string; expected: string[] }[] = []
  let fence: { readonly kind: string; readonly line: number; readonly content: string[] } | undefined
  for (const [at, text] of markdown.split('\n').entries()) {
    if (fence === undefined) {
      const opening = /^```(\w+)$/.exec(text)
      if (opening?.[1] !== undefined) fence = { kind: opening[1], line: at + 1, content: [] }
    } else if (text !== '```') {
      fence.content.push(text)
    } else {
      if (fence.kind === 'sh') blocks.push({ line: fence.line, commands: fence.content.join('\n'), expected: [] })
      if (fence.kind === 'text') blocks.at(-1)?.expected.push(...fence.content.filter((line) => line.trim() !== ''))
      fence = undefined
    }
  }
  if (fence !== undefined) throw new Error(`the block of line ${fence.line} does not end`)
  return blocks
}

/** The expected lines that do not appear in the output, each searched after the one before it. */
export function missingLines(expected: readonly string[], output: string): readonly string[] {
  const lines = output.split('\n').map((line) => line.trim())
  let from = 0
  return expected.filter((wanted) => {
    const pattern = new RegExp(`^${wanted.trim().split('…').map(literal).join('.*')}$`)
    const at = lines.findIndex((line, index) => index >= from && pattern.test(line))
    if (at < 0) return true
    from = at + 1
    return false
  })
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
