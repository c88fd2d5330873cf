import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { TrustedTechError } from '@trusted-tech/model'
import type { SqlIssuanceStore } from '../issuance/sql-issuance-store.js'
import type { AuditHead } from './audit-chain.js'

/**
 * Reads the heads that were kept of a store's audit records.
 *
 * @returns none where there is no such file, or one that a power cut left without content
 * @throws {TrustedTechError} `ERR_STORE_DAMAGED` for a file that holds something else
 */
export function readKeptHeads(path: string): readonly AuditHead[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new TrustedTechError('ERR_STORE_UNREADABLE', `The heads kept in ${path} cannot be read.`, { cause: error })
  }
  // It is not brought to the disk at once, as the store is; then it may come back empty.
  if (/^\0*$/.test(text)) return []
  const heads = parseHeads(text)
  if (heads === undefined)
    throw new TrustedTechError('ERR_STORE_DAMAGED', `${path} does not hold the heads of a store.`)
  return heads
}

function parseHeads(text: string): readonly AuditHead[] | undefined {
  try {
    const { version, heads } = JSON.parse(text) as { readonly version?: unknown; readonly heads?: unknown }
    return version === 1 && Array.isArray(heads) && heads.every(isHead) ? heads : undefined
  } catch {
    return undefined
  }
}

function isHead(value: unknown): value is AuditHead {
  const { issuer, sequence, hash } = (value ?? {}) as Record<string, unknown>
  return typeof issuer === 'string' && Number.isSafeInteger(sequence) && typeof hash === 'string'
}

/**
 * Keeps the head of an issuer's audit record in a file, after each act on record and before it is acknowledged: a store
 * that is put back from a backup, or made anew, without this file is then refused when it is opened.
 *
 * The file may be behind the store, after a power cut or where two processes write it, and never before it. That it
 * cannot be written undoes nothing, and is no reason to say that the act was not recorded.
 */
export function keepingHeads(store: SqlIssuanceStore, path: string): SqlIssuanceStore {
  const keep = async (issuer: string) => {
    try {
      writeHead(path, await store.auditHead(issuer))
    } catch {
      // As said above.
    }
  }
  return {
    ...store,
    async commit(record) {
      await store.commit(record)
      await keep(record.issuer)
    },
    async change(change) {
      await store.change(change)
      await keep(change.issuer)
    },
  }
}

function writeHead(path: string, head: AuditHead): void {
  const kept = readKeptHeads(path)
  const before = kept.find(({ issuer }) => issuer === head.issuer)
  // Others that were recorded in the same transaction have kept it.
  if (before !== undefined && before.sequence >= head.sequence) return
  const heads = [...kept.filter((one) => one !== before), head]
  const beside = `${path}.${process.pid}`
  try {
    writeFileSync(beside, `${JSON.stringify({ version: 1, heads })}\n`, { mode: 0o600 })
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
