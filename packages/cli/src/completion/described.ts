import type { AnyCommand, Flag, FlagTable } from '../command-line/command.js'
import { COMMON_FLAGS } from '../command-line/parse-flags.js'

/** What may stand at one place of a command line: words, paths, or what no script can know. */
export type Candidates = { readonly words: readonly string[] } | 'paths' | 'nothing'

/** A command as a completion script needs it. */
export interface DescribedCommand {
  readonly name: string
  readonly summary: string
  readonly operands: Candidates
  readonly flags: readonly {
    readonly name: string
    readonly help: string
    /** `undefined` for a switch. */
    readonly value: Candidates | undefined
  }[]
}

/** A usage that begins with the words that may stand there, such as `add|list|show`. */
const CHOICE = /^\[?([a-z][a-z-]*(?:\|[a-z][a-z-]*)+)\]?(?:\s|$)/
/** Names of values that stand for something in the file system. */
const PATH = /FILE|DIR|DESK|ROOT|FOLDER/

/**
 * What a command takes, from the table that its arguments are read by: so that a script never offers a flag that does
 * not exist, nor misses one.
 */
export function describeCommand(summary: string, command: AnyCommand): DescribedCommand {
  const table: FlagTable = { ...(command.flags as FlagTable), ...COMMON_FLAGS }
  return {
    name: command.name,
    summary,
    operands: operandsOf(command),
    flags: Object.entries(table).map(([name, flag]) => ({ name, help: flag.help, value: valuesOf(flag) })),
  }
}

function operandsOf({ operands, usage }: AnyCommand): Candidates {
  if (operands !== undefined) return { words: operands }
  const choice = CHOICE.exec(usage)?.[1]
  if (choice !== undefined) return { words: choice.split('|') }
  return PATH.test(usage.split('--')[0] ?? '') || /DRAFT/.test(usage) ? 'paths' : 'nothing'
}

function valuesOf(flag: Flag): Candidates | undefined {
  if (flag.kind === 'switch') return undefined
  if (flag.oneOf !== undefined) return { words: flag.oneOf }
  return PATH.test(flag.value) ? 'paths' : 'nothing'
}
