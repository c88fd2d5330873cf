import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth } from './display-width.js'
import { wrapText } from './wrap-text.js'

describe('wrapping text', () => {
  it('breaks at spaces and keeps every word', () => {
    expect(wrapText('one two three four', 9)).toEqual(['one two', 'three', 'four'])
  })

  it('never cuts a word, so that identifiers can be copied', () => {
    expect(wrapText('see did:web:a-very-long-name.example now', 10)).toEqual([
      'see',
      'did:web:a-very-long-name.example',
      'now',
    ])
  })

  it('counts wide characters as two columns', () => {
    expect(displayWidth('認証 ok')).toBe(7)
    expect(displayWidth('é')).toBe(1)
    expect(wrapText('認証認証 認証', 8)).toEqual(['認証認証', '認証'])
  })

  it('loses nothing and keeps to the width where a space allows it', () => {
    const word = fc.stringMatching(/^[a-z]{1,30}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 5, max: 80 }), (words, width) => {
        const lines = wrapText(words.join(' '), width)
        expect(lines.join(' ')).toBe(words.join(' '))
        for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true)
      }),
      { seed: 20261124, numRuns: Number(process.env.TTA_RUNS ?? 300) },
    )
  })
})
