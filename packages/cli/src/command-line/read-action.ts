import { printable } from '@trusted-tech/model'
import { didYouMean } from './nearest.js'
import { usageError } from './usage.js'

/** What one action of a command takes. */
export interface Action {
  /** The flags of the command's table that this action has; the others are refused. */
  readonly flags: readonly string[]
}

/**
 * The first operand of a command with actions, such as `add` in `tta wallet add FILE`, and the operands behind it.
 *
 * Refuses an unknown action (and says which one was probably meant) and a flag that belongs to another action: one that
 * changes nothing would be taken for one that did.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID`
 */
export function readAction<Name extends string>(options: {
  readonly command: string
  readonly operands: readonly string[]
  /** The values of the command's flags. */
  readonly flags: Readonly<Record<string, unknown>>
  readonly actions: Readonly<Record<Name, Action>>
}): { readonly action: Name; readonly operands: readonly string[] } {
  const { command, operands, flags, actions } = options
  const names = Object.keys(actions) as Name[]
  const [written, ...rest] = operands
  const action = names.find((name) => name === written)
  if (action === undefined) {
    const guess = written === undefined ? '' : `, not ${printable(written)}${didYouMean(written, names)}`
    throw usageError(`say what to do: ${names.map((name) => `tta ${command} ${name}`).join(', ')}${guess}`)
  }
  for (const [flag, value] of Object.entries(flags)) {
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) continue
    if (flag === 'json' || flag === 'help' || actions[action].flags.includes(flag)) continue
    const others = names.filter((name) => actions[name].flags.includes(flag)).join(', ')
    throw usageError(`--${flag} is no flag of tta ${command} ${action}; it belongs to ${others}`)
  }
  return { action, operands: rest }
}
