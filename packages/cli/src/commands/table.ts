import type { CommandTable } from '../command-line/command.js'

/** Every command, by name. Each is loaded when it is called, so that `verify` starts with what it needs and no more. */
export const COMMANDS: CommandTable = {
  demo: {
    summary: 'play the whole story on this machine',
    load: async () => (await import('./demo.js')).demoCommand,
  },
  init: {
    summary: 'make the desk of an alliance, assessor, vendor or buyer',
    load: async () => (await import('./init.js')).initCommand,
  },
  wallet: {
    summary: 'hold credentials, encrypted, and present them',
    load: async () => (await import('./wallet.js')).walletCommand,
  },
  accredit: {
    summary: 'accredit an assessor',
    load: async () => (await import('./accredit.js')).accreditCommand,
  },
  admit: {
    summary: 'admit a vendor, a buyer or a user',
    load: async () => (await import('./admit.js')).admitCommand,
  },
  mandate: {
    summary: 'let a reseller present your claims',
    load: async () => (await import('./mandate.js')).mandateCommand,
  },
  issue: {
    summary: 'issue certificates or declarations from drafts',
    load: async () => (await import('./issue.js')).issueCommand,
  },
  revoke: {
    summary: 'revoke what you issued, for good',
    load: async () => (await import('./revoke.js')).revokeCommand,
  },
  suspend: {
    summary: 'suspend what you issued',
    load: async () => (await import('./suspend.js')).suspendCommand,
  },
  reinstate: {
    summary: 'lift a suspension',
    load: async () => (await import('./reinstate.js')).reinstateCommand,
  },
  status: {
    summary: 'publish your status lists; list what you issued',
    load: async () => (await import('./status.js')).statusCommand,
  },
  bundle: {
    summary: 'build the trust data that buyers verify with',
    load: async () => (await import('./bundle.js')).bundleCommand,
  },
  trust: {
    summary: 'pin the root that a desk trusts',
    load: async () => (await import('./trust.js')).trustCommand,
  },
  key: {
    summary: 'change the key or the passphrase of a desk',
    load: async () => (await import('./key.js')).keyCommand,
  },
  verify: {
    summary: 'verify credentials and presentations, offline',
    load: async () => (await import('./verify.js')).verifyCommand,
  },
  inspect: {
    summary: 'show what a file claims; no trust decision',
    load: async () => (await import('./inspect.js')).inspectCommand,
  },
  did: {
    summary: 'resolve a DID; no trust decision',
    load: async () => (await import('./did.js')).didCommand,
  },
  doctor: {
    summary: 'whether machine, desk and trust data are fit for work',
    load: async () => (await import('./doctor.js')).doctorCommand,
  },
  explain: {
    summary: 'what a reason code means and what to do',
    load: async () => (await import('./explain.js')).explainCommand,
  },
  completion: {
    summary: 'a script that completes commands and flags in your shell',
    load: async () => (await import('./completion.js')).completionCommand,
  },
}
