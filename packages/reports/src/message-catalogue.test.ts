import { CHECK_IDS, OPTIONAL_CHECKS, REASON_CODES, REASONS } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { checkMessage, EN, reasonMessage } from './message-catalogue.js'

describe('the English message catalogue and the registry', () => {
  it('has a message for every reason code, and no message without a code', () => {
    expect(Object.keys(EN.codes).sort()).toEqual([...REASON_CODES].sort())
  })

  it('has a title and a question for every check, and none for something that is no check', () => {
    expect(Object.keys(EN.checks).sort()).toEqual([...CHECK_IDS].sort())
  })

  it('says what it means that an optional check was not asked for, and only of those', () => {
    const explained = CHECK_IDS.filter((id) => checkMessage(id).notRequested !== undefined)
    expect(explained).toEqual(CHECK_IDS.filter((id) => OPTIONAL_CHECKS.includes(id)))
  })

  it.each(REASON_CODES)('%s asks a question, answers it, and says what to do', (code) => {
    const { question, answer, remedy } = reasonMessage(code)
    expect(question).toMatch(/^[A-Z].*\?$/)
    expect(answer).toMatch(/^(No|Yes|Not yet|Nobody can tell|It seems not)[.,] ?/)
    expect(remedy).toMatch(/^[A-Z].*\.$/)
  })

  it('never answers a failing code with yes', () => {
    for (const code of REASON_CODES) {
      if ((REASONS[code].outcomes as readonly string[]).includes('note')) continue
      expect(reasonMessage(code).answer, code).not.toMatch(/^Yes/)
    }
  })

  it('has no place to fill in in the texts of codes and checks', () => {
    for (const text of [...Object.values(EN.codes), ...Object.values(EN.checks)].flatMap((message) =>
      Object.values(message),
    )) {
      expect(text).not.toMatch(/[{}]/)
    }
  })
})
