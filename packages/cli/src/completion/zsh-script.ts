import type { Candidates, DescribedCommand } from './described.js'

/** A script for zsh, to be found as `_tta` in `fpath` or evaluated after `compinit`. */
export function zshScript(commands: readonly DescribedCommand[]): string {
  const values = commands.flatMap(({ name, flags }) =>
    flags.flatMap((flag) =>
      flag.value === undefined ? [] : [`    '${name} --${flag.name}') ${offer(flag.value)}; return ;;`],
    ),
  )
  const rest = commands.map(({ name, flags, operands }) => {
    const described = flags.map((flag) => quoted(`--${flag.name}:${flag.help}`)).join(' ')
    return `    ${name}) if [[ $word == -* ]]; then names=(${described}); _describe flag names; else ${offer(operands)}; fi ;;`
  })
  const names = commands.map(({ name, summary }) => quoted(`${name}:${summary}`)).join(' ')
  return `#compdef tta
# tta completion for zsh: eval "$(tta completion zsh)" after compinit, for example in ~/.zshrc
_tta() {
  local word="\${words[CURRENT]}" before="\${words[CURRENT-1]}" command='' at
  local -a names
  for ((at = 2; at < CURRENT; at++)); do
    if [[ \${words[at]} != -* ]]; then command="\${words[at]}"; break; fi
  done
  case "$command $before" in
${values.join('\n')}
  esac
  case "$command" in
    '') names=(${names}); _describe command names ;;
${rest.join('\n')}
  esac
}
if [[ "$funcstack[1]" == _tta ]]; then _tta "$@"; else compdef _tta tta; fi
`
}

function offer(candidates: Candidates): string {
  if (candidates === 'paths') return '_files'
  return candidates === 'nothing' ? ':' : `compadd -- ${candidates.words.join(' ')}`
}

/** A word in single quotes; a colon in a description is escaped for `_describe`. */
function quoted(text: string): string {
  const [name = '', ...rest] = text.split(':')
  return `'${[name, rest.join('\\:')].join(':').replaceAll("'", "'\\\\''")}'`
}
