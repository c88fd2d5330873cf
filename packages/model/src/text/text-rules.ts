import { type JsonPointer, type Problem, problem } from '../result.js'
import { isSingleScript } from './single-script.js'

/** A `name` stands alone (a product, an organisation); `prose` is a sentence or more. */
export type TextKind = 'name' | 'prose'

/** Printable ASCII looks like itself and breaks no rule. */
const PLAIN = /^[\x20-\x7e]*$/
const CONTROL_IN_NAME = /[\p{Cc}\u2028\u2029]/u
/** Prose may have lines and tabs. */
const CONTROL_IN_PROSE = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/
const BIDI_CONTROL = /\p{Bidi_Control}/u
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u
const UNASSIGNED_OR_PRIVATE = /[\p{Cn}\p{Co}\p{Cs}]/u
/** Letters and digits; signs such as ™ and ² do change under NFKC, and pretend to be nothing else. */
const LETTER_OR_DIGIT = /[\p{L}\p{Nd}]/gu

/**
 * Checks a text that people will read for what makes two texts look alike, or one look like something else.
 *
 * Every text: NFC (else `TEXT_NOT_NFC`), no bidirectional controls, no control characters beside line feed and tab, no
 * unassigned or private code points. Names also: one script for the whole name, where Han, kana, Bopomofo and Hangul
 * combine as in Japanese, Korean and Chinese; no line breaks; no default-ignorable code points; no compatibility
 * letters or digits (`Ａ`, `𝐀`, `ﬁ`). Those are `TEXT_CONFUSABLE`, one problem per text, naming the code point.
 *
 * Not checked: whole-script confusables (a name that is Cyrillic throughout and looks Latin), and likeness to another
 * known name; so people are shown the DID beside the name.
 *
 * @returns the problems, at `pointer`; empty where there is none.
 * @example
 * checkText('Ex\u0430mple', { kind: 'name', pointer: '/issuer/name' })
 * // [{ code: 'TEXT_CONFUSABLE', pointer: '/issuer/name', expected: 'one script', … }]
 * @see UTS #39 section 5.1, "Mixed-Script Detection"; UAX #15, "Unicode Normalization Forms"; specification section 3.1
 */
export function checkText(
  text: string,
  { kind, pointer }: { readonly kind: TextKind; readonly pointer: JsonPointer },
): readonly Problem[] {
  if (isPlainText(text)) return []
  const problems: Problem[] = []
  if (text.normalize('NFC') !== text) problems.push(problem('TEXT_NOT_NFC', pointer, { expected: 'Unicode NFC' }))
  const confusable = kind === 'name' ? nameFault(text) : proseFault(text)
  if (confusable !== undefined) problems.push(problem('TEXT_CONFUSABLE', pointer, confusable))
  return problems
}

/** Whether a text is printable ASCII, which no rule here refuses. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text)
}

interface Fault {
  readonly expected: string
  readonly actual?: string
}

function proseFault(text: string): Fault | undefined {
  return (
    found(text, BIDI_CONTROL, 'no bidirectional control') ??
    found(text, CONTROL_IN_PROSE, 'no control character') ??
    found(text, UNASSIGNED_OR_PRIVATE, 'assigned code points')
  )
}

function nameFault(text: string): Fault | undefined {
  const fault =
    found(text, BIDI_CONTROL, 'no bidirectional control') ??
    found(text, CONTROL_IN_NAME, 'no control character') ??
    found(text, INVISIBLE, 'no invisible code point') ??
    found(text, UNASSIGNED_OR_PRIVATE, 'assigned code points')
  if (fault !== undefined) return fault
  // Joined, because several letters may only together be one under NFKC.
  const letters = (text.match(LETTER_OR_DIGIT) ?? []).join('')
  if (letters.normalize('NFKC') !== letters.normalize('NFC')) return { expected: 'no compatibility letters or digits' }
  return isSingleScript(text) ? undefined : { expected: 'one script' }
}

function found(text: string, expression: RegExp, expected: string): Fault | undefined {
  const character = expression.exec(text)?.[0]
  if (character === undefined) return undefined
  const point = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')
  return { expected, actual: `U+${point}` }
}
