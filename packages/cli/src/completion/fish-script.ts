import type { Candidates, DescribedCommand } from './described.js'

/** A script for fish. */
export function fishScript(commands: readonly DescribedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, flags, operands }) => {
    const here = `complete -c tta -n '__fish_seen_subcommand_from ${name}'`
    return [
      `complete -c tta -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
      ...(operands === 'nothing' ? [] : [`${here} ${offer(operands)}`]),
      ...flags.map((flag) => {
        const value = flag.value === undefined ? '' : ` -r ${offer(flag.value)}`
        return `${here} -l ${flag.name}${value} -d ${quoted(flag.help)}`.replaceAll('  ', ' ')
      }),
    ]
  })
  return `# tta completion for fish: tta completion fish | source, for example in ~/.config/fish/config.fish
complete -c tta -e
complete -c tta -f
${lines.join('\n')}
complete -c tta -n __fish_use_subcommand -l help
complete -c tta -n __fish_use_subcommand -l version
`
}

function offer(candidates: Candidates): string {
  if (candidates === 'paths') return '-F'
  return candidates === 'nothing' ? '' : `-a ${quoted(candidates.words.join(' '))}`
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
