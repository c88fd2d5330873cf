import { REASON_CODES, REASONS } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { explainCode, renderExplanation } from './explain.js'

describe('explaining a reason code', () => {
  it.each(REASON_CODES)('%s has its check, its effects and its texts', (code) => {
    const explanation = explainCode(code)
    expect(explanation).toMatchObject({ code, check: REASONS[code].check, outcomes: REASONS[code].outcomes })
  })

  it('shows question, answer and remedy', () => {
    const explanation = explainCode('SUSPENDED')
    if (explanation === undefined) throw new Error('SUSPENDED is a code')
    const text = renderExplanation(explanation).replace(/\s+/g, ' ')
    expect(text).toContain(`Question ${explanation.question}`)
    expect(text).toContain(`Answer ${explanation.answer}`)
    expect(text).toContain(`Remedy ${explanation.remedy}`)
    expect(text).toContain('the verdict is rejected the check stays unknown')
  })

  it.each(['', 'sig_invalid', '__proto__', 'constructor', 'toString'])('has no explanation for %j', (code) => {
    expect(explainCode(code)).toBeUndefined()
  })
})
