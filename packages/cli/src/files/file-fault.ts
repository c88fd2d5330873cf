import { printable, TrustedTechError } from '@trusted-tech/model'

/** What the operating system's codes mean, in words; the system's own texts name internals (THREAT-044). */
const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EISDIR: 'is a folder',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  ENOSPC: 'no space left',
  EROFS: 'the file system is read-only',
  EEXIST: 'exists already',
  ERR_INVALID_ARG_VALUE: 'the name has a character that no file name may have',
}

function describeFault(fault: unknown): string {
  if (typeof fault === 'string') return fault
  const code = (fault as NodeJS.ErrnoException | undefined)?.code
  return code === undefined ? 'unknown fault' : (FAULTS[code] ?? code)
}

/** A named file that cannot be read: exit code 4. `fault` is the thrown error, or words of ours. */
export function unreadable(path: string, fault: unknown): TrustedTechError {
  return new TrustedTechError('ERR_FILE_UNREADABLE', `cannot read ${printable(path)}: ${describeFault(fault)}`, {
    cause: fault,
  })
}

/** A named file that cannot be written: exit code 4. */
export function unwritable(path: string, fault: unknown): TrustedTechError {
  return new TrustedTechError('ERR_FILE_UNWRITABLE', `cannot write ${printable(path)}: ${describeFault(fault)}`, {
    cause: fault,
  })
}
