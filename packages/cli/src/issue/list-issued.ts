import type { IssuedState } from '@trusted-tech/issuer'
import { printable } from '@trusted-tech/model'
import { createPage, jsonText } from '@trusted-tech/reports'
import { choosePage } from '../command-line/choose-page.js'
import type { Call } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import type { Desk } from '../desk/open-desk.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { STATUS_FLAGS } from './status-flags.js'

const USUAL = 50
export const TONES = { good: 'good', suspended: 'unsure', revoked: 'bad' } as const satisfies Record<
  IssuedState,
  unknown
>

/** `tta status list`: one page of what the desk issued. */
export async function listIssued({ flags, io }: Call<typeof STATUS_FLAGS>, desk: Desk): Promise<ExitCode> {
  const { product, type, state, after } = flags
  const limit = Number(flags.limit ?? USUAL)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw usageError('--limit: a whole number from 1 to 1000')
  const { found, next } = await desk.store.issuance().search({
    issuer: desk.config.did,
    limit,
    ...(product === undefined ? {} : { subject: product }),
    ...(type === undefined ? {} : { type }),
    ...(state === undefined ? {} : { state: state as IssuedState }),
    ...(after === undefined ? {} : { after }),
  })
  if (flags.json) {
    const credentials = found.map(({ issuer: _own, ...one }) => one)
    io.out(jsonText({ outputVersion: 1, command: 'status', credentials, next: next ?? null, exitCode: EXIT.done }))
    return EXIT.done
  }
  const page = createPage(await choosePage(io))
  for (const one of found) {
    page.unbroken(one.id, 'strong')
    page.field('state', one.state, { tone: TONES[one.state] })
    page.field('type', printable(one.type))
    page.field('about', printable(one.subject))
    page.field('issued', page.time(one.issuedAt))
  }
  if (found.length === 0) page.line('Nothing was issued here that fits.')
  if (next !== undefined) page.line(`There is more: --after ${next}`)
  io.out(page.text())
  return EXIT.done
}
