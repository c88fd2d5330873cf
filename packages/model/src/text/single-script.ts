/**
 * The scripts in wide use today, and the combinations in which several of them write one language. A name in any other
 * script is refused like a mixed one: the scripts of limited use hold many letters that look Latin (Cherokee, Lisu).
 *
 * @see UAX #31 table 5, "Recommended Scripts"; UTS #39 section 5.1, "Mixed-Script Detection"
 */
const WRITING_SYSTEMS = [
  ['Latin'],
  ['Cyrillic'],
  ['Greek'],
  ['Arabic'],
  ['Hebrew'],
  ['Armenian'],
  ['Georgian'],
  ['Devanagari'],
  ['Bengali'],
  ['Gujarati'],
  ['Gurmukhi'],
  ['Kannada'],
  ['Malayalam'],
  ['Oriya'],
  ['Sinhala'],
  ['Tamil'],
  ['Telugu'],
  ['Thaana'],
  ['Thai'],
  ['Lao'],
  ['Khmer'],
  ['Myanmar'],
  ['Tibetan'],
  ['Ethiopic'],
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Hangul'],
  ['Han', 'Bopomofo'],
] as const

let expressions: readonly RegExp[] | undefined

/**
 * Script extensions, so that a mark used in several scripts (the kana prolonged sound mark) counts for each of them.
 * Compiled when first needed: that takes as long as several verifications, and plain ASCII never needs it.
 */
function compiled(): readonly RegExp[] {
  expressions ??= WRITING_SYSTEMS.map(
    (scripts) =>
      new RegExp(`^[\\p{scx=Zyyy}\\p{scx=Zinh}${scripts.map((script) => `\\p{scx=${script}}`).join('')}]*$`, 'u'),
  )
  return expressions
}

/** Whether all characters of a text can belong to one writing system; those common to all scripts always can. */
export function isSingleScript(text: string): boolean {
  return compiled().some((expression) => expression.test(text))
}
