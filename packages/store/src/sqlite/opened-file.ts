import { statSync } from 'node:fs'
import { TrustedTechError } from '@trusted-tech/model'

interface Identity {
  readonly dev: bigint
  readonly ino: bigint
}

/**
 * Knows which files a connection has open, and whether they are still what lies at their paths.
 *
 * A program that has a file open goes on writing to it after somebody removed or replaced it, and nothing tells it: all
 * that it acknowledges is gone with the program, and the next one that starts makes a new store and gives indexes again.
 */
export class OpenedFile {
  readonly #path: string
  readonly #identities: ReadonlyMap<string, Identity>

  /**
   * To be made while the connection is open and has read from the log: nobody else removes the log from then on.
   *
   * @param before what was at the path before it was opened; another file there now means that neither is known to be it
   */
  constructor(path: string, before: Identity) {
    this.#path = path
    const names = [path, `${path}-wal`]
    this.#identities = new Map(names.map((name) => [name, identityOf(name) ?? this.#refuse()]))
    if (!isSame(this.#identities.get(path), before)) this.#refuse()
  }

  /** @throws {TrustedTechError} `ERR_STORE_REPLACED` */
  confirm(): void {
    for (const [name, identity] of this.#identities) if (!isSame(seen(name), identity)) this.#refuse()
  }

  #refuse(): never {
    throw new TrustedTechError(
      'ERR_STORE_REPLACED',
      `The store ${this.#path}, or its log, was removed or replaced while it was open: what was just done is not kept.`,
    )
  }
}

/** Numbers of files on Windows do not fit into a double. */
export function identityOf(path: string): (Identity & { readonly size: bigint }) | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })
}

/** What cannot be looked at, in a folder that was closed to us, is not known to be there. */
function seen(path: string): Identity | undefined {
  try {
    return identityOf(path)
  } catch {
    return undefined
  }
}

function isSame(one: Identity | undefined, other: Identity): boolean {
  return one !== undefined && one.ino === other.ino && one.dev === other.dev
}
