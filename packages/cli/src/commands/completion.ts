import { printable } from '@trusted-tech/model'
import { jsonText } from '@trusted-tech/reports'
import { type Call, defineCommand } from '../command-line/command.js'
import { didYouMean } from '../command-line/nearest.js'
import { usageError } from '../command-line/usage.js'
import { bashScript } from '../completion/bash-script.js'
import { type DescribedCommand, describeCommand } from '../completion/described.js'
import { fishScript } from '../completion/fish-script.js'
import { zshScript } from '../completion/zsh-script.js'
import { EXIT, type ExitCode } from '../exit-codes.js'

const SCRIPTS: Readonly<Record<string, (commands: readonly DescribedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
}
const SHELLS = Object.keys(SCRIPTS)

/** `tta completion`: a script for the shell, made from the table that the arguments are read by. */
export const completionCommand = defineCommand({
  name: 'completion',
  summary: 'Prints a script that completes commands and flags in bash, zsh or fish.',
  usage: `${SHELLS.join('|')} [flags]`,
  flags: {},
  notes: [
    'The script knows the commands of the version that printed it and starts no process when it completes. Print it again after an update.',
  ],
  examples: [
    { does: 'bash, in ~/.bashrc', line: 'eval "$(tta completion bash)"' },
    { does: 'zsh, in ~/.zshrc after compinit', line: 'eval "$(tta completion zsh)"' },
    { does: 'fish', line: 'tta completion fish > ~/.config/fish/completions/tta.fish' },
  ],
  run,
})

async function run({ operands, flags, io, commands }: Call<Record<never, never>>): Promise<ExitCode> {
  const [shell = '', ...more] = operands
  if (shell === '' || more.length > 0) throw usageError(`name one shell: ${SHELLS.join(', ')}`)
  const write = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined
  if (write === undefined) {
    throw usageError(`the shell is one of ${SHELLS.join(', ')}, not ${printable(shell)}${didYouMean(shell, SHELLS)}`)
  }
  const described: DescribedCommand[] = []
  for (const { summary, load } of Object.values(commands)) described.push(describeCommand(summary, await load()))
  const script = write(described)
  io.out(
    flags.json ? jsonText({ outputVersion: 1, command: 'completion', shell, script, exitCode: EXIT.done }) : script,
  )
  return EXIT.done
}
