import { describe } from 'vitest'
import { describeAudit } from './issuance-store/audit.contract.js'
import { describeChanges } from './issuance-store/changes.contract.js'
import { describeClock } from './issuance-store/clock.contract.js'
import { describeOtherIssuers } from './issuance-store/other-issuers.contract.js'
import { describePlaces } from './issuance-store/places.contract.js'
import { describeRecords } from './issuance-store/records.contract.js'
import { describeRequests } from './issuance-store/requests.contract.js'
import { describeSearch } from './issuance-store/search.contract.js'
import type { StoreFactory } from './issuance-store/store-desk.js'

/**
 * The contract of `IssuanceStore` as tests, the same for every implementation.
 *
 * @example
 * describeIssuanceStore('in memory', async (options) => createMemoryIssuanceStore(options))
 */
export function describeIssuanceStore(name: string, createStore: StoreFactory): void {
  describe(`an issuance store, ${name}`, () => {
    describePlaces(createStore)
    describeRecords(createStore)
    describeRequests(createStore)
    describeSearch(createStore)
    describeClock(createStore)
    describeChanges(createStore)
    describeAudit(createStore)
    describeOtherIssuers(createStore)
  })
}
