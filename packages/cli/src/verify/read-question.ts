import { type Instant, parseInstant, printable } from '@trusted-tech/model'
import type { AskedProduct, ExpectedBinding, Question } from '@trusted-tech/verifier'
import type { FlagValues } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { digestFile } from '../files/digest-file.js'
import { readEvidence } from '../files/read-evidence.js'
import type { VERIFY_FLAGS } from './verify-flags.js'

type Flags = FlagValues<typeof VERIFY_FLAGS>

const SRI = /^sha(?:256|384|512)-[A-Za-z0-9+/]+={0,2}$/

/**
 * The question that the flags ask.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID` for flags that contradict each other or cannot be read;
 * `ERR_FILE_UNREADABLE` for a build or evidence that is not there
 */
export function readQuestion(flags: Flags, now: Instant): Question {
  const evaluateAt = readTime(flags.at, now)
  const product = readProduct(flags)
  const catalogue = readCatalogue(flags.catalogue)
  const binding = readBinding(flags)
  return {
    ...(evaluateAt === undefined ? {} : { evaluateAt }),
    ...(product === undefined ? {} : { product }),
    ...(catalogue === undefined ? {} : { catalogue }),
    ...(binding === undefined ? {} : { binding }),
    ...(flags.evidence === undefined ? {} : { evidence: readEvidence(flags.evidence) }),
    allowSample: flags['allow-sample'],
    allowUnknownVendor: flags['allow-unknown-vendor'],
  }
}

function readTime(text: string | undefined, now: Instant): Instant | undefined {
  if (text === undefined) return undefined
  const instant = parseInstant(text)
  if (!instant.ok)
    throw usageError(`--at ${printable(text)} is no RFC 3339 time with offset, such as 2026-11-24T12:00:00Z`)
  if (instant.value > now) throw usageError(`--at ${printable(text)} is later than now: nobody can know that yet`)
  return instant.value
}

function readProduct(flags: Flags): AskedProduct | undefined {
  const { product: id, configuration } = flags
  const version = flags['product-version']
  if (id !== undefined && !/^(?:pkg|https|urn):./i.test(id)) {
    throw usageError(
      `--product ${printable(id)} is no package URL (pkg:…) and no https or urn URI; a name alone never identifies a product`,
    )
  }
  if (id !== undefined && version !== undefined && /^pkg:[^?#]*@/i.test(id)) {
    throw usageError('--product carries a version and --product-version is given too; give one of them')
  }
  const digests = flags.digest.map((digest) => (SRI.test(digest) ? digest : digestFile(digest)))
  if (id === undefined && version === undefined && configuration === undefined && digests.length === 0) return undefined
  return {
    ...(id === undefined ? {} : { id }),
    ...(version === undefined ? {} : { version }),
    ...(digests.length === 0 ? {} : { digests }),
    ...(configuration === undefined ? {} : { configuration }),
  }
}

function readCatalogue(text: string | undefined): Question['catalogue'] {
  if (text === undefined) return undefined
  const at = text.lastIndexOf('@')
  const [id, version] = [text.slice(0, at), text.slice(at + 1)]
  if (at <= 0 || version === '' || !URL.canParse(id)) {
    throw usageError(
      `--catalogue ${printable(text)} is no catalogue and version, such as https://alliance.example/catalogues/trusted-tech@2.0`,
    )
  }
  return { id, version }
}

function readBinding({ audience, nonce, origin }: Flags): ExpectedBinding | undefined {
  if (origin !== undefined) {
    if (audience !== undefined || nonce !== undefined) {
      throw usageError('--origin stands alone: a presentation has one binding, so leave out --audience and --nonce')
    }
    if (!isHttpsOrigin(origin))
      throw usageError(`--origin ${printable(origin)} is no https origin, such as https://shop.example`)
    return { kind: 'origin', audience: origin }
  }
  if (audience === undefined) {
    if (nonce !== undefined) throw usageError('--nonce needs --audience')
    return undefined
  }
  return nonce === undefined ? { kind: 'addressed', audience } : { kind: 'challenge', audience, nonce }
}

function isHttpsOrigin(text: string): boolean {
  return URL.canParse(text) && text.startsWith('https://') && new URL(text).origin === text
}
