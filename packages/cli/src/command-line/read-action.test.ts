import { describe, expect, it } from 'vitest'
import { readAction } from './read-action.js'

const actions = { add: { flags: ['dir'] }, list: { flags: ['dir', 'type'] } }
const read = (operands: readonly string[], flags: Readonly<Record<string, unknown>> = {}) =>
  readAction({ command: 'wallet', operands, flags, actions })

describe('the action of a command', () => {
  it('is the first operand', () => {
    expect(read(['add', 'a', 'b'], { dir: 'd', type: undefined, json: true, help: false, many: [] })).toEqual({
      action: 'add',
      operands: ['a', 'b'],
    })
  })

  it.each<readonly [readonly string[], string]>([
    [[], 'say what to do: tta wallet add, tta wallet list'],
    [['lits'], 'not lits; did you mean list?'],
    [['toString'], 'not toString'],
  ])('%j is none', (operands, message) => {
    expect(() => read(operands)).toThrow(message)
  })

  it('has no flag of another', () => {
    expect(() => read(['add'], { type: 'x' })).toThrow('--type is no flag of tta wallet add; it belongs to list')
  })
})
