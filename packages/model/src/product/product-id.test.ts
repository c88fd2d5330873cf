import { describe, expect, it } from 'vitest'
import { type ParsedPurl, splitProductPurl } from './product-id.js'

describe('the product id in a package URL that is asked about', () => {
  it.each<[string, Omit<ParsedPurl, 'toString'>, string, string | undefined, readonly string[]]>([
    ['pkg:generic/gate', {}, 'pkg:generic/gate', undefined, []],
    ['pkg:generic/gate@1.4.2', { version: '1.4.2' }, 'pkg:generic/gate', '1.4.2', []],
    ['pkg:npm/%40acme/gate@1.4.2', { version: '1.4.2' }, 'pkg:npm/%40acme/gate', '1.4.2', []],
    ['pkg:deb/debian/gate@1%3A2.0-1', { version: '1:2.0-1' }, 'pkg:deb/debian/gate', '1:2.0-1', []],
    [
      'pkg:generic/gate?arch=arm64',
      { version: null, qualifiers: { arch: 'arm64' } },
      'pkg:generic/gate',
      undefined,
      ['arch'],
    ],
    ['pkg:generic/gate#lib', { subpath: 'lib' }, 'pkg:generic/gate', undefined, ['subpath']],
    [
      'pkg:generic/gate@2?arch=x&checksum=sha256:00#lib',
      { version: '2', qualifiers: { arch: 'x', checksum: 'sha256:00' }, subpath: 'lib' },
      'pkg:generic/gate',
      '2',
      ['arch', 'checksum', 'subpath'],
    ],
  ])('%s', (canonical, parts, id, version, ignored) => {
    const split = splitProductPurl({ ...parts, toString: () => canonical })
    expect(split).toEqual(version === undefined ? { id, ignored } : { id, version, ignored })
  })
})
