import { parseArgs } from 'node:util'
import { printable } from '@trusted-tech/model'
import type { FlagTable } from './command.js'
import { didYouMean } from './nearest.js'
import { usageError } from './usage.js'

/** The flags that every command has. */
export const COMMON_FLAGS = {
  json: { kind: 'switch', help: 'one JSON object on standard output' },
  help: { kind: 'switch', help: 'this help' },
} as const satisfies FlagTable

export interface ParsedFlags {
  readonly operands: readonly string[]
  readonly values: Readonly<Record<string, boolean | string | readonly string[] | undefined>>
}

/**
 * Reads a command's arguments by its table, with `node:util`'s parser.
 *
 * Refuses an unknown flag (and says which one was probably meant), a missing or superfluous value, a flag given twice
 * that may stand once, and a value that is not among those allowed. Does not look at operands.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID`
 */
export function parseFlags(args: readonly string[], table: FlagTable): ParsedFlags {
  const flags: FlagTable = { ...table, ...COMMON_FLAGS }
  const names = Object.keys(flags)
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(
        names.map((name) => [
          name,
          { type: flags[name]?.kind === 'text' ? ('string' as const) : ('boolean' as const) },
        ]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const operands: string[] = []
  const texts = new Map<string, string[]>()
  const switches = new Set<string>()
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const written = printable(token.rawName)
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined
    if (flag === undefined) {
      throw usageError(
        `unknown flag ${written}${didYouMean(
          token.rawName,
          names.map((name) => `--${name}`),
        )}`,
      )
    }
    if (flag.kind === 'switch') {
      if (token.value !== undefined) throw usageError(`${written} takes no value`)
      switches.add(token.name)
      continue
    }
    const { value } = token
    if (value === undefined || value === '') throw usageError(`${written} needs a value: ${written} ${flag.value}`)
    if (token.inlineValue !== true && value.startsWith('-') && value !== '-') {
      throw usageError(`${written} needs a value; write ${written}=${printable(value)} if that is the value`)
    }
    if (flag.oneOf !== undefined && !flag.oneOf.includes(value)) {
      const allowed = flag.oneOf.join(', ')
      throw usageError(`${written} is one of ${allowed}, not ${printable(value)}${didYouMean(value, flag.oneOf)}`)
    }
    const known = texts.get(token.name) ?? []
    if (known.length > 0 && flag.many !== true) throw usageError(`${written} is given twice`)
    texts.set(token.name, [...known, value])
  }
  const values = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => {
      if (flag.kind === 'switch') return [name, switches.has(name)]
      const given = texts.get(name) ?? []
      return [name, flag.many === true ? given : given[0]]
    }),
  )
  return { operands, values }
}
