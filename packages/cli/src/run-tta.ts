import { printable } from '@trusted-tech/model'
import { didYouMean } from './command-line/nearest.js'
import { parseFlags } from './command-line/parse-flags.js'
import { usageError } from './command-line/usage.js'
import { COMMANDS } from './commands/table.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { describeFailure } from './failure.js'
import type { Io } from './io.js'
import { VERSION } from './version.js'

/**
 * Runs `tta` with the arguments after the program's name, and gives the exit code.
 *
 * Never throws: what goes wrong becomes one line on standard error, with `--json` also an object on standard output, and
 * an exit code; never a stack trace.
 */
export async function runTta(args: readonly string[], io: Io): Promise<ExitCode> {
  const [first = '', ...rest] = args
  try {
    return await dispatch(first, rest, io)
  } catch (error) {
    const { code, message, exitCode } = describeFailure(error)
    const command = Object.hasOwn(COMMANDS, first) ? first : undefined
    const hint = code === 'ERR_USAGE_INVALID' ? `See tta ${command === undefined ? '' : `${command} `}--help.\n` : ''
    io.err(`tta${command === undefined ? '' : ` ${command}`}: ${message} (${code})\n${hint}`)
    if (code === 'INTERNAL' && io.env['TTA_DEBUG'] === '1' && error instanceof Error) {
      io.err(`${printable(error.stack ?? error.message, { maxLength: 16_384 }).replaceAll('\\u{a}', '\n')}\n`)
    }
    if (wantsJson(args)) {
      const { jsonText } = await import('@trusted-tech/reports')
      io.out(jsonText({ outputVersion: 1, command: command ?? null, exitCode, error: { code, message } }))
    }
    return exitCode
  }
}

async function dispatch(name: string, args: readonly string[], io: Io): Promise<ExitCode> {
  if (name === '--version' || name === '-V') {
    const text = `tta ${VERSION}\n`
    io.out(
      wantsJson(args)
        ? `${JSON.stringify({ outputVersion: 1, command: 'version', exitCode: 0, version: VERSION })}\n`
        : text,
    )
    return EXIT.done
  }
  if (name === '' || name === '--help' || name === '-h' || name === 'help') {
    const [command] = args.filter((argument) => !argument.startsWith('-'))
    if (name === 'help' && command !== undefined) return showHelp(command, io)
    if (name !== '') return showHelp(undefined, io)
    await showHelp(undefined, { ...io, out: (text) => io.err(text) })
    return EXIT.usage
  }
  if (!Object.hasOwn(COMMANDS, name)) throw unknownCommand(name)
  const command = await COMMANDS[name]?.load()
  if (command === undefined) throw unknownCommand(name)
  const { operands, values } = parseFlags(args, command.flags)
  if (values['help'] === true) return showHelp(name, io)
  // parseFlags gave exactly the flags of the command's own table.
  return command.run({
    operands,
    flags: values as Parameters<typeof command.run>[0]['flags'],
    io,
    run: runTta,
    commands: COMMANDS,
  })
}

function unknownCommand(name: string) {
  const kind = name.startsWith('-') ? 'flag' : 'command'
  return usageError(`unknown ${kind} ${printable(name)}${didYouMean(name, Object.keys(COMMANDS))}`)
}

async function showHelp(name: string | undefined, io: Io): Promise<ExitCode> {
  const [{ commandHelp, programHelp }, { choosePage }] = await Promise.all([
    import('./command-line/help.js'),
    import('./command-line/choose-page.js'),
  ])
  const page = await choosePage(io)
  if (name === undefined) {
    io.out(programHelp(COMMANDS, page))
    return EXIT.done
  }
  if (!Object.hasOwn(COMMANDS, name)) throw unknownCommand(name)
  const command = await COMMANDS[name]?.load()
  if (command !== undefined) io.out(commandHelp(command, page))
  return EXIT.done
}

function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return args.slice(0, end < 0 ? undefined : end).includes('--json')
}
