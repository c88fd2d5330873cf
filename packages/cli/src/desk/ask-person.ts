import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/**
 * Asks one question on the terminal and gives the line that was typed, without showing it where it is `hidden`.
 *
 * The question goes to standard error: standard output is for results.
 *
 * @returns `undefined` when there was no answer: the input ended, or the person pressed Ctrl-C
 */
export function askPerson(
  question: string,
  { hidden = false }: { readonly hidden?: boolean } = {},
): Promise<string | undefined> {
  process.stderr.write(question)
  // With terminal: true, readline takes the echo from the terminal and writes what is typed itself: here, or nowhere.
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (!hidden) process.stderr.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input: process.stdin, output: echo, terminal: true, historySize: 0 })
  return new Promise((resolve) => {
    let answer: string | undefined
    lines.once('line', (line) => {
      answer = line
      lines.close()
    })
    lines.once('SIGINT', () => lines.close())
    lines.once('close', () => {
      if (hidden || answer === undefined) process.stderr.write('\n')
      resolve(answer)
    })
  })
}
