import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { instantFromMilliseconds } from '@trusted-tech/model'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actors, certificate, NOW, present, sign } from '../../../test/world/world.js'
import { tta } from './testing/captured-io.js'
import { createSampleFolder, type SampleFolder } from './testing/sample-folder.js'

const SCHEMAS = new URL('../schemas/', import.meta.url)
const names = readdirSync(SCHEMAS).map((file) => file.replace('.schema.json', ''))
const read = (url: URL) => JSON.parse(readFileSync(url, 'utf8'))
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
ajv.addSchema(read(new URL('../../reports/schemas/report.schema.json', import.meta.url)))
for (const name of names) ajv.addSchema(read(new URL(`${name}.schema.json`, SCHEMAS)))

/** What the schema says against an output; `null` if nothing. */
function faults(name: string, output: unknown) {
  const validate = ajv.getSchema(`https://trusted-tech.example/schemas/cli/${name}/1`)
  if (validate === undefined) throw new Error(`no schema ${name}`)
  validate(output)
  return validate.errors ?? null
}

let folder: SampleFolder
let good: string
beforeAll(async () => {
  folder = await createSampleFolder()
  good = folder.put('good.jwt', await sign(certificate(), actors.assessor))
})
afterAll(() => folder.remove())

async function outputOf(...args: readonly string[]) {
  const ran = await tta([...args, '--json'], { now: NOW })
  expect(ran.json().exitCode ?? ran.exitCode).toBe(ran.exitCode)
  return ran.json()
}

describe('published schemas of --json', () => {
  it('are one per command that has one, each by its version', () => {
    expect(names).toEqual(expect.arrayContaining(['completion', 'demo', 'envelope', 'explain', 'inspect', 'verify']))
    for (const name of names) {
      const { $id, title } = read(new URL(`${name}.schema.json`, SCHEMAS))
      expect($id).toBe(`https://trusted-tech.example/schemas/cli/${name}/1`)
      expect(title).toMatch(/, version 1$/)
    }
  })

  it('inspect', async () => {
    const presentation = folder.put('answer.jwt', await present({ holder: actors.vendor, secured: [good, good] }))
    const garbage = folder.put('garbage.jwt', 'hello')
    const partly = folder.put('partly/manifest.jws', readFileSync(join(folder.trust, 'manifest.jws')))
    for (const output of [
      await outputOf('inspect', good),
      await outputOf('inspect', presentation, garbage, folder.trust, folder.at('absent.jwt')),
      await outputOf('inspect', partly.replace(/\/[^/]+$/, '')),
      await outputOf('inspect'),
      await outputOf('inspect', '--nonsense'),
    ]) {
      expect(faults('inspect', output)).toBeNull()
      expect(faults('envelope', output)).toBeNull()
    }
  })

  it('explain', async () => {
    for (const output of [
      await outputOf('explain'),
      await outputOf('explain', 'REVOKED'),
      await outputOf('explain', 'NOTHING'),
    ]) {
      expect(faults('explain', output)).toBeNull()
      expect(faults('envelope', output)).toBeNull()
    }
  })

  it('completion', async () => {
    for (const output of [await outputOf('completion', 'zsh'), await outputOf('completion')]) {
      expect(faults('completion', output)).toBeNull()
      expect(faults('envelope', output)).toBeNull()
    }
  })

  it('demo', async () => {
    const now = instantFromMilliseconds(Date.now())
    const ran = await tta(['demo', '--dir', folder.at('story'), '--json'], { now })
    expect(faults('demo', ran.json())).toBeNull()
    expect(faults('demo', (await tta(['demo', 'x', '--json'], { now })).json())).toBeNull()
  }, 60_000)

  it('verify has what is common to all', async () => {
    for (const output of [
      await outputOf('verify', good, '--bundle', folder.trust, '--root', folder.root),
      await outputOf('verify', good, '--bundle', folder.trust),
      await outputOf('verify'),
    ]) {
      expect(faults('verify', output)).toBeNull()
      expect(faults('envelope', output)).toBeNull()
    }
  })

  it('what is common holds also where there is no command', async () => {
    expect(faults('envelope', await outputOf('frobnicate'))).toBeNull()
    expect(faults('envelope', await outputOf('--version'))).toBeNull()
  })

  it('refuse another version, a code without text, a member that nobody knows', async () => {
    const output = await outputOf('explain', 'REVOKED')
    expect(faults('explain', { ...output, outputVersion: 2 })).not.toBeNull()
    expect(faults('explain', { ...output, codes: [{ ...output.codes[0], answer: undefined }] })).not.toBeNull()
    expect(faults('explain', { ...output, more: 1 })).not.toBeNull()
    expect(faults('envelope', { ...output, exitCode: 6 })).not.toBeNull()
    expect(faults('demo', { steps: [{ id: 'x', expected: 'maybe', verdict: 'accepted', reasons: [] }] })).not.toBeNull()
  })
})
