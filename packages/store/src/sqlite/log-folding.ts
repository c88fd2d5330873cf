import type Database from 'libsql'

type Connection = InstanceType<typeof Database>

/** About as many as make SQLite fold by itself: one issue or revocation writes some seven pages of four KiB. */
const COMMITS = 128

/**
 * Folds the write-ahead log into the file from time to time, while nobody writes.
 *
 * SQLite would do so by itself after a commit, while another process may be writing: up to version 3.51.2 it can then
 * happen that the log is begun anew in the middle of it, and that what was committed is later taken for folded in and is
 * lost. Here a second connection holds the write lock meanwhile, so that nobody can begin it anew.
 *
 * @see SQLite documentation, "Write-Ahead Logging", section "The WAL-Reset Bug"
 */
export class LogFolding {
  readonly #open: () => Connection
  #second: Connection | undefined
  #commits = 0

  /**
   * @param options.open opens the same file once more, when it is first needed
   * @param options.due whether the log is long already, as killed processes may leave it
   */
  constructor(options: { readonly open: () => Connection; readonly due: boolean }) {
    this.#open = options.open
    if (options.due) this.#commits = COMMITS
  }

  /** Counts a commit; says whether the log is to be folded. */
  isDue(): boolean {
    this.#commits += 1
    return this.#commits >= COMMITS
  }

  /**
   * @param fold folds the log, on the connection that works with the file
   * @returns whether it was done; where another process writes it is not, and the next commit tries again
   */
  whileNobodyWrites(fold: () => void): boolean {
    try {
      this.#second ??= this.#open()
      this.#second.exec('begin immediate')
    } catch {
      return false
    }
    try {
      fold()
      this.#commits = 0
      return true
    } catch {
      // A disk that fails or is full: what was committed is in the log, as it was acknowledged.
      return false
    } finally {
      this.#second.exec('rollback')
    }
  }

  close(): void {
    this.#second?.close()
    this.#second = undefined
  }
}
