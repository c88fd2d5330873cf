import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { publishFiles } from './publish-files.js'
import { codeOf, scratchFolder } from './testing/scratch-folder.js'

const scratch = scratchFolder()

describe('publishing files', () => {
  it('puts each in its place, folders included, and leaves nothing else', async () => {
    const folder = scratch('usual')
    await publishFiles({ folder, files: new Map([['status/a.jwt', 'old']]) })
    await publishFiles({
      folder,
      files: new Map<string, string | Uint8Array>([
        ['status/a.jwt', 'new'],
        ['m', new Uint8Array([1])],
      ]),
    })
    expect(readFileSync(`${folder}/status/a.jwt`, 'utf8')).toBe('new')
    expect([...readFileSync(`${folder}/m`)]).toEqual([1])
    expect([readdirSync(folder).sort(), readdirSync(`${folder}/status`)]).toEqual([['m', 'status'], ['a.jwt']])
  })

  it('THREAT-164 shows a reader a whole file at every moment of 1,000 publications', async () => {
    const folder = scratch('read')
    const content = (turn: number) => `${turn}:`.padEnd(20_000, `${turn % 10}`)
    await publishFiles({ folder, files: new Map([['list', content(0)]]) })
    let done = false
    let seen = 0
    const reader = (async () => {
      while (!done) {
        const text = readFileSync(`${folder}/list`, 'utf8')
        expect(text).toBe(content(Number(text.split(':')[0])))
        seen += 1
        await new Promise((next) => setImmediate(next))
      }
    })()
    for (let turn = 1; turn <= 1000; turn += 1)
      await publishFiles({ folder, files: new Map([['list', content(turn)]]) })
    done = true
    await reader
    expect(seen).toBeGreaterThan(1000)
  })

  it('THREAT-174 changes no file when one of them cannot be written', async () => {
    const folder = scratch('blocked')
    await publishFiles({ folder, files: new Map([['a', 'old']]) })
    writeFileSync(`${folder}/file`, '')
    const files = new Map([
      ['a', 'new'],
      ['file/b', 'below a file'],
    ])
    expect(await codeOf(publishFiles({ folder, files }))).toBe('ERR_FILE_UNWRITABLE')
    expect([readFileSync(`${folder}/a`, 'utf8'), readdirSync(folder).sort()]).toEqual(['old', ['a', 'file']])
  })

  it.each(['../out', 'a/../../out', '/etc/out', '', 'a//b', './a', 'a\\b', 'c:a', 'a\0b'])(
    'does not leave the folder by %j',
    async (path) => {
      const folder = scratch('inside')
      mkdirSync(folder, { recursive: true })
      expect(await codeOf(publishFiles({ folder, files: new Map([[path, 'x']]) }))).toBe('ERR_ARGUMENT_INVALID')
      expect(readdirSync(folder)).toEqual([])
    },
  )
})
