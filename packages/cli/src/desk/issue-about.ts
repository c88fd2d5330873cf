import { existsSync } from 'node:fs'
import { issueStatementOnce, type StatementDraft, type StatementOnRecord } from '@trusted-tech/issuer'
import { formatInstant, type Instant, printable, TrustedTechError } from '@trusted-tech/model'
import { resolveSelfContainedDid, thumbprint } from '@trusted-tech/proofs'
import { createPage, jsonText } from '@trusted-tech/reports'
import type { RegisteredBody } from '@trusted-tech/store'
import { choosePage } from '../command-line/choose-page.js'
import { usageError } from '../command-line/usage.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { writeFile } from '../files/write-file.js'
import type { Io } from '../io.js'
import type { DeskConfig } from './desk-config.js'
import { keyOf } from './init-desk.js'
import { type HandedKey, mergeKeyHistory } from './merge-key-history.js'
import type { Desk } from './open-desk.js'
import { readDidFile } from './read-did-document.js'
import { othersInForce } from './statements-about.js'

/** The one operand of a command about somebody: a DID. */
export function readSubject(operands: readonly string[]): string {
  const [did, ...more] = operands
  if (did === undefined) throw usageError('name the DID that it is about')
  if (more.length > 0) throw usageError(`one DID at a time; ${printable(more[0] ?? '')} is too much`)
  if (!/^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/.test(did)) throw usageError(`${printable(did)} is no DID`)
  return did
}

/**
 * The keys of a body or member: of the DID document that it handed over, or of a DID that carries them.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID` for a DID whose keys nobody has handed over
 */
export function keysFor(did: string, file: string | undefined): readonly HandedKey[] | 'carried' {
  if (resolveSelfContainedDid(did).ok) {
    if (file !== undefined) throw usageError(`${printable(did)} carries its key: leave out --did-document`)
    return 'carried'
  }
  if (file === undefined) {
    throw usageError(`the keys of ${printable(did)} are needed: --did-document FILE, the did.json that it handed over`)
  }
  return readDidFile({ file, did }).keys
}

/**
 * Prepares to keep a body with its keys on the alliance's record, so that trust data can list them.
 *
 * Says now what is wrong with the keys; writes when it is called, after the statement about the body is issued: a draft
 * that was refused leaves nothing on record.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID` for the alliance itself, and for keys that cannot follow those on record
 */
export async function prepareRecord(options: {
  readonly desk: Desk
  readonly did: string
  readonly name: string
  readonly keys: readonly HandedKey[] | 'carried'
  readonly now: Instant
}): Promise<() => Promise<unknown>> {
  const { desk, did, name, keys, now } = options
  if (did === desk.config.did)
    throw usageError(`${printable(did)} is this alliance: its word about itself counts nothing`)
  if (keys !== 'carried') refuseRegistryKey(desk.config, keys)
  const registry = desk.store.registry()
  const change = (found: RegisteredBody | undefined): RegisteredBody => {
    const known = found?.keys ?? []
    return { did, name, keys: keys === 'carried' ? known : mergeKeyHistory({ did, known, handed: keys, now }) }
  }
  change((await registry.bodies()).find((body) => body.did === did))
  return () => registry.changeBody(did, change)
}

/**
 * The key that signs the trust data stands for nobody in it: with it among a body's keys, no edition would ever open.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID`
 */
export function refuseRegistryKey({ registry }: DeskConfig, keys: readonly HandedKey[]): void {
  if (registry === undefined) return
  const own = thumbprint(keyOf(registry))
  const reused = keys.find(({ method }) => thumbprint(method.key) === own)
  if (reused === undefined) return
  throw usageError(
    `${printable(reused.method.id)} is the registry key of this alliance, and nobody else's (KEY_ROLE_REUSE)`,
  )
}

/**
 * Issues a statement, or takes the one on record that says the same; writes it to `--out`, and says what was done.
 *
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED` with every problem in the message; those of issuing and writing
 */
export async function issueAbout(options: {
  readonly desk: Desk
  readonly draft: StatementDraft
  readonly validUntil: Instant
  readonly out: string | undefined
  readonly command: string
  readonly json: boolean
  readonly io: Io
  readonly next: string
  /** What else goes on record, once the statement is. */
  readonly record?: () => Promise<unknown>
}): Promise<ExitCode> {
  const { desk, draft, validUntil, out, json, io } = options
  const now = io.now()
  const stated = await issueStatementOnce({
    ...(await desk.issuing(now)),
    verificationMethods: await desk.methods(),
    validFrom: now,
    validUntil,
    draft,
  }).catch(nameProblems)
  // Also when it was issued before: the process that did may have died before this.
  await options.record?.()
  const { record, isNew, standing } = stated
  if (out !== undefined) writeFile(out, record.secured)
  const others = draft.type === 'MandateCredential' ? [] : await othersInForce({ desk, record, now })
  if (json) io.out(jsonText(outputOf(options, stated, others)))
  else {
    const page = createPage(await choosePage(io))
    const done = isNew ? 'Issued' : 'Issued before, and on record'
    page.line(`${done}: ${draft.type} about ${draft.subject.id}, until ${formatInstant(validUntil)}.`, {
      tone: 'strong',
    })
    page.field('id', record.id)
    if (out !== undefined) page.field('file', printable(out))
    if (standing === 'suspended') page.line('It is suspended: tta reinstate lifts that.', { tone: 'unsure' })
    for (const id of others) {
      page.line(`Another one is in force beside it, with all that it says: ${id}. To end that: tta revoke.`, {
        tone: 'unsure',
      })
    }
    page.line(options.next)
    io.out(page.text())
  }
  return EXIT.done
}

/** Refused before anything is issued: a file that is there is not written over. */
export function refuseExisting(out: string | undefined): void {
  if (out === undefined || !existsSync(out)) return
  throw usageError(`--out ${printable(out)}: exists already; name another file`)
}

function outputOf(
  { command, out, validUntil }: { command: string; out: string | undefined; validUntil: Instant },
  { record, isNew, standing }: StatementOnRecord,
  others: readonly string[],
) {
  return {
    outputVersion: 1,
    command,
    exitCode: EXIT.done,
    state: isNew ? 'issued' : 'known',
    standing,
    othersInForce: others,
    id: record.id,
    type: record.type,
    subject: record.subject,
    validUntil: formatInstant(validUntil),
    file: out ?? null,
    credential: record.secured,
  }
}

/** The message of a refused draft names the first problem; whoever wrote the flags wants them all. */
function nameProblems(error: unknown): never {
  if (!(error instanceof TrustedTechError) || error.code !== 'ERR_DRAFT_REFUSED') throw error
  const all = error.problems.map(({ code, pointer, expected, actual }) => {
    const detail = [
      expected === undefined ? '' : `expected ${expected}`,
      actual === undefined ? '' : `found ${printable(actual)}`,
    ]
    return `${code} at ${pointer || 'the draft'}${detail
      .filter(Boolean)
      .map((part) => `, ${part}`)
      .join('')}`
  })
  throw new TrustedTechError(error.code, `nothing was issued: ${all.join('; ')}`, {
    cause: error,
    problems: error.problems,
  })
}
