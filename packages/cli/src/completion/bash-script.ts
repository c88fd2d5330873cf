import type { DescribedCommand } from './described.js'

/**
 * A script for bash, from 3.2 on (macOS has no newer one): no `mapfile`, no `compopt`. Where it offers nothing of its
 * own, bash completes file names.
 */
export function bashScript(commands: readonly DescribedCommand[]): string {
  const values = commands.flatMap(({ name, flags }) =>
    flags.flatMap((flag) => {
      if (flag.value === undefined) return []
      const words = typeof flag.value === 'string' ? '' : flag.value.words.join(' ')
      return [`    '${name} --${flag.name}') words='${words}' ;;`]
    }),
  )
  const rest = commands.map(({ name, flags, operands }) => {
    const names = flags.map((flag) => `--${flag.name}`).join(' ')
    const words = typeof operands === 'string' ? '' : operands.words.join(' ')
    return `    ${name}) if [[ $word == -* ]]; then words='${names}'; else words='${words}'; fi ;;`
  })
  return `# tta completion for bash: eval "$(tta completion bash)", for example in ~/.bashrc
_tta() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" command='' words='' at
  COMPREPLY=()
  # bash takes --flag=value for three words.
  if [[ $word == '=' ]]; then word=''
  elif [[ $before == '=' ]]; then before="\${COMP_WORDS[COMP_CWORD - 2]}"; fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    if [[ \${COMP_WORDS[at]} != -* ]]; then command="\${COMP_WORDS[at]}"; break; fi
  done
  case "$command $before" in
${values.join('\n')}
    *) case "$command" in
    '') words='${[...commands.map(({ name }) => name), '--help', '--version'].join(' ')}' ;;
${rest.join('\n')}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word")) || true
}
complete -o bashdefault -o default -F _tta tta
`
}
