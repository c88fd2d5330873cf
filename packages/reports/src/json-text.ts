/**
 * Characters that a terminal or an editor may act on instead of showing them: C1 controls, direction changes, invisible
 * ones, line separators. JSON allows them inside strings; we write them as escapes, which is the same JSON value
 * (THREAT-043).
 */
const UNSAFE = /[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u007f-\u009f\u2028\u2029\ufff9-\ufffb]/gu

/** What needs no second look: every document of the profile but for names in other scripts. */
const PLAIN = /^[\n\x20-\x7e]*$/

/** JSON text of a value, two spaces deep, ending in a line feed, with nothing in it that a terminal acts on. */
export function jsonText(value: unknown): string {
  return `${escaped(JSON.stringify(value, null, 2))}\n`
}

/** {@link jsonText} on one line, without the line feed, for many values below each other. */
export function jsonLine(value: unknown): string {
  return escaped(JSON.stringify(value))
}

function escaped(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNSAFE, escapeUnits)
}

function escapeUnits(character: string): string {
  let escaped = ''
  for (let at = 0; at < character.length; at += 1) {
    escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`
  }
  return escaped
}
