import { describe, expect, it } from 'vitest'
import { createGuardedFetcher } from './create-guarded-fetcher.js'
import { parseFetchableUrl } from './parse-fetchable-url.js'
import { JSON_REQUEST } from './testing/world.js'

/** THREAT-140: what people have reached metadata services and neighbours with, spelled in every way that got through. */
const INSIDE = `https://127.0.0.1/
https://127.0.0.1:8443/did.json
https://127.1/
https://127.0.1/
https://2130706433/
https://017700000001/
https://0177.0.0.1/
https://0x7f000001/
https://0x7f.0.0.1/
https://0x7f.1/
https://127.0.0.1./
https://127。0。0。1/
https://①②⑦.⓪.⓪.①/
https://0/
https://0.0.0.0/
https://10.0.0.1/
https://172.16.0.1/
https://172.19.0.1/
https://172.24.5.6/
https://172.30.0.1/
https://172.31.255.255/
https://192.168.1.1/
https://100.100.100.200/
https://169.254.169.254/latest/meta-data/
https://169.254.170.2/v2/credentials
https://2852039166/
https://0xa9fea9fe/
https://0251.0376.0251.0376/
https://224.0.0.1/
https://255.255.255.255/
https://[::1]/
https://[::]/
https://[0:0:0:0:0:0:0:1]/
https://[::ffff:127.0.0.1]/
https://[::ffff:7f00:1]/
https://[::127.0.0.1]/
https://[64:ff9b::7f00:1]/
https://[2002:7f00:1::]/
https://[2001::1]/
https://[fe80::1]/
https://[fe80::1%25eth0]/
https://[fc00::1]/
https://[fd00:ec2::254]/
https://[ff02::1]/
https://localhost/
https://localhost./
https://LOCALHOST/
https://localhost:6379/
https://a.localhost/
https://x.local/
https://metadata.google.internal/computeMetadata/v1/
https://vault.internal/
https://printer.home.arpa/
https://kubernetes/
https://intranet/
https://hidden.onion/
http://publisher.example/
http://169.254.169.254/
ftp://publisher.example/
file:///etc/passwd
gopher://127.0.0.1:6379/_INFO
data:application/json,{}
ws://publisher.example/
//publisher.example/
/etc/passwd
https:publisher.example
https:///publisher.example/`.split('\n')

/** THREAT-038: one host for this parser and another for the next, or for the person who reads. */
const TWO_READINGS = [
  'https://Publisher.example/',
  'https://publisher.EXAMPLE/',
  'HTTPS://publisher.example/',
  'https://publisher.example./',
  'https://publisher.example',
  'https://publisher.example:443/',
  'https://publisher.example:/',
  'https://user@publisher.example/',
  'https://user:secret@publisher.example/',
  'https://@publisher.example/',
  'https://:@publisher.example/',
  'https://publisher.example@127.0.0.1/',
  'https://publisher.example\\@127.0.0.1/',
  'https://publisher.example\\.evil.example/',
  'https:\\\\publisher.example/',
  'https://publisher.example/\\..\\',
  'https://publisher.example#@evil.example/',
  'https://publisher.example/#',
  'https://publisher.example/#key-1',
  'https://publisher.example/?',
  'https://publisher.example/a/../b',
  'https://publisher.example/%2e%2e/b',
  'https://publisher.example/a b',
  'https://publisher.example/\u0000',
  'https://publ\tisher.example/',
  'https://publ\nisher.example/',
  ' https://publisher.example/',
  'https://publisher.example/\r\nhost: evil.example',
  'https://pub%6cisher.example/',
  'https://publisher.example%00.evil.example/',
  'https://publisher.example%2f.evil.example/',
  'https://püblisher.example/',
  'https://рublisher.example/',
  'https://publisher。example/',
  'https://ｐublisher.example/',
  'https://publi\u00adsher.example/',
  'https://xn--zzzzzz-.example/',
  'https://-publisher.example/',
  'https://publisher-.example/',
  'https://publisher..example/',
  'https://.publisher.example/',
  'https://pub_lisher.example/',
  `https://${'a'.repeat(64)}.example/`,
  `https://publisher.example/${'a'.repeat(2048)}`,
]

describe('a URL that may be fetched', () => {
  it.each(INSIDE)('THREAT-140 %s is refused before anything is resolved', async (url) => {
    const result = await createGuardedFetcher().get({ url, ...JSON_REQUEST })
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'URL_FORBIDDEN', pointer: '' }] })
  })

  it('THREAT-140 there are sixty of them', () => {
    expect(new Set(INSIDE).size).toBeGreaterThanOrEqual(60)
  })

  it.each(TWO_READINGS)('THREAT-038 %j is refused: it has two readings', (url) => {
    expect(parseFetchableUrl(url)).toMatchObject({ ok: false, problems: [{ code: 'URL_FORBIDDEN', pointer: '' }] })
  })

  it.each([
    'https://publisher.example/',
    'https://publisher.example:8443/a/b.json?c=d',
    'https://xn--mridian-n1a.example/did.json',
    'https://a.b.publisher.example/%20',
    'https://127.0.0.1.publisher.example/',
    'https://localhost.publisher.example/',
  ])('%s passes, spelled as it was', (url) => {
    const parsed = parseFetchableUrl(url)
    expect(parsed.ok && parsed.value.href).toBe(url)
  })

  it('THREAT-140 a name that the system resolves to loopback is refused by its address', async () => {
    // Every name below localhost resolves to loopback by the resolver itself; it stands for any name in a hosts file.
    const { createFetcher } = await import('./create-fetcher.js')
    const { isPublicAddress } = await import('./address/is-public-address.js')
    for (const address of [
      '127.0.0.1',
      '::1',
      '169.254.169.254',
      '::ffff:127.0.0.1',
      '172.19.0.2',
      '100.100.100.200',
    ]) {
      const fetcher = createFetcher({
        lookup: async () => [{ address, family: address.includes(':') ? 6 : 4 }],
        admits: isPublicAddress,
      })
      const result = await fetcher.get({ url: 'https://publisher.example/', ...JSON_REQUEST })
      expect(result, address).toMatchObject({ ok: false, problems: [{ code: 'URL_FORBIDDEN', pointer: '' }] })
    }
  })
})
