import { cpSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSampleDesks, NOON, type SampleDesks } from '../testing/sample-desks.js'

let desks: SampleDesks
let root: string
beforeAll(async () => {
  desks = await createSampleDesks(['alliance', 'buyer'])
  root = desks.json('alliance/tta.json').roots[0]
  await desks.done(['bundle', 'build', '--dir', desks.at('alliance'), '--out', desks.at('handed')])
})
afterAll(() => desks.remove())

const pins = () => desks.json('buyer/tta.json').roots
const trust = (args: readonly string[], options = {}) =>
  desks.run(['trust', ...args, '--dir', desks.at('buyer')], options)

describe('tta trust pin', () => {
  it('shows the thumbprint and how to confirm it, and pins nothing without a yes', async () => {
    const silent = await trust(['pin', desks.at('alliance/registry.jwk')])
    expect([silent.exitCode, pins()]).toEqual([2, []])
    for (const said of [root, 'second channel', '--yes']) expect(silent.err).toContain(said)
    for (const answer of ['n', '', undefined]) {
      const declined = await trust(['pin', root], { now: NOON, ask: async () => answer })
      expect([declined.exitCode, pins()]).toEqual([2, []])
    }
  })

  it('pins a file or a thumbprint after a yes, once; another root beside it; and takes one back', async () => {
    const asked: string[] = []
    const ask = async (question: string) => {
      asked.push(question)
      return 'y'
    }
    expect((await trust(['pin', desks.at('alliance/registry.jwk')], { now: NOON, ask })).exitCode).toBe(0)
    expect([pins(), asked]).toEqual([[root], ['Is it the same? [y/N] ']])
    expect((await trust(['pin', root])).out).toContain('was pinned already')
    const other = 'xunOmeTVELdfZ3CrlgwZEEVseDj81qMqj0CUEZRKxtg'
    expect((await trust(['pin', other, '--yes', '--json'])).json()).toMatchObject({
      exitCode: 0,
      root: other,
      roots: [root, other],
    })
    expect((await trust(['show'])).out).toBe(`${root}\n${other}\n`)
    expect((await trust(['unpin', other])).exitCode).toBe(0)
    expect(pins()).toEqual([root])
    expect((await trust(['unpin', other])).exitCode).toBe(2)
  })

  it('pins nothing when the trust data is of another root', async () => {
    const other = 'xunOmeTVELdfZ3CrlgwZEEVseDj81qMqj0CUEZRKxtg'
    const { exitCode, err } = await trust(['pin', other, '--yes', '--bundle', desks.at('handed')])
    expect([exitCode, err, pins()]).toEqual([1, expect.stringContaining(`it names the root ${root}`), [root]])
  })

  it('lets verify find trust data and root in the desk', async () => {
    cpSync(desks.at('handed'), desks.at('buyer/trust'), { recursive: true })
    const claim = desks.put('claim.jwt', 'not a credential')
    const { json, exitCode } = await desks.run(['verify', claim, '--dir', desks.at('buyer'), '--json'])
    expect([exitCode, json().results[0].report.trust]).toMatchObject([1, { root }])
  })
})
