const DEFAULT_MAX_LENGTH = 256

/** What moves a cursor, ends a line, turns the writing direction, hides, or is no character at all. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/u
const PLAIN = /^[\x20-\x7e]*$/

/**
 * A text from data made fit for one place in a terminal, a log line or an error message.
 *
 * Control characters (so also ANSI sequences and line breaks), bidirectional controls, invisible code points and lone
 * surrogates become `\u{…}`; what is longer than `maxLength` UTF-16 units ends in `…`, without cutting through a
 * character or an escape. Only as much is read as is kept.
 *
 * It is no escaping for HTML, SQL or a shell, and cannot be undone: a backslash stays as it is.
 *
 * @example
 * printable('a\u001b[31mb\n') // 'a\\u{1b}[31mb\\u{a}'
 */
export function printable(
  text: string,
  { maxLength = DEFAULT_MAX_LENGTH }: { readonly maxLength?: number } = {},
): string {
  // Nearly every text: nothing in it to replace, and no end to find.
  if (text.length <= maxLength && PLAIN.test(text)) return text
  let shown = ''
  // Where the text ends if it goes on beyond the limit: the last place that leaves room for the ellipsis.
  let cut = ''
  for (const character of text) {
    const piece = UNPRINTABLE.test(character) ? `\\u{${(character.codePointAt(0) as number).toString(16)}}` : character
    if (shown.length + piece.length > maxLength) return `${cut}…`
    shown += piece
    if (shown.length < maxLength) cut = shown
  }
  return shown
}
