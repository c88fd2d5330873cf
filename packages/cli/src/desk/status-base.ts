import { sha256Hex } from '@trusted-tech/proofs'

/**
 * Where the status lists of a DID lie unless it says otherwise: under its own domain. A did:key has none; its lists travel
 * in trust data and dossiers, and the name that they have ends in `.invalid`, which nobody can own or serve.
 */
export function statusBaseOf(did: string): string {
  return `${homeOf(did)}status`
}

/** The address under which everything is a DID's own; of two that share a domain, the longer one is nearer. */
export function homeOf(did: string): string {
  const [, method, ...name] = did.split(':')
  if (method !== 'web') return `https://${sha256Hex(did).slice(0, 32)}.invalid/`
  const [host = '', ...path] = name
  return `https://${[host.replace('%3A', ':'), ...path, ''].join('/')}`
}
