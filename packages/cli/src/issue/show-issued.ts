import { printable, TrustedTechError } from '@trusted-tech/model'
import { createPage, jsonText } from '@trusted-tech/reports'
import { choosePage } from '../command-line/choose-page.js'
import type { Call } from '../command-line/command.js'
import type { Desk } from '../desk/open-desk.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { STATUS_FLAGS } from './status-flags.js'

/** `tta status show`: one credential as it is on record, with everything that was said of it. */
export async function showIssued({ flags, io }: Call<typeof STATUS_FLAGS>, desk: Desk, id: string): Promise<ExitCode> {
  const issuer = desk.config.did
  const store = desk.store.issuance()
  const record = await store.find({ issuer, id })
  if (record === undefined) {
    throw new TrustedTechError('ERR_CREDENTIAL_UNKNOWN', `${printable(issuer)} has issued no credential ${id}.`)
  }
  const history = await store.history({ issuer, credential: id })
  const acts = history.map(({ sequence, act, reason, recordedAt }) => ({
    sequence,
    act,
    recordedAt,
    ...(reason === undefined ? {} : { reason }),
  }))
  const { type, subject, issuedAt, secured, places } = record
  if (flags.json) {
    const facts = { id, type, subject, issuedAt, places: places.map((place) => ({ ...place })), history: acts }
    io.out(jsonText({ outputVersion: 1, command: 'status', ...facts, credential: secured, exitCode: EXIT.done }))
    return EXIT.done
  }
  const page = createPage(await choosePage(io))
  page.unbroken(id, 'strong')
  page.field('type', printable(type))
  page.field('about', printable(subject))
  for (const { purpose, listId, index } of places) page.field(purpose, `${printable(listId)}, entry ${index}`)
  for (const { act, recordedAt, reason } of acts) {
    page.field(act, `${page.time(recordedAt)}${reason === undefined ? '' : `: ${printable(reason)}`}`)
  }
  io.out(page.text())
  return EXIT.done
}
