import { type JsonPointer, type Problem, problem } from '@trusted-tech/model'

/**
 * Holds an address that people follow from a report to one that shows where it leads: https, as every URL parser spells
 * it, so that no backslash, other alphabet, letter case or second name before an `@` hides the host.
 *
 * For addresses that the schema does not know as such. Does not check that there is anything at the address.
 *
 * @returns `URL_FORBIDDEN`
 * @see WHATWG URL Standard, section 4.5 "URL serializing"
 */
export function urlProblems(text: string, pointer: JsonPointer): readonly Problem[] {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const plain =
    url !== undefined &&
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    !url.hostname.endsWith('.') &&
    // A host in another alphabet is written as the DNS has it, which nobody takes for another.
    (url.href === text || url.href === `${text}/`)
  return plain
    ? []
    : [problem('URL_FORBIDDEN', pointer, { expected: 'an https URL in its one spelling', actual: text })]
}
