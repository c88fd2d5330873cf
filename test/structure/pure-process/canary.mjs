// @ts-check
// Touches one thing that is trapped, so that a test sees each trap close. What it throws is swallowed on purpose.
import { received, send, shutFiles } from './trap.mjs'

const builtins = Object.fromEntries(
  await Promise.all(['net', 'http', 'dns', 'fs', 'crypto'].map(async (name) => [name, await import(`node:${name}`)])),
)
shutFiles()
let caught = false
try {
  await new Function('builtins', `return ${received.source}`)(builtins)
} catch {
  caught = true
}
send({ caught })
