import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as browser from '../platform/browser.js'
import * as node from '../platform/node.js'
import { digestAlgorithm, digestSri, matchesDigestSri } from './digest-sri.js'
import { sha256Hex } from './sha256-hex.js'

const bytes = new TextEncoder().encode('evidence')

describe('Subresource Integrity, "Integrity metadata"', () => {
  it('of nothing is the well-known one', () => {
    expect(digestSri(new Uint8Array(), 'sha256')).toBe('sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
  })

  it.each(['sha256', 'sha384', 'sha512'] as const)('%s matches its own bytes only', (algorithm) => {
    const sri = digestSri(bytes, algorithm)
    expect(sri).toBe(`${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`)
    expect(digestAlgorithm(sri)).toBe(algorithm)
    expect(matchesDigestSri(bytes, sri)).toBe(true)
    expect(matchesDigestSri(bytes.subarray(1), sri)).toBe(false)
  })

  it('THREAT-062 a weak, unknown, unpadded, listed or decorated digest is undefined, which is no match', () => {
    const sri = digestSri(bytes, 'sha256')
    const odd = [
      `sha1-${createHash('sha1').update(bytes).digest('base64')}`,
      `md5-${createHash('md5').update(bytes).digest('base64')}`,
      sri.replace('=', ''),
      sri.replace('sha256', 'SHA256'),
      `${sri} ${sri}`,
      `${sri}?ct=text`,
      ` ${sri}`,
      `${sri}\n`,
      sri.replace('-', ':'),
      'sha256-',
      '',
    ]
    for (const text of odd) {
      expect(matchesDigestSri(bytes, text)).toBe(undefined)
      expect(digestAlgorithm(text)).toBe(undefined)
    }
  })

  it('with other trailing bits stands for the same bytes to a lax decoder, and does not match', () => {
    const sri = digestSri(new Uint8Array(), 'sha256')
    expect(matchesDigestSri(new Uint8Array(), sri.replace('U=', 'V='))).toBe(false)
  })
})

describe('sha256Hex', () => {
  it('hashes text as UTF-8', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(sha256Hex('Grüße')).toBe(createHash('sha256').update('Grüße', 'utf8').digest('hex'))
    expect(sha256Hex(bytes)).toBe(sha256Hex('evidence'))
  })
})

describe('Node and browser platforms', () => {
  it('offer the same functions; only Node also verifies', () => {
    const [inNode, inBrowsers] = [Object.keys(node), Object.keys(browser)]
    expect(inNode.filter((name) => !inBrowsers.includes(name))).toEqual(['verifySignature'])
    expect(inBrowsers.filter((name) => !inNode.includes(name))).toEqual([])
  })

  it('hash alike', () => {
    for (const algorithm of ['sha256', 'sha384', 'sha512'] as const) {
      for (const length of [0, 1, 55, 56, 63, 64, 111, 112, 127, 128, 129, 1000]) {
        const data = new Uint8Array(length).map((_, index) => index)
        expect(Buffer.from(browser.digest(algorithm, data))).toEqual(Buffer.from(node.digest(algorithm, data)))
      }
    }
  })

  it('never write over bytes that were given out before, short or long', () => {
    const letters = ['a', 'b', 'c', 'd', 'e']
    for (const platform of [node, browser]) {
      const given = [1, 40, 20_000, 32_768, 32_769, 131_072, 131_073].flatMap((length) =>
        letters.map((letter) => ({
          text: letter.repeat(length),
          bytes: platform.asciiBytes('.', letter.repeat(length)),
        })),
      )
      for (const { text, bytes } of given) expect(Buffer.from(bytes).toString('latin1') === `.${text}`).toBe(true)
    }
  })

  it('read and write ASCII alike, and read other bytes as nothing that base64url has', () => {
    const text = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('')
    expect(Buffer.from(browser.asciiBytes(text))).toEqual(Buffer.from(node.asciiBytes(text)))
    expect(Buffer.from(browser.asciiBytes('a', '', text))).toEqual(Buffer.from(node.asciiBytes('a', '', text)))
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    for (const platform of [node, browser]) {
      const read = platform.asciiText(all)
      expect(read).toHaveLength(256)
      expect(read.slice(0, 128)).toBe(text)
      expect(read.slice(128)).not.toMatch(/[A-Za-z0-9_.-]/)
    }
  })
})
