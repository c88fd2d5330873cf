import { signerFor } from '@trusted-tech/agent'
import { formatInstant, type Instant, printable } from '@trusted-tech/model'
import type { AuditFault } from '@trusted-tech/store'
import type { DeskConfig } from '../desk/desk-config.js'
import { type Desk, type DeskFlags, withDesk } from '../desk/open-desk.js'
import { describeFailure } from '../failure.js'
import type { Io } from '../io.js'
import { closed, type Finding, good, skipped, wrong } from './finding.js'

const FAULTS: Readonly<Record<AuditFault, string>> = {
  missing: 'is missing',
  altered: 'is not what was written',
  cut: 'is gone: the record was cut before it',
  forked: 'is another than was seen there before',
  status: 'says other than the status bits',
}

const RESTORE =
  'Issue nothing more from this copy. Keep it, restore the newest good backup of the whole folder beside it, and compare.'

/**
 * Opens a desk's store, verifies its audit chain, and lets each key sign once, where the passphrase is at hand.
 *
 * Opening sets the store's mode to 0600: who wants to know what it was looks before. Does not verify the credentials on
 * record again.
 */
export async function checkDesk(options: {
  readonly flags: DeskFlags
  readonly io: Io
  readonly now: Instant
}): Promise<readonly Finding[]> {
  const { flags, now } = options
  // Nobody is asked: a check-up runs by itself.
  const { ask: _nobody, ...io } = options.io
  const findings: Finding[] = []
  try {
    await withDesk({ flags, io }, async (desk) => {
      findings.push(good('store', 'The store opens.'))
      findings.push(await checkAudit(desk))
      const given = flags['passphrase-file'] !== undefined || (io.env['TTA_PASSPHRASE'] ?? '') !== ''
      findings.push(
        given
          ? await checkKeys(desk, now)
          : skipped(
              'keys',
              'Not tried: no passphrase was given.',
              'Set TTA_PASSPHRASE or give --passphrase-file FILE, and every key of the desk signs once.',
            ),
      )
    })
  } catch (error) {
    const { code, message } = describeFailure(error)
    const id = findings.length === 0 ? 'store' : 'audit'
    findings.push(
      closed(
        id,
        `${message} (${code})`,
        'Mend what the message names. If the store is damaged: restore the newest good backup of the whole folder.',
      ),
    )
  }
  return findings
}

async function checkAudit({ store, config }: Desk): Promise<Finding> {
  const finding = await store.issuance().verifyAudit({ issuer: config.did })
  if (!finding.intact) {
    return wrong('audit', `Entry ${finding.sequence} of the audit record ${FAULTS[finding.fault]}.`, RESTORE)
  }
  const { sequence, hash } = finding.head
  if (sequence === 0) return good('audit', 'The audit record is empty: nothing was issued here.')
  return good(
    'audit',
    `The audit record is whole: ${sequence} ${sequence === 1 ? 'entry' : 'entries'}, the last with the hash ${hash}.`,
  )
}

async function checkKeys(desk: Desk, now: Instant): Promise<Finding> {
  const { config } = desk
  try {
    const agent = await desk.agent()
    const { verificationMethod } = await desk.signer()
    if (config.registry !== undefined) await signerFor(agent, config.registry, 'assertionMethod')
    const which = config.registry === undefined ? 'The key' : 'The keys of the desk and of the registry'
    return good('keys', `${which} signed and verified on ${formatInstant(now)}: ${printable(verificationMethod)}`)
  } catch (error) {
    const { code, message } = describeFailure(error)
    return wrong('keys', `${message} (${code})`, remedyOf(code, config))
  }
}

function remedyOf(code: string, { name }: DeskConfig): string {
  if (code === 'ERR_KEYSTORE_PASSPHRASE_WRONG') return `Give the passphrase of ${printable(name)}.`
  if (code === 'ERR_USAGE_INVALID' || code === 'ERR_FILE_UNREADABLE') return 'Give a file that holds the passphrase.'
  return RESTORE
}
