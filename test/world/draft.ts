/** Test documents are edited at will: that is what they are for. */
// biome-ignore lint/suspicious/noExplicitAny: a test reaches into documents of every shape
export type Draft = any

/** A copy of a document, edited. */
export function edited(edit: (document: Draft) => unknown, document: Draft): Draft {
  const copy = structuredClone(document)
  edit(copy)
  return copy
}
