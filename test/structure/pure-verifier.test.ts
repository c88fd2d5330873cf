import { spawnSync } from 'node:child_process'
import { settleSync } from '@trusted-tech/proofs/sync'
import { openManifest, openTrust } from '@trusted-tech/trust'
import { verifySync } from '@trusted-tech/verifier/sync'
import { describe, expect, it } from 'vitest'
import {
  actors,
  certificate,
  cleanLists,
  declaration,
  NOW,
  PRODUCT_ID,
  present,
  sign,
  statusList,
  trustFolder,
  usualParts,
} from '../world/world.js'
import { CAN_UNSHARE_NETWORK, runPure } from './pure-process/run-pure.js'

/** One input for each way through the algorithm that ends elsewhere. */
async function questions() {
  const genuine = await sign(certificate(), actors.assessor)
  const product = { id: `${PRODUCT_ID}@4.3.0` }
  const revoked = certificate()
  const inputs: Record<string, { input: string; question?: object }> = {
    accepted: { input: genuine, question: { allowSample: true, product } },
    declared: { input: await sign(declaration(), actors.vendor), question: { allowSample: true } },
    sample: { input: genuine },
    'other version': { input: genuine, question: { allowSample: true, product: { id: `${PRODUCT_ID}@9.0.0` } } },
    tampered: { input: `${genuine.slice(0, -8)}AAAAAAAA`, question: { allowSample: true } },
    stranger: { input: await sign(certificate(actors.stranger), actors.stranger), question: { allowSample: true } },
    revoked: { input: await sign(revoked, actors.assessor), question: { allowSample: true } },
    presented: {
      input: await present({ holder: actors.vendor, secured: [genuine] }),
      question: { allowSample: true, binding: { kind: 'addressed', audience: 'tender:2026-117' } },
    },
    garbage: { input: '{"not": "a credential"' },
    empty: { input: '' },
  }
  return { inputs, revokedIndex: revoked.credentialStatus[0].statusListIndex }
}

describe('the verifier as it was built', () => {
  it('THREAT-055 THREAT-147 gives the same reports in a process where clock, network, randomness and files throw', async () => {
    const { inputs, revokedIndex } = await questions()
    const { statements } = await usualParts()
    const statusLists = [
      ...(await cleanLists(actors.alliance, actors.limited, actors.vendor)),
      await statusList(actors.assessor, 'revocation', [revokedIndex]),
      await statusList(actors.assessor, 'suspension'),
    ]
    const { manifest, files } = await trustFolder({ statements: statements ?? [], statusLists })
    const root = { publicKeyJwk: actors.registry.publicJwk as never }
    const plan = openManifest({ manifest, root, now: NOW })
    const opened = plan.conclude(settleSync(plan.jobs))
    const trust = opened.ok ? openTrust({ manifest: opened.value, files }) : opened
    const here = Object.values(inputs).map((one) => verifySync({ ...one, trust, now: NOW } as never))

    const { answer, touched } = runPure('verify', { manifest, files, root, now: NOW, questions: Object.values(inputs) })

    expect(touched).toEqual([])
    expect(answer).toEqual({ sync: here, async: here })
    const verdicts = Object.fromEntries(Object.keys(inputs).map((name, index) => [name, here[index]?.verdict]))
    expect(verdicts).toEqual({
      accepted: 'accepted',
      declared: 'accepted',
      sample: 'indeterminate',
      'other version': 'rejected',
      tampered: 'rejected',
      stranger: 'rejected',
      revoked: 'rejected',
      presented: 'accepted',
      garbage: 'rejected',
      empty: 'rejected',
    })
  })
})

describe('the traps of the pure process', () => {
  it.each([
    ['fetch("https://a.example")', 'fetch'],
    ['new WebSocket("wss://a.example")', 'WebSocket'],
    ['Date.now()', 'Date.now'],
    ['new Date()', 'new Date()'],
    ['Date()', 'Date()'],
    ['new Date(0).getTimezoneOffset()', 'Date.prototype.getTimezoneOffset'],
    ['Math.random()', 'Math.random'],
    ['setTimeout(() => {}, 0)', 'setTimeout'],
    ['setInterval(() => {}, 0)', 'setInterval'],
    ['setImmediate(() => {})', 'setImmediate'],
    ['queueMicrotask(() => {})', 'queueMicrotask'],
    ['performance.now()', 'performance'],
    ['process.env.HOME', 'process'],
    ['globalThis.process', 'process'],
    ['crypto.getRandomValues(new Uint8Array(1))', 'crypto.getRandomValues'],
    ['crypto.randomUUID()', 'crypto.randomUUID'],
    ['builtins.crypto.randomBytes(1)', 'node:crypto randomBytes'],
    ['builtins.net.connect(1)', 'node:net connect'],
    ['builtins.http.get("http://a.example")', 'node:http get'],
    ['builtins.dns.lookup("a.example", () => {})', 'node:dns lookup'],
    ['builtins.fs.readFileSync("package.json")', 'node:fs readFileSync'],
  ])('close on %s', (source, name) => {
    expect(runPure('canary', { source })).toEqual({ answer: { caught: true }, touched: [name] })
  })

  it('leave alone what is pure', () => {
    const source = 'new Date(0).toISOString() + Date.UTC(2026, 0) + Math.min(1, 2) + JSON.stringify([new Date(1)])'
    expect(runPure('canary', { source })).toEqual({ answer: { caught: false }, touched: [] })
  })

  it.skipIf(!CAN_UNSHARE_NETWORK)('come on top of a network that is not there', () => {
    const { stdout } = spawnSync('unshare', ['--net', 'cat', '/proc/net/dev'], { encoding: 'utf8' })
    const interfaces = stdout
      .split('\n')
      .slice(2)
      .flatMap((line) => line.split(':')[0]?.trim() || [])
    expect(interfaces).toEqual(['lo'])
  })
})
