import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'

/** Whether this machine lets us take the network away from a process altogether. */
export const CAN_UNSHARE_NETWORK = spawnSync('unshare', ['--net', 'true']).status === 0

/**
 * Runs a program of this folder in a process of its own, over what was built, where clock, randomness, network, timers,
 * process and files throw; and without any network interface where the machine allows it.
 *
 * @param program `verify` or `canary`
 * @param sent what the program receives; anything that can be cloned
 * @returns its answer, and the name of everything trapped that was touched, swallowed or not
 */
export function runPure(program: 'verify' | 'canary', sent: unknown): { answer: unknown; touched: readonly string[] } {
  const file = fileURLToPath(new URL(`${program}.mjs`, import.meta.url))
  const [command = '', ...args] = CAN_UNSHARE_NETWORK
    ? ['unshare', '--net', process.execPath, file]
    : [process.execPath, file]
  const { status, stdout, stderr } = spawnSync(command, args, {
    input: serialize(sent),
    maxBuffer: 64 * 1024 * 1024,
    env: {},
    timeout: 60_000,
  })
  if (status !== 0) throw new Error(`the pure process ended with ${status}:\n${stderr}`)
  return deserialize(stdout)
}
