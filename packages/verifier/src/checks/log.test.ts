import { expect, it } from 'vitest'
import { checkLog } from './log.js'

it('a demanded log proof is never there yet, and nothing else is asked of the log', () => {
  expect(checkLog(true)).toMatchObject({ state: 'failed', problems: [{ code: 'NOT_LOGGED', pointer: '' }] })
  expect(checkLog(false)).toEqual({ state: 'notRequested' })
})
