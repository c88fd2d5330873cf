import { printable } from '@trusted-tech/model'
import type { Page } from '@trusted-tech/reports'
import type { TrustFolderInspection } from './inspect-trust-folder.js'

const STATES = {
  asListed: 'as listed',
  missing: 'MISSING',
  otherLength: 'OTHER LENGTH',
  otherDigest: 'OTHER DIGEST',
} as const

/** A trust folder: version, age, claimed root, and its files. */
export function writeTrustFolder(page: Page, folder: TrustFolderInspection): void {
  page.line('trust folder', { tone: 'strong' })
  const field = (label: string, text: string) => page.field(label, text, { column: 17 })
  field('version', String(folder.version))
  field('issued', `${folder.issuedAt} (${folder.ageDays} days ago)`)
  field('expires', `${folder.expires}${folder.expired ? ' EXPIRED' : ''}`)
  field('claimed root', folder.unverifiedRoot)
  const total = folder.files.reduce((sum, { length }) => sum + length, 0)
  field('files', `${folder.files.length}, ${total} bytes`)
  for (const { path, length, state } of folder.files) {
    const tone = state === 'asListed' ? {} : { labelTone: 'bad' as const }
    page.field(STATES[state], `${printable(path)}, ${length} bytes`, { column: 17, ...tone })
  }
}
