import { Lexer } from 'yaml'
import { MAX_DRAFT_DEPTH } from './draft-limits.js'

/** Nested blocks are indented by at least a column each, and nobody indents by more than eight. */
const MAX_INDENTATION = 8 * MAX_DRAFT_DEPTH
/** What the lexer gives before the text of a scalar. */
const SCALAR = '\u001f'

/**
 * Finds the line in which a YAML text gets deeper than any draft is, before anything recurses into it: at the end of the
 * stack the engine may not throw but end the process, when it happens to compile a regular expression there.
 *
 * Counts brackets that are open, indicators in one line (`- - - -`), and columns of indentation; generously, since what
 * is read is measured exactly. One pass.
 *
 * @returns the line, or `undefined` when the text may be parsed
 */
export function tooDeepYaml(text: string): number | undefined {
  let [line, brackets, indicators, scalar] = [1, 0, 0, false]
  let atStart = true
  for (const token of new Lexer().lex(text)) {
    if (scalar) scalar = false
    else if (token === SCALAR) scalar = true
    else if (token === '[' || token === '{') brackets += 1
    else if (token === ']' || token === '}') brackets = Math.max(0, brackets - 1)
    else if (brackets === 0 && (token === '-' || token === '?' || token === ':')) indicators += 1
    else if (atStart && /^ +$/.test(token) && token.length > MAX_INDENTATION) return line
    if (brackets > MAX_DRAFT_DEPTH || indicators > MAX_DRAFT_DEPTH) return line
    atStart = token.endsWith('\n')
    if (token.includes('\n')) {
      line += token.split('\n').length - 1
      indicators = 0
    }
  }
  return undefined
}
