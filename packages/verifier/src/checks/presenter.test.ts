import { describe, expect, it } from 'vitest'
import { checkPresenter, type Presenter } from './presenter.js'

const check = (presenter: Presenter | undefined, bindingExpected = true) =>
  checkPresenter({ presenter, holder: 'did:key:z6MkHolder', manufacturer: 'did:key:z6MkMaker', bindingExpected })

describe('the presenter check', () => {
  it.each(['manufacturer', 'mandated'] as const)('passes the %s', (presenter) => {
    expect(check(presenter)).toEqual({ state: 'passed', notes: [], evidence: { presenter } })
  })

  it('fails anybody else, and says who it would have been', () => {
    expect(check('other')).toMatchObject({
      state: 'failed',
      problems: [
        { code: 'HOLDER_BINDING', pointer: '/holder', expected: 'did:key:z6MkMaker', actual: 'did:key:z6MkHolder' },
      ],
    })
  })

  it('says nothing about somebody who proved nothing', () => {
    expect(check('unproven')).toMatchObject({ state: 'indeterminate', problems: [{ code: 'NOT_REACHED' }] })
  })

  it.each<[Presenter | undefined, boolean]>([
    [undefined, true],
    ['manufacturer', false],
    ['other', false],
    ['unproven', false],
  ])('is not requested of %s where a binding is expected: %s', (presenter, expected) => {
    expect(check(presenter, expected)).toEqual({ state: 'notRequested' })
  })
})
