export { createDidWebResolver, type DidWebResolution, type DidWebResolver } from './did/create-did-web-resolver.js'
export { didWebUrl } from './did/did-web-url.js'
export { type DidWebDocument, resolveDidWeb } from './did/resolve-did-web.js'
export { createGuardedFetcher, type Fetched, type FetchRequest, type GuardedFetcher } from './guarded-fetcher.js'
