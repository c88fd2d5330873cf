import { isJsonObject, type Json, type JsonObject, printable } from '@trusted-tech/model'

/** A member as text, if it is a text or a number; documents here are unverified, so that anything may stand anywhere. */
export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path)
  return typeof found === 'string' || typeof found === 'number' ? printable(String(found)) : undefined
}

/** A member as a list of objects; empty if it is none. */
export function objectsAt(value: Json | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const found = valueAt(value, ...path)
  return Array.isArray(found) ? found.filter(isJsonObject) : []
}

/** A member as texts joined by commas, whether it is one text or a list. */
export function textsAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path)
  const list = Array.isArray(found) ? found : [found]
  const texts = list.filter((item): item is string => typeof item === 'string')
  return texts.length === 0 ? undefined : printable(texts.join(', '))
}

function valueAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let current = value
  for (const member of path) {
    if (!isJsonObject(current) || !Object.hasOwn(current, member)) return undefined
    current = current[member]
  }
  return current
}
