import type { ClaimDraft } from '@trusted-tech/model'
import { type Arranged, arrangeSets } from './arrange-sets.js'
import { type DraftFiles, resolveDraftFiles } from './draft-files.js'
import { draftFormProblems } from './draft-form.js'
import { draftRefused } from './draft-refused.js'

/**
 * Reads a draft into what a claim is composed of: of good form, without files, in the one order of its sets.
 *
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED`, its problems with pointers into the draft
 */
export function readDraft(given: ClaimDraft, files: DraftFiles = () => undefined): Arranged<ClaimDraft> {
  const malformed = draftFormProblems(given)
  if (malformed.length > 0) throw draftRefused(malformed)
  const resolved = resolveDraftFiles(given, files)
  if (!resolved.ok) throw draftRefused(resolved.problems)
  const arranged = arrangeSets(resolved.value)
  // Arranging takes out what is empty; it is the schema that refuses a claim without assessments.
  return { ...arranged, value: { ...arranged.value, assessments: arranged.value.assessments ?? [] } }
}
