import type { NamedBody } from '@trusted-tech/model'

/** A body as people read it: the name, and the identifier that decides (a name alone can imitate another, THREAT-037). */
export function bodyName(body: NamedBody): string {
  return `${body.name} <${body.id}>`
}

/** The part of a catalogue's id after `#`, which is what tells principles and criteria of one catalogue apart. */
export function shortId(id: string): string {
  const at = id.lastIndexOf('#')
  return at < 0 || at === id.length - 1 ? id : id.slice(at + 1)
}
