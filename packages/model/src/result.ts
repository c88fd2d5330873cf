import type { ReasonCode } from './reason-codes.js'

/** RFC 6901 JSON pointer; the empty string points to the whole document. */
export type JsonPointer = string

/**
 * One thing that is wrong, in data: a stable code, where it is, and what was expected and found.
 * `expected` and `actual` are short descriptions for people, never secrets and never whole documents.
 */
export interface Problem {
  readonly code: ReasonCode
  readonly pointer: JsonPointer
  readonly expected?: string
  readonly actual?: string
  /** The `id` of the document that `pointer` goes into, when it is not the document being verified. */
  readonly about?: string
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function problem(
  code: ReasonCode,
  pointer: JsonPointer = '',
  detail: { readonly expected?: string; readonly actual?: string; readonly about?: string } = {},
): Problem {
  return { code, pointer, ...detail }
}

/** A result that carries one problem. */
export function fail(
  code: ReasonCode,
  pointer: JsonPointer = '',
  detail: { readonly expected?: string; readonly actual?: string; readonly about?: string } = {},
): { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] } {
  return { ok: false, problems: [problem(code, pointer, detail)] }
}
