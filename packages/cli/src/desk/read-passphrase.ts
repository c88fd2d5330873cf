import { decodeUtf8, printable } from '@trusted-tech/model'
import { usageError } from '../command-line/usage.js'
import { readRegularFile } from '../files/read-regular-file.js'
import type { Io } from '../io.js'

const MAX_BYTES = 4096

/**
 * The passphrase of a desk: of `--passphrase-file`, of `TTA_PASSPHRASE`, or of the person at the terminal.
 *
 * One line feed at the end of the file is no part of it. There is no flag for the passphrase itself: everybody on the
 * machine can read the arguments of a process.
 *
 * @param options.file the value of the flag
 * @param options.confirm asks a person twice, for a passphrase that is chosen now
 * @throws {TrustedTechError} `ERR_USAGE_INVALID` without a passphrase, `ERR_FILE_UNREADABLE`
 */
export async function readPassphrase(options: {
  readonly file: string | undefined
  readonly io: Io
  readonly confirm?: boolean
  readonly of?: { readonly flag: string; readonly variable: string; readonly called: string }
}): Promise<string> {
  const { file, io, confirm = false } = options
  const { flag, variable, called } = options.of ?? {
    flag: 'passphrase-file',
    variable: 'TTA_PASSPHRASE',
    called: 'Passphrase of this desk',
  }
  if (file !== undefined) return readFile(file, flag)
  const given = io.env[variable] ?? ''
  if (given !== '') return given
  if (io.ask === undefined) {
    throw usageError(
      `the passphrase is needed: set ${variable}, give a file with --${flag} FILE, or run the command at a terminal to be asked`,
    )
  }
  const answer = await io.ask(`${called}: `, { hidden: true })
  if (answer === undefined || answer === '') throw usageError('no passphrase was given; nothing was done')
  if (confirm && (await io.ask('The same again: ', { hidden: true })) !== answer) {
    throw usageError('the two passphrases differ; nothing was done')
  }
  return answer
}

function readFile(file: string, flag: string): string {
  const { bytes, size } = readRegularFile(file, MAX_BYTES)
  const text = decodeUtf8(bytes)
  const name = `--${flag} ${printable(file)}`
  if (size > MAX_BYTES || !text.ok) throw usageError(`${name}: not a passphrase of at most ${MAX_BYTES} bytes of UTF-8`)
  const passphrase = text.value.replace(/\r?\n$/, '')
  if (passphrase === '') throw usageError(`${name}: the file is empty`)
  return passphrase
}
