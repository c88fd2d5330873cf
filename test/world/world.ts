// Everything of a test world but its judge and its forger, in one import.
export { actors } from './cast.js'
export { CATALOGUE_ID, catalogueReference, criterion, requiredCriteria } from './catalogues.js'
export { at, EARLY, IAT, NOW } from './clock.js'
export {
  accreditation,
  assessments,
  certificate,
  declaration,
  delegation,
  listUrl,
  mandate,
  membership,
  nextId,
  PRODUCT_ID,
} from './documents.js'
export { type Draft, edited } from './draft.js'
export { cleanLists, listsOf, present, sign, statusList } from './secured.js'
export {
  inPlaceOf,
  openedManifest,
  openedTrust,
  type TrustParts,
  trustAlso,
  trustFolder,
  usualParts,
  usualTrust,
} from './trust-data.js'
