import type { ExitCode } from '../exit-codes.js'
import type { Io } from '../io.js'

/** A flag of a command: a switch, or one that takes a text. */
export type Flag =
  | { readonly kind: 'switch'; readonly help: string }
  | {
      readonly kind: 'text'
      /** What stands for the value in the help, such as `FILE`. */
      readonly value: string
      readonly help: string
      /** May be given more than once. */
      readonly many?: true
      /** The only values allowed. */
      readonly oneOf?: readonly string[]
    }

export type FlagTable = Readonly<Record<string, Flag>>

/** The values of the flags that were given, by the table that allowed them. */
export type FlagValues<Table extends FlagTable> = {
  readonly [Name in keyof Table]: Table[Name] extends { readonly kind: 'switch' }
    ? boolean
    : Table[Name] extends { readonly many: true }
      ? readonly string[]
      : string | undefined
}

/** One call of a command. */
export interface Call<Table extends FlagTable> {
  readonly operands: readonly string[]
  readonly flags: FlagValues<Table> & { readonly json: boolean }
  readonly io: Io
  /** Runs another `tta` command line: for a command that shows what the others say. */
  readonly run: (args: readonly string[], io: Io) => Promise<ExitCode>
  /** Every command, for one that speaks about the others. */
  readonly commands: CommandTable
}

/** Commands by name; each is loaded when it is called. */
export type CommandTable = Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<AnyCommand> }>
>

/** One command of `tta`. A flag whose capability is not built does not exist. */
export interface Command<Table extends FlagTable = FlagTable> {
  readonly name: string
  /** One sentence. */
  readonly summary: string
  /** What follows the name, such as `FILE… --bundle DIR`. */
  readonly usage: string
  readonly flags: Table
  /** The words that may stand as operands, for completion; absent: what the usage begins with, or files. */
  readonly operands?: readonly string[]
  /** Paragraphs below the flags. */
  readonly notes?: readonly string[]
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  run(call: Call<Table>): Promise<ExitCode>
}

/** A command, with the types of its flags taken from its table. */
export function defineCommand<const Table extends FlagTable>(command: Command<Table>): Command<Table> {
  return command
}

/** A command whose flags are not known to the caller, as the table of commands holds them. */
// biome-ignore lint/suspicious/noExplicitAny: the flag table is the command's own matter; parseFlags makes what run takes
export type AnyCommand = Command<any>
