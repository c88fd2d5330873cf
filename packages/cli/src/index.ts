import { processIo } from './process-io.js'
import { runTta } from './run-tta.js'

// Whoever types a command can do nothing about what the libraries below it will have to replace one day.
Object.assign(process, { noDeprecation: true })

// What no command caught must not reach the user as a stack trace, and must not look like a verdict: 1 is "rejected".
process.on('uncaughtException', () => {
  process.stderr.write('tta: internal error: this is a fault of tta and says nothing about any credential (INTERNAL)\n')
  process.exit(4)
})

/** When the command has ended; its exit code is then the process's. */
export const finished: Promise<void> = runTta(process.argv.slice(2), processIo()).then((exitCode) => {
  process.exitCode = exitCode
})
