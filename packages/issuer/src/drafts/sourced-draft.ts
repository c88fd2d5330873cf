import type { ClaimDraft, JsonPointer, Problem, Result } from '@trusted-tech/model'

/** One draft as it came from a file, or why there is none. */
export interface SourcedDraft {
  /** The name of the file, as the caller gave it. */
  readonly file: string
  /** Where it begins: 1 for the first line of the file. */
  readonly line: number
  /** Read, but no more than that: `issueClaim` holds it to the form of a draft. */
  readonly draft: Result<ClaimDraft>
  /** The line of what a pointer into the draft points to or, if that is not there, of what is nearest above it. */
  lineOf(pointer: JsonPointer): number
}

/** A problem with the place in a file where its author finds it. */
export interface LocatedProblem extends Problem {
  readonly file: string
  readonly line: number
}

/** Says in which line each problem of a draft is, from top to bottom. What is about another document is at the beginning of the draft. */
export function locateProblems(source: Omit<SourcedDraft, 'draft'>, problems: readonly Problem[]): LocatedProblem[] {
  const { file, line } = source
  const lineOf = ({ about, pointer }: Problem) => (about === undefined ? source.lineOf(pointer) : line)
  return problems.map((one) => ({ file, line: lineOf(one), ...one })).sort((one, other) => one.line - other.line)
}

/** Finds the line of a pointer among those that are known, or of the nearest one above it. */
export function nearestLine(lines: ReadonlyMap<JsonPointer, number>, pointer: JsonPointer, otherwise: number): number {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at)
    if (line !== undefined) return line
    if (at === '') return otherwise
  }
}
