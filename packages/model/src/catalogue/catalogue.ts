import type { LanguageMap } from '../credential/credential.js'

export interface Criterion {
  readonly id: string
  readonly title: LanguageMap
  readonly text: LanguageMap
  readonly topic: string
  readonly required: boolean
  readonly notApplicableAllowed: boolean
  readonly status: 'active' | 'withdrawn'
}
export interface Principle {
  readonly id: string
  readonly title: LanguageMap
  readonly text: LanguageMap
  readonly criteria: readonly Criterion[]
}
export interface CrosswalkEntry {
  /** Criterion id of the older catalogue. */
  readonly from: string
  /** Criterion id of this catalogue; absent when the relation is `none`. */
  readonly to?: string
  /**
   * How much `from` asks compared with `to`: the same (`exact`), only a part of it (`narrower`), all of it and more
   * (`broader`), or nothing that is here (`none`). See `carryOver`.
   */
  readonly relation: 'exact' | 'narrower' | 'broader' | 'none'
  readonly note: string
}
/** A catalogue of principles: plain data, authentic by its digest (specification, section 2). */
export interface Catalogue {
  readonly id: string
  readonly version: string
  readonly owner: string
  /** True in samples: a verdict that rests on one is at best indeterminate, unless the caller allows samples. */
  readonly illustrative: boolean
  readonly validFrom: string
  readonly supersedes?: { readonly id: string; readonly version: string }
  readonly principles: readonly Principle[]
  readonly crosswalk: readonly CrosswalkEntry[]
}
