// @ts-check
// The program of the pure process: opens a trust folder, answers each question with what was built, and sends the reports.
import { received, send, shutFiles } from './trap.mjs'

const { openManifest, openTrust } = await import('@trusted-tech/trust')
const { settleSync } = await import('@trusted-tech/proofs/sync')
const { verify } = await import('@trusted-tech/verifier')
const { verifySync } = await import('@trusted-tech/verifier/sync')
// The asynchronous way loads this on first use; loading code is not reading data, so it is loaded before files are shut.
await import('jose/key/import')
shutFiles()

const plan = openManifest({ manifest: received.manifest, root: received.root, now: received.now })
const opened = plan.conclude(settleSync(plan.jobs))
const trust = opened.ok ? openTrust({ manifest: opened.value, files: received.files }) : opened
const asked = received.questions.map((/** @type {object} */ one) => ({ ...one, trust, now: received.now }))
const sync = asked.map(verifySync)
const async = []
for (const one of asked) async.push(await verify(one))
send({ sync, async })
