import type { Problem } from '@trusted-tech/model'
import type { Opened, SignatureJob, SignatureResult, VerificationKey } from '@trusted-tech/proofs'
import type { SignatureMemo } from '@trusted-tech/trust'

/** What became of a document's signature under a key; `undefined` when none was planned. */
export type SignatureOf = (opened: Opened, key: VerificationKey) => SignatureResult | undefined

export interface JobLedger {
  readonly jobs: readonly SignatureJob[]
  /**
   * Plans the verification of `opened` with `key`, once; returns why it cannot be. With `remember`, a result that trust
   * data keeps is used, and a new one is kept there.
   */
  add(opened: Opened, key: VerificationKey, remember: boolean): readonly Problem[]
  /** Reads the results of `jobs`, in their order. */
  settle(results: readonly SignatureResult[]): SignatureOf
}

interface Entry {
  readonly opened: Opened
  readonly key: VerificationKey
  readonly remember: boolean
  /** The place among the jobs; `undefined` when the result was remembered. */
  readonly at: number | undefined
  result: SignatureResult | undefined
}

/** Collects the signatures that one verdict needs. Work is bounded: a document is never planned twice under one key. */
export function createJobLedger(memo: SignatureMemo | undefined): JobLedger {
  const jobs: SignatureJob[] = []
  const entries = new Map<Opened, Entry[]>()
  const find = (opened: Opened, key: VerificationKey) => entries.get(opened)?.find((entry) => entry.key === key)
  return {
    jobs,
    add(opened, key, remember) {
      if (find(opened, key) !== undefined) return []
      const result = remember ? memo?.get(opened, key) : undefined
      let at: number | undefined
      if (result === undefined) {
        const job = opened.signatureJob(key)
        if (!job.ok) return job.problems
        at = jobs.push(job.value) - 1
      }
      const entry = { opened, key, remember, at, result }
      const others = entries.get(opened)
      if (others === undefined) entries.set(opened, [entry])
      else others.push(entry)
      return []
    },
    settle(results) {
      for (const list of entries.values()) {
        for (const entry of list) {
          const result = entry.at === undefined ? undefined : results[entry.at]
          if (result === undefined) continue
          entry.result = result
          if (entry.remember) memo?.set(entry.opened, entry.key, result)
        }
      }
      return (opened, key) => find(opened, key)?.result
    },
  }
}
