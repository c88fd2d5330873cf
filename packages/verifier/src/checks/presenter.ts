import { type Check, failed, indeterminate, notRequested, passed, problem } from '@trusted-tech/model'

/** Who presents; `unproven` where the presentation itself is not in order, so that nobody has proved to be its holder. */
export type Presenter = 'manufacturer' | 'mandated' | 'other' | 'unproven'

/**
 * Step 14, second half: whoever presents is the manufacturer of the product, or has its mandate.
 *
 * `notRequested` where no binding was expected, and for a bare credential: then nobody was authenticated, and the report
 * says so. Does not say that the presenter may sell the product, only that the manufacturer's key or mandate is there.
 *
 * @see Specification, section 8 "Dossier and presentation"
 */
export function checkPresenter(facts: {
  readonly presenter: Presenter | undefined
  readonly holder: string | undefined
  readonly manufacturer: string
  readonly bindingExpected: boolean
}): Check {
  const { presenter, holder, manufacturer, bindingExpected } = facts
  if (!bindingExpected || presenter === undefined) return notRequested
  if (presenter === 'unproven') return indeterminate([problem('NOT_REACHED')])
  return presenter === 'other'
    ? failed([problem('HOLDER_BINDING', '/holder', { expected: manufacturer, actual: holder ?? 'nobody' })])
    : passed([], { presenter })
}
