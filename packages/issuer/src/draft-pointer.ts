import type { JsonPointer } from '@trusted-tech/model'

/** Where the members of a claim stand in its draft, the longest first. */
const PLACES = [
  ['/credentialSubject/conformity/assessments', '/assessments'],
  ['/credentialSubject/conformity/scheme', '/scheme'],
  ['/credentialSubject/conformity/statedParty', '/statedParty'],
  // Given digests and those of files are one set.
  ['/credentialSubject/digests', '/product/digests', 'whole'],
  ['/credentialSubject/conformity', '', 'whole'],
  ['/credentialSubject', '/product'],
] as const

/** A remark is an object with its text; in a draft it is the text. */
const REMARK_TEXT = /^(.*\/(?:conditions|limitations|exclusions)\/\d+)\/text(?=\/|$)/

/**
 * Turns a pointer into a composed claim into one into its arranged draft, for the author, who has never seen the claim.
 * What issuing adds (issuer, status entries) keeps its pointer.
 */
export function draftPointer(pointer: JsonPointer): JsonPointer {
  const place = PLACES.find(([from]) => pointer === from || pointer.startsWith(`${from}/`))
  if (place === undefined) return pointer
  const [from, to, whole] = place
  return whole === undefined ? `${to}${pointer.slice(from.length)}`.replace(REMARK_TEXT, '$1') : to
}
