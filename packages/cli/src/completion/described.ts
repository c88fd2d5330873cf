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

const WORD = /^[a-z][a-z-]*$/
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

function operandsOf({ name, operands, usage }: AnyCommand): Candidates {
  if (operands !== undefined) return { words: operands }
  // A usage such as `add FILE… | list | show ID` begins each of its alternatives with the word that stands there.
  const first = usage.split('|').map((part) => {
    const [word = '', second = ''] = part.trim().split(/\s+/)
    return word === name ? second : word
  })
  if (WORD.test(first[0] ?? '')) return { words: [...new Set(first.filter((word) => WORD.test(word)))] }
  return PATH.test(usage.split('--')[0] ?? '') || /DRAFT/.test(usage) ? 'paths' : 'nothing'
}

function valuesOf(flag: Flag): Candidates | undefined {
  if (flag.kind === 'switch') return undefined
  if (flag.oneOf !== undefined) return { words: flag.oneOf }
  return PATH.test(flag.value) ? 'paths' : 'nothing'
}
