import type { Json, JsonObject, ReasonCode } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseStatusEntries } from './parse-status-entries.js'

const runs = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const revocation = {
  id: 'urn:uuid:0b7e1c1e-33fd-4d0d-9d25-6a0ab0d8e4a5#revocation',
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '94567',
  statusListCredential: 'https://assessor.example/status/revocation-1',
} as const
const suspension = {
  ...revocation,
  id: 'urn:uuid:0b7e1c1e-33fd-4d0d-9d25-6a0ab0d8e4a5#suspension',
  statusPurpose: 'suspension',
  statusListIndex: '0',
  statusListCredential: 'https://assessor.example/status/suspension-1',
} as const

function expectRefused(document: JsonObject, ...expected: readonly [ReasonCode, string][]) {
  const parsed = parseStatusEntries(document)
  expect(parsed.ok ? [] : parsed.problems.map(({ code, pointer }) => [code, pointer])).toEqual(expected)
}
const withEntry = (change: Record<string, Json | undefined>): JsonObject => {
  const entry = Object.fromEntries(
    Object.entries({ ...revocation, ...change }).filter(([, value]) => value !== undefined),
  )
  return { credentialStatus: [entry as JsonObject] }
}

describe('Bitstring Status List v1.0, section 2.1 "BitstringStatusListEntry"', () => {
  test('revocation and suspension are read in the document’s order', () => {
    expect(parseStatusEntries({ credentialStatus: [revocation, suspension] })).toEqual({
      ok: true,
      value: [
        {
          id: revocation.id,
          purpose: 'revocation',
          index: 94_567,
          listId: revocation.statusListCredential,
          pointer: '/credentialStatus/0',
        },
        {
          id: suspension.id,
          purpose: 'suspension',
          index: 0,
          listId: suspension.statusListCredential,
          pointer: '/credentialStatus/1',
        },
      ],
    })
  })

  test('a credential without credentialStatus has no entries', () => {
    expect(parseStatusEntries({})).toEqual({ ok: true, value: [] })
  })

  test.each(['0', '7', '131071', '9007199254740991'])('index %s', (statusListIndex) => {
    const parsed = parseStatusEntries(withEntry({ statusListIndex }))
    expect(parsed.ok && parsed.value[0]?.index).toBe(Number(statusListIndex))
  })

  test('a statusSize of 1 says what is meant anyway', () => {
    expect(parseStatusEntries(withEntry({ statusSize: 1 })).ok).toBe(true)
  })
})

describe('THREAT-084 an index is a strictly decimal string', () => {
  test.each<[string, Json | undefined]>([
    ['negative', '-1'],
    ['negative zero', '-0'],
    ['signed', '+1'],
    ['a fraction', '1.5'],
    ['a fraction of zero', '1.0'],
    ['hexadecimal', '0x10'],
    ['octal', '0o17'],
    ['binary', '0b1'],
    ['an exponent', '1e3'],
    ['followed by letters', '12abc'],
    ['with a leading zero', '007'],
    ['with a leading space', ' 1'],
    ['with a line break', '1\n'],
    ['in other digits', '١٢'],
    ['grouped', '1_000'],
    ['separated', '1,000'],
    ['empty', ''],
    ['2^53', '9007199254740992'],
    ['of 17 digits', '10000000000000000'],
    ['of 10,000 digits', '1'.repeat(10_000)],
    ['Infinity', 'Infinity'],
    ['NaN', 'NaN'],
    ['a number', 94_567],
    ['null', null],
    ['a boolean', true],
    ['an array', ['1']],
    ['an object', { '@value': '1' }],
    ['absent', undefined],
  ])('%s', (_name, statusListIndex) => {
    expectRefused(withEntry({ statusListIndex }), ['STATUS_INDEX', '/credentialStatus/0/statusListIndex'])
  })

  test('exactly what String(n) writes is taken', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.maxSafeNat().map(String), fc.string(), fc.stringMatching(/^[0-9.e+x-]{0,18}$/)),
        (text) => {
          const parsed = parseStatusEntries(withEntry({ statusListIndex: text }))
          const number = Number(text)
          expect(parsed.ok).toBe(/^[0-9]+$/.test(text) && Number.isSafeInteger(number) && String(number) === text)
        },
      ),
      runs,
    )
  })
})

describe('THREAT-085 a purpose is revocation or suspension, each once', () => {
  test.each<[string, Json | undefined]>([
    ['refresh', 'refresh'],
    ['message', 'message'],
    ['in other letters', 'Revocation'],
    ['inherited', 'constructor'],
    ['an array', ['revocation', 'suspension']],
    ['absent', undefined],
  ])('%s', (_name, statusPurpose) => {
    expectRefused(withEntry({ statusPurpose }), ['STATUS_PURPOSE', '/credentialStatus/0/statusPurpose'])
  })

  test('twice', () => {
    const second = { ...revocation, id: `${revocation.id}-2`, statusListIndex: '1' }
    expectRefused({ credentialStatus: [revocation, suspension, second] }, [
      'STATUS_PURPOSE',
      '/credentialStatus/2/statusPurpose',
    ])
  })
})

describe('THREAT-086 what stands in credentialStatus is an entry or a problem', () => {
  test.each<[string, Json]>([
    ['null', null],
    ['a string', 'revocation'],
    ['one entry without array', revocation],
    ['more entries than purposes could need', Array.from({ length: 1000 }, () => ({}))],
  ])('%s', (_name, credentialStatus) => {
    expectRefused({ credentialStatus }, ['STATUS_TYPE', '/credentialStatus'])
  })

  test('one unknown entry beside a good one', () => {
    expectRefused({ credentialStatus: [revocation, { ...suspension, type: 'StatusList2021Entry' }] }, [
      'STATUS_TYPE',
      '/credentialStatus/1/type',
    ])
    expectRefused({ credentialStatus: [revocation, null] }, ['STATUS_TYPE', '/credentialStatus/1'])
    expectRefused({ credentialStatus: [revocation, []] }, ['STATUS_TYPE', '/credentialStatus/1'])
  })

  test.each<[string, Record<string, Json | undefined>, string]>([
    ['no type', { type: undefined }, '/type'],
    ['a type in an array', { type: ['BitstringStatusListEntry'] }, '/type'],
    ['no id', { id: undefined }, '/id'],
    ['the list’s id', { id: revocation.statusListCredential }, '/id'],
    ['no list', { statusListCredential: undefined }, '/statusListCredential'],
    ['an empty list', { statusListCredential: '' }, '/statusListCredential'],
    ['several lists', { statusListCredential: [revocation.statusListCredential] }, '/statusListCredential'],
  ])('an entry with %s', (_name, change, member) => {
    expectRefused(withEntry(change), ['STATUS_TYPE', `/credentialStatus/0${member}`])
  })

  test('every fault of an entry is named', () => {
    expectRefused(
      withEntry({ id: 1, statusPurpose: 'x', statusListIndex: 'x', statusListCredential: 1, statusSize: 2 }),
      ['STATUS_TYPE', '/credentialStatus/0/id'],
      ['STATUS_PURPOSE', '/credentialStatus/0/statusPurpose'],
      ['STATUS_INDEX', '/credentialStatus/0/statusListIndex'],
      ['STATUS_TYPE', '/credentialStatus/0/statusListCredential'],
      ['STATUS_LIST_SIZE', '/credentialStatus/0/statusSize'],
    )
  })

  test('no JSON makes it throw, and what is reported stays short', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.array(fc.jsonValue()), (whole, some) => {
        for (const credentialStatus of [whole, some] as Json[]) {
          const parsed = parseStatusEntries({ credentialStatus })
          if (!parsed.ok) for (const found of parsed.problems) expect((found.actual ?? '').length).toBeLessThan(500)
        }
      }),
      runs,
    )
  })
})

test.each([2, 0, '1', null])('THREAT-089 a statusSize of %s', (statusSize) => {
  expectRefused(withEntry({ statusSize }), ['STATUS_LIST_SIZE', '/credentialStatus/0/statusSize'])
})
