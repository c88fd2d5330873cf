/** Code points that terminals draw two columns wide: East Asian wide and full-width forms, and pictographs. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
]

/** Every character one column wide, as nearly all of a report is. */
const PLAIN = /^[\x20-\x7e]*$/

/** How many terminal columns a text takes. An estimate: combining marks take none, wide characters two, others one. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x300) width += 1
    else if (/\p{Mn}/u.test(character)) continue
    else width += WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1
  }
  return width
}
