import { describe, expect, it } from 'vitest'
import { readLine } from './read-line.js'

const JWS = 'eyJh.eyJi.c2ln_-'
const line = (text: string) => readLine(new Uint8Array(Buffer.from(text)))
const inputOf = (text: string) => {
  const input = line(text)?.input
  return input === undefined ? undefined : Buffer.from(input as Uint8Array).toString()
}

describe('a line of a .jsonl file', () => {
  it.each([
    ['the document itself', JWS],
    ['a JSON string', JSON.stringify(JWS)],
    ['an object', JSON.stringify({ credential: JWS })],
    ['an object as others write it', `{"credential": "${JWS}"}`],
    ['an object with members of the sender', JSON.stringify({ id: 7, credential: JWS, note: 'x' })],
    ['escapes, which mean the same', `"\\u0065yJh.eyJi.c2ln_-"`],
    ['blanks around JSON', ` { "credential" : "${JWS}" } `],
    ['a carriage return at the end', `${JWS}\r`],
  ])('%s gives the document', (_, text) => {
    expect(inputOf(text)).toBe(JWS)
    expect(line(text)?.problem).toBeUndefined()
  })

  it.each(['', ' ', '\t', '\r', '  \r'])('%j is an empty line', (text) => {
    expect(line(text)).toBeUndefined()
  })

  it.each([
    ['a member twice', `{"credential":"${JWS}","credential":"${JWS}"}`, 'JSON_DUPLICATE_KEY'],
    ['two values', `"${JWS}" "${JWS}"`, 'JSON_SYNTAX'],
    ['two objects', `{"credential":"${JWS}"}{"credential":"${JWS}"}`, 'JSON_SYNTAX'],
    ['no end', `{"credential":"${JWS}"`, 'JSON_SYNTAX'],
    ['a quote without its pair', `"`, 'JSON_SYNTAX'],
    ['no credential', `{"id":7}`, 'FORMAT_UNSUPPORTED'],
    ['a credential that is no string', `{"credential":{"id":7}}`, 'FORMAT_UNSUPPORTED'],
    ['an inherited name', `{"__proto__":{"credential":"${JWS}"}}`, 'JSON_FORBIDDEN_KEY'],
  ])('%s is a broken line, handed over as it stands', (_, text, code) => {
    expect(line(text)?.problem?.code).toBe(code)
    expect(inputOf(text)).toBe(text)
  })
})
