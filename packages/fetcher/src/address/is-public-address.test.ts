import { BlockList } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './is-public-address.js'

const runs = Number(process.env['TTA_RUNS'] ?? 300)

/** IANA IPv4 and IPv6 Special-Purpose Address Registries, multicast, and what is not global unicast at all. */
const SPECIAL = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/3',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
  '4000::/2',
  '8000::/1',
]

/** One list for each family: in a list of both, Node compares IPv4 addresses with IPv6 ranges as well. */
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const range of SPECIAL) {
  const [address = '', prefix] = range.split('/')
  const family = address.includes(':') ? 'ipv6' : 'ipv4'
  blocked[family].addSubnet(address, Number(prefix), family)
}

/** First and last address of a range, as text. */
function ends(range: string): readonly [string, string] {
  const [address = '', prefix = '0'] = range.split('/')
  const six = address.includes(':')
  const size = six ? 128n : 32n
  const first = six ? fromSix(address) : address.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n)
  const last = first + 2n ** (size - BigInt(prefix)) - 1n
  return [toText(first, six), toText(last, six)]
}

function fromSix(address: string): bigint {
  const [head = '', tail = ''] = address.split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const rest = tail.split(':').filter((group) => group !== '')
  const zeros = Array.from({ length: 8 - groups.length - rest.length }, () => '0')
  return [...groups, ...zeros, ...rest].reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n)
}

function toText(value: bigint, six: boolean): string {
  const [count, bits] = six ? [8, 16n] : [4, 8n]
  const parts = Array.from(
    { length: count },
    (_, index) => (value >> (BigInt(count - 1 - index) * bits)) & (2n ** bits - 1n),
  )
  return six ? parts.map((part) => part.toString(16)).join(':') : parts.join('.')
}

describe('THREAT-140 an address of this machine or its network', () => {
  it.each(SPECIAL)('no address of %s is public, the first and the last included', (range) => {
    for (const address of ends(range)) expect(isPublicAddress(address), address).toBe(false)
  })

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:800::200e',
    '2001:200::',
    '2001:db7:ffff:ffff::1',
    '2003::1',
    '3fff:1000::1',
  ])('%s is public: the ranges end where they should', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each([
    '::ffff:8.8.8.8',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::8.8.8.8',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    'fe80::1',
    'fe80::1%eth0',
    '2606:4700::1%lo',
    'fd00:ec2::254',
    'ff02::1',
    '::',
    '::1',
    '0:0:0:0:0:0:0:1',
    '100::1',
    '5f00::1',
    '169.254.169.254',
  ])('%s is not: where it leads is not seen, or is inside', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each([
    '0177.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '8.8.8.8 ',
    ' 8.8.8.8',
    '8.8.8.008',
    '8.8.8.8:53',
    '[::1]',
    '',
    'localhost',
    '8.8.8.8\n',
  ])('%j is no address as a resolver spells one', (text) => {
    expect(isPublicAddress(text)).toBe(false)
  })

  it('the registries and the library agree, everywhere', () => {
    const octets = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 })
    const group = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0, 1, 0x2001, 0x2002, 0x64, 0xff9b, 0xdb8),
    )
    const groups = fc.array(group, { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(octets, groups, (four, six) => {
        const v4 = four.join('.')
        const v6 = six.map((part) => part.toString(16)).join(':')
        expect(isPublicAddress(v4), v4).toBe(!blocked.ipv4.check(v4, 'ipv4'))
        expect(isPublicAddress(v6), v6).toBe(!blocked.ipv6.check(v6, 'ipv6'))
      }),
      { seed: 20261124, numRuns: runs * 10 },
    )
  })
})
