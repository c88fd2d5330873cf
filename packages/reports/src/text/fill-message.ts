import { printable } from '@trusted-tech/model'

/**
 * Puts values into the places `{name}` of a catalogue text.
 *
 * Every value goes through `printable`, because it may come from a document that somebody hostile wrote: a line feed or
 * an escape sequence in a name must not forge a line of the report (THREAT-043). The template is ours and stays as it is.
 */
export function fillMessage(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{([a-zA-Z]+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? printable(String(values[name])) : place,
  )
}
