import { describe, expect, it } from 'vitest'
import { urlProblems } from './url-problems.js'

describe('THREAT-038 an address among the identifiers of a product', () => {
  it.each([
    'https://tidewater.example',
    'https://tidewater.example/',
    'https://tidewater.example/products/gauge?id=7#now',
    'https://xn--mnchen-3ya.example/gate',
    'https://tidewater.example:8443/gate',
  ])('has one spelling: %s', (url) => {
    expect(urlProblems(url, '/at')).toEqual([])
  })

  it.each([
    'http://tidewater.example/gate',
    'javascript:alert(1)',
    'https://Tidewater.example/gate',
    'https://tidewater.example./gate',
    'https://tidewater.example:443/gate',
    'https://buyer@tidewater.example/gate',
    'https://:secret@tidewater.example/gate',
    'https://tidewater.example\\@evil.example/gate',
    'https:\\\\tidewater.example/gate',
    'https:tidewater.example/gate',
    'https://tid\u0435water.example/gate',
    'https://tidewater.example/a/../gate',
    'https://tidewater.example/a b',
    ' https://tidewater.example/gate',
    'https://tidewater.example/gate\n',
    'https://0x7f.1/gate',
    'tidewater.example',
    '',
  ])('and no other: %j', (url) => {
    expect(urlProblems(url, '/at')).toMatchObject([{ code: 'URL_FORBIDDEN', pointer: '/at', actual: url }])
  })
})
