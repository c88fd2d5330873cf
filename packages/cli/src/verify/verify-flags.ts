import type { FlagTable } from '../command-line/command.js'

/** The flags of `tta verify`. */
export const VERIFY_FLAGS = {
  bundle: {
    kind: 'text',
    value: 'DIR',
    help: "the trust data: a folder with manifest.jws (default: the desk's trust)",
  },
  root: {
    kind: 'text',
    value: 'ROOT',
    help: 'the root that you pin: its RFC 7638 thumbprint, or a file with its public key as a JWK (default: what the desk has pinned)',
  },
  dir: { kind: 'text', value: 'DESK', help: 'the desk (default: the current folder)' },
  product: { kind: 'text', value: 'PURL', help: 'the product you mean: a package URL with its version, or its URI' },
  'product-version': { kind: 'text', value: 'V', help: 'its version, where the identifier carries none' },
  digest: {
    kind: 'text',
    value: 'SRI|FILE',
    many: true,
    help: 'the exact build: sha256-…, or the file itself, of which the SHA-256 is taken',
  },
  configuration: { kind: 'text', value: 'TEXT', help: 'the configuration in use' },
  catalogue: {
    kind: 'text',
    value: 'ID@VERSION',
    help: 'findings under this version of the catalogue; results carry over by its crosswalk',
  },
  at: { kind: 'text', value: 'TIME', help: 'judge for this time, with offset, not later than now (default: now)' },
  audience: { kind: 'text', value: 'A', help: 'expect a presentation addressed to A' },
  nonce: { kind: 'text', value: 'N', help: 'with --audience: expect an answer to this very request' },
  origin: { kind: 'text', value: 'URL', help: 'expect a presentation made for this https origin' },
  evidence: { kind: 'text', value: 'DIR', help: 'compare the files in DIR with the evidence that is named' },
  'allow-sample': { kind: 'switch', help: 'let a verdict rest on a sample catalogue; the report says so' },
  'allow-unknown-vendor': {
    kind: 'switch',
    help: 'let a declaration pass whose vendor is no member; the report says so',
  },
  jsonl: { kind: 'switch', help: 'every FILE, and -, has one document a line, as *.jsonl have without this flag' },
  'time-zone': {
    kind: 'text',
    value: 'ZONE',
    help: 'in text, beside UTC, the time in ZONE, such as Europe/Berlin (default: the zone of this machine; UTC: none)',
  },
  report: { kind: 'text', value: 'KIND', oneOf: ['json', 'text'], help: 'with --out: json or text' },
  out: { kind: 'text', value: 'FILE', help: 'write the report of the one input to FILE' },
} as const satisfies FlagTable
