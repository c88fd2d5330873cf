/**
 * How a renderer emphasises text. Each member returns its text, possibly with control sequences around it, and never
 * adds or removes a visible character: what is said in colour is always said in words as well.
 */
export interface Palette {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly unsure: (text: string) => string
  readonly quiet: (text: string) => string
  readonly strong: (text: string) => string
}

export type Tone = keyof Palette

const same = (text: string): string => text

/** No emphasis: for files, pipes and `NO_COLOR`. */
export const PLAIN_PALETTE: Palette = { good: same, bad: same, unsure: same, quiet: same, strong: same }
