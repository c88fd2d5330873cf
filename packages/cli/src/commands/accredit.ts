import type { AccreditedScope } from '@trusted-tech/model'
import { parseJson, printable } from '@trusted-tech/model'
import { type Call, defineCommand } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { issueAbout, keysFor, prepareRecord, readSubject, refuseExisting } from '../desk/issue-about.js'
import { mergeKeyHistory } from '../desk/merge-key-history.js'
import { DESK_FLAGS, withDesk } from '../desk/open-desk.js'
import { readDate } from '../desk/read-date.js'
import { keysStatedOf } from '../desk/statements-about.js'
import type { ExitCode } from '../exit-codes.js'
import { readRegularFile } from '../files/read-regular-file.js'

const MAX_SCOPE_BYTES = 64 * 1024

const ACCREDIT_FLAGS = {
  ...DESK_FLAGS,
  scope: { kind: 'text', value: 'FILE', help: 'what it is accredited for: a JSON file with all six dimensions' },
  name: { kind: 'text', value: 'NAME', help: 'the name of the body, as reports show it' },
  'valid-until': { kind: 'text', value: 'TIME', help: 'the last day, or a time with offset' },
  'did-document': { kind: 'text', value: 'FILE', help: 'the did.json that the body handed over' },
  'control-group': {
    kind: 'text',
    value: 'TEXT',
    help: 'who controls the body; bodies of one group are no third party to each other',
  },
  'max-path-length': {
    kind: 'text',
    value: 'N',
    help: 'how many further links may follow; 0, the default: it accredits nobody',
  },
  'max-lifetime': {
    kind: 'text',
    value: 'PnD',
    help: 'the longest validity of what it issues, in days (default: P1096D)',
  },
  independence: {
    kind: 'text',
    value: 'KIND',
    oneOf: ['established', 'declared'],
    help: 'established: what it states as a third party counts only where the control groups show it (default: declared)',
  },
  'require-logged': { kind: 'switch', help: 'only what was logged counts' },
  out: { kind: 'text', value: 'FILE', help: 'write the accreditation to FILE too' },
} as const

/** `tta accredit`: an alliance, or a body that may, accredits an assessor. */
export const accreditCommand = defineCommand({
  name: 'accredit',
  summary: 'Accredits an assessor: says what it may certify, until when.',
  usage: 'DID --scope FILE --name NAME --valid-until TIME [flags]',
  flags: ACCREDIT_FLAGS,
  notes: [
    'Run again with the same flags, it gives the accreditation on record. One that says something else stands beside it: revoke the one before if it is to end.',
    'The accreditation, and the keys of the body, are on record from then on; tta bundle build publishes them. Before that nobody accepts what the body issues.',
    'Make sure that the did.json is the body’s own, through a second channel: whoever’s key is in it can issue in its name.',
  ],
  examples: [
    {
      does: 'an assessor, for two years',
      line: 'tta accredit did:web:meridian.example --scope scope.json --name "Meridian Assurance" --valid-until 2028-11-30 --did-document did.json',
    },
  ],
  run,
})

async function run({ operands, flags, io }: Call<typeof ACCREDIT_FLAGS>): Promise<ExitCode> {
  const did = readSubject(operands)
  const { scope, name, 'valid-until': until, 'max-path-length': pathLength = '0', out } = flags
  if (scope === undefined) throw usageError('--scope FILE is needed: what the body is accredited for')
  if (name === undefined) throw usageError('--name NAME is needed: the name of the body')
  if (until === undefined) throw usageError('--valid-until TIME is needed: the last day of the accreditation')
  if (!/^[0-7]$/.test(pathLength)) throw usageError('--max-path-length: a number from 0 to 7')
  const validUntil = readDate('valid-until', until)
  const accreditedFor = readScope(scope)
  const keys = keysFor(did, flags['did-document'])
  refuseExisting(out)
  return withDesk({ flags, io, roles: ['alliance', 'assessor'] }, async (desk) => {
    const now = io.now()
    // First the key: with a wrong passphrase nothing is recorded.
    await desk.signer()
    const isAlliance = desk.config.role === 'alliance'
    const record = isAlliance ? await prepareRecord({ desk, did, name, keys, now }) : undefined
    // A delegated body has no trust data of its own: the keys travel in its accreditation, past ones too.
    const carried =
      isAlliance || keys === 'carried'
        ? []
        : mergeKeyHistory({ did, known: await keysStatedOf(desk, did), handed: keys, now })
    return issueAbout({
      desk,
      draft: {
        type: 'AccreditationCredential',
        subject: {
          id: did,
          name,
          accreditedFor,
          maxPathLength: Number(pathLength),
          maxCredentialLifetime: flags['max-lifetime'] ?? 'P1096D',
          independence: flags.independence === 'established' ? 'established' : 'declared',
          requireLogged: flags['require-logged'],
          ...(flags['control-group'] === undefined ? {} : { controlGroup: flags['control-group'] }),
          ...(carried.length === 0 ? {} : { keys: carried }),
        },
      },
      ...(record === undefined ? {} : { record }),
      validUntil,
      out,
      command: 'accredit',
      json: flags.json,
      io,
      next: isAlliance
        ? 'It has effect once it is published: tta bundle build.'
        : 'Hand it to the body: it has to staple it.',
    })
  })
}

function readScope(file: string): AccreditedScope {
  const { bytes } = readRegularFile(file, MAX_SCOPE_BYTES)
  const json = parseJson(bytes, { maxBytes: MAX_SCOPE_BYTES - 1 })
  if (json.ok) return json.value as unknown as AccreditedScope
  throw usageError(
    `--scope ${printable(file)}: not JSON (${json.problems[0].code} at ${json.problems[0].pointer || 'the beginning'})`,
  )
}
