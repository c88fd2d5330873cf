/** For `--import`: every way out of the process, closed. Whoever tries one throws, and says so. */
export const NO_NETWORK = `data:text/javascript,${encodeURIComponent(`
  import net from 'node:net'; import dns from 'node:dns'; import dgram from 'node:dgram'; import { syncBuiltinESMExports } from 'node:module'
  const closed = () => { process.stderr.write('NETWORK USED'); throw new Error('network') }
  net.Socket.prototype.connect = closed; net.connect = closed; net.createConnection = closed
  dns.lookup = closed; dns.resolve = closed; dgram.createSocket = closed; globalThis.fetch = closed
  syncBuiltinESMExports()
`)}`
