import { setTimeout } from 'node:timers/promises'
import { TrustedTechError } from '@trusted-tech/model'

const LONGEST_PAUSE = 4

/**
 * Tries again while another transaction is under way. SQLite's own waiting would stop this process, and with it the
 * transaction waited for where that is another connection's of this process.
 */
export async function whileBusy<T>(timeoutMilliseconds: number, work: () => T): Promise<T> {
  const deadline = performance.now() + timeoutMilliseconds
  for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof TrustedTechError) || error.code !== 'ERR_STORE_BUSY' || performance.now() >= deadline) {
        throw error
      }
    }
    await setTimeout(pause)
  }
}
