import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** All that IANA has given out as global unicast so far. What lies outside is special or not assigned. */
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::')

/**
 * Whether an address is one of the public Internet, by the IANA registries of special-purpose addresses.
 *
 * Not public are: this host and network, private and unique local, link-local (so also the metadata services of clouds),
 * carrier-grade NAT, loopback, multicast, broadcast, documentation, benchmarking, reserved and unassigned ones; and IPv6
 * addresses that carry an IPv4 one or stand for a tunnel or a translation to it (mapped, compatible, NAT64, 6to4, Teredo):
 * where they lead is not seen from here.
 *
 * Does not know the prefixes that a network chose for its own NAT64 or the public addresses that lead inside it.
 *
 * @param text as a resolver gives it; other spellings of an address, and one with a zone, are not public
 * @see RFC 6890, section 2.2.2 "IPv4 Special-Purpose Address Registry Entries" and 2.2.3; RFC 4291, section 2.4
 */
export function isPublicAddress(text: string): boolean {
  // Node's reader is strict; the library's takes octal and hexadecimal numbers.
  const family = isIP(text)
  if (family === 4) return ipaddr.IPv4.parse(text).range() === 'unicast'
  if (family !== 6 || text.includes('%')) return false
  const address = ipaddr.IPv6.parse(text)
  return address.match(GLOBAL_UNICAST, 3) && address.range() === 'unicast'
}
