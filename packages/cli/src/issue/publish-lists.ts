import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type PublishedStatusList, publishStatusLists } from '@trusted-tech/issuer'
import { addDays, formatInstant, printable, TrustedTechError } from '@trusted-tech/model'
import { createPage, jsonText } from '@trusted-tech/reports'
import { publishFiles } from '@trusted-tech/store'
import { choosePage } from '../command-line/choose-page.js'
import type { Call } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { withDesk } from '../desk/open-desk.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { readRegularFile } from '../files/read-regular-file.js'
import type { STATUS_FLAGS } from './status-flags.js'

const MAX_DAYS = 100
const USUAL_DAYS = 30
const MAX_LIST_BYTES = 512 * 1024

/** `tta status publish`: the lists as files, each whole or not at all, and those that changed alone. */
export async function publishLists({ flags, io }: Call<typeof STATUS_FLAGS>): Promise<ExitCode> {
  const { out } = flags
  if (out === undefined) throw usageError('--out DIR is needed: the folder for the lists')
  const days = Number(flags.days ?? USUAL_DAYS)
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
    throw usageError(`--days: a whole number from 1 to ${MAX_DAYS}`)
  }
  return withDesk({ flags, io }, async (desk) => {
    const now = io.now()
    const { issuer, signer, store, statusBase } = await desk.issuing(now)
    const verificationMethods = await desk.methods()
    const nameOf = (id: string) => fileName(id, statusBase)
    const before = new Map<string, string>()
    for (const { listId } of await store.lists(issuer.id)) {
      const path = join(out, nameOf(listId))
      if (existsSync(path)) before.set(listId, textOf(path))
    }
    const lists = await publishStatusLists({
      issuer: issuer.id,
      signer,
      store,
      now,
      validDays: days,
      before: { lists: before, verificationMethods },
    })
    const changed = lists.filter(({ isNew }) => isNew)
    const files = new Map(changed.map(({ id, secured }) => [nameOf(id), secured]))
    if (files.size > 0) await publishFiles({ folder: out, files })
    const told = lists.map((list) => ({ id: list.id, path: join(out, nameOf(list.id)), signed: list.isNew }))
    if (flags.json) {
      io.out(jsonText({ outputVersion: 1, command: 'status', lists: told, exitCode: EXIT.done }))
      return EXIT.done
    }
    const page = createPage(await choosePage(io))
    for (const { id, path, signed } of told) {
      page.line(`${signed ? 'Signed' : 'Still good'}: ${printable(path)}`, { tone: signed ? 'good' : 'quiet' })
      page.field('list', printable(id))
    }
    page.line(closing(lists, formatInstant(addDays(now, days))))
    io.out(page.text())
    return EXIT.done
  })
}

function closing(lists: readonly PublishedStatusList[], until: string): string {
  if (lists.length === 0) return 'Nothing was issued here, so there is no list.'
  return `What was signed now is good until ${until}. Next: hand the files to the alliance, or put them where their ids say.`
}

/** `https://…/status/revocation/0` is `revocation-0.jwt`: the last two parts, which no other list of the desk has. */
function fileName(id: string, statusBase: string): string {
  const rest = id.startsWith(`${statusBase}/`) ? id.slice(statusBase.length + 1) : ''
  if (!/^[a-z]+\/[0-9]+$/.test(rest)) {
    throw new TrustedTechError(
      'ERR_ARGUMENT_INVALID',
      `the list ${printable(id)} does not lie under the statusBase of tta.json, which must not change`,
    )
  }
  return `${rest.replace('/', '-')}.jwt`
}

/** One that is too large or damaged is no list, and is replaced. */
function textOf(path: string): string {
  return Buffer.from(readRegularFile(path, MAX_LIST_BYTES + 1).bytes).toString('latin1')
}
