import { displayWidth } from './display-width.js'

/**
 * Breaks a text into lines of at most `width` columns, at spaces.
 *
 * A word that is longer, such as a DID or a digest, keeps a line of its own and is never cut, so that it can be copied.
 */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(' ')) {
    const size = displayWidth(word)
    if (line !== '' && used + 1 + size > width) {
      lines.push(line)
      line = word
      used = size
    } else {
      line = line === '' ? word : `${line} ${word}`
      used += line === word ? size : 1 + size
    }
  }
  lines.push(line)
  return lines
}
