import { createCredential, createList } from '@digitalbazaar/vc-bitstring-status-list'
import { addDays, type Json, type JsonObject, type ReasonCode } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBits, readBit, setBit } from './bitstring/bits.js'
import { createStatusList } from './create-status-list.js'
import { parseStatusList } from './parse-status-list.js'
import { at, INDEX, ISSUER, LIST_ID } from './testing/lists.js'

const runs = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const validFrom = at('2026-11-24T00:00:00Z')
const validUntil = at('2026-12-24T00:00:00Z')
const bits = createBits()
setBit(bits, INDEX)
const document = createStatusList({
  id: LIST_ID,
  issuer: ISSUER,
  purpose: 'revocation',
  bits,
  validFrom,
  validUntil,
}) as unknown as JsonObject

const changed = (
  change: Record<string, Json | undefined>,
  subject: Record<string, Json | undefined> = {},
): JsonObject => {
  const present = (object: object) =>
    Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))
  const credentialSubject = present({ ...(document['credentialSubject'] as JsonObject), ...subject })
  return present({ ...document, credentialSubject, ...change }) as JsonObject
}
function expectRefused(given: JsonObject, code: ReasonCode, pointer: string) {
  const parsed = parseStatusList(given)
  expect(parsed.ok ? [] : parsed.problems.map((found) => [found.code, found.pointer])).toEqual([[code, pointer]])
}

describe('Bitstring Status List v1.0, section 2.2 "BitstringStatusListCredential"', () => {
  test('what createStatusList made is read again', () => {
    const parsed = parseStatusList(document)
    expect(parsed).toMatchObject({
      ok: true,
      value: { id: LIST_ID, issuer: ISSUER, purpose: 'revocation', validFrom, validUntil },
    })
    if (parsed.ok) expect(parsed.value.bits()).toEqual({ ok: true, value: bits })
  })

  test('the document has the members of the standard and no others', () => {
    expect(document).toEqual({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: LIST_ID,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: ISSUER,
      validFrom: '2026-11-24T00:00:00Z',
      validUntil: '2026-12-24T00:00:00Z',
      credentialSubject: {
        id: `${LIST_ID}#list`,
        type: 'BitstringStatusList',
        statusPurpose: 'revocation',
        encodedList: expect.stringMatching(/^uH4sI[\w-]+$/),
      },
    })
  })

  test('a list is inflated once, when it is asked', () => {
    const parsed = parseStatusList(document)
    expect(parsed.ok && parsed.value.bits()).toBe(parsed.ok && parsed.value.bits())
    const broken = parseStatusList(changed({}, { encodedList: 'uAAAA' }))
    expect(broken.ok).toBe(true)
    expect(broken.ok && broken.value.bits()).toMatchObject({
      ok: false,
      problems: [{ code: 'STATUS_LIST_FORMAT', pointer: '/credentialSubject/encodedList', about: LIST_ID }],
    })
  })

  test('the caller bounds its size', () => {
    const long = createStatusList({
      id: LIST_ID,
      issuer: ISSUER,
      purpose: 'revocation',
      bits: createBits(262_144),
      validFrom,
      validUntil,
    })
    const parsed = parseStatusList(long as unknown as JsonObject, { maxBytes: 16_384 })
    expect(parsed.ok && parsed.value.bits()).toMatchObject({ ok: false, problems: [{ code: 'STATUS_LIST_SIZE' }] })
  })

  test('a ttl and a statusSize of 1 change nothing', () => {
    expect(parseStatusList(changed({}, { ttl: 300_000, statusSize: 1 })).ok).toBe(true)
  })

  test('a list that Digital Bazaar made is read once it has an issuer and a window', async () => {
    const list = await createList({ length: 131_072 })
    list.setStatus(INDEX, true)
    const theirs = await createCredential({ id: LIST_ID, list, statusPurpose: 'revocation' })
    const parsed = parseStatusList({
      ...theirs,
      issuer: ISSUER,
      validFrom: document['validFrom'],
      validUntil: document['validUntil'],
    } as JsonObject)
    const read = parsed.ok ? parsed.value.bits() : parsed
    expect(read.ok && [INDEX - 1, INDEX, INDEX + 1].map((index) => readBit(read.value, index))).toEqual([
      false,
      true,
      false,
    ])
  })
})

describe('a document that is no status list of the profile', () => {
  test.each<[string, JsonObject, ReasonCode, string]>([
    [
      'another context',
      changed({ '@context': ['https://www.w3.org/2018/credentials/v1'] }),
      'CONTEXT_NOT_ALLOWED',
      '/@context',
    ],
    [
      'a further context',
      changed({ '@context': ['https://www.w3.org/ns/credentials/v2', 'https://x.example'] }),
      'CONTEXT_NOT_ALLOWED',
      '/@context',
    ],
    ['another type', changed({ type: ['VerifiableCredential', 'ConformityCertificate'] }), 'TYPE', '/type'],
    [
      'a further type',
      changed({ type: ['VerifiableCredential', 'BitstringStatusListCredential', 'X'] }),
      'TYPE',
      '/type',
    ],
    ['no id', changed({ id: undefined }), 'STATUS_LIST_FORMAT', '/id'],
    ['an issuer object', changed({ issuer: { id: ISSUER } }), 'STATUS_LIST_FORMAT', '/issuer'],
    ['an issuer that is no DID', changed({ issuer: 'https://assessor.example' }), 'STATUS_LIST_FORMAT', '/issuer'],
    ['no subject', changed({ credentialSubject: undefined }), 'STATUS_LIST_FORMAT', '/credentialSubject'],
    [
      'several subjects',
      changed({ credentialSubject: [document['credentialSubject'] as JsonObject] }),
      'STATUS_LIST_FORMAT',
      '/credentialSubject',
    ],
    ['a subject without id', changed({}, { id: undefined }), 'STATUS_LIST_FORMAT', '/credentialSubject/id'],
    ['another subject type', changed({}, { type: 'StatusList2021' }), 'STATUS_LIST_FORMAT', '/credentialSubject/type'],
    [
      'no encoded list',
      changed({}, { encodedList: undefined }),
      'STATUS_LIST_FORMAT',
      '/credentialSubject/encodedList',
    ],
    ['a ttl that is no time', changed({}, { ttl: '300000' }), 'STATUS_LIST_FORMAT', '/credentialSubject/ttl'],
    ['an unknown member', changed({ 'a/b~c': 1 }), 'STATUS_LIST_FORMAT', '/a~1b~0c'],
    [
      'an unknown member of the subject',
      changed({}, { statusMessage: [] }),
      'STATUS_LIST_FORMAT',
      '/credentialSubject/statusMessage',
    ],
    ['a member with an endless name', changed({ ['x'.repeat(100_000)]: 1 }), 'STATUS_LIST_FORMAT', ''],
  ])('%s', (_name, given, code, pointer) => expectRefused(given, code, pointer))

  test.each<[string, Json | undefined]>([
    ['an array', ['revocation', 'suspension']],
    ['an array of one', ['revocation']],
    ['message', 'message'],
    ['absent', undefined],
  ])('THREAT-085 purpose %s', (_name, statusPurpose) => {
    expectRefused(changed({}, { statusPurpose }), 'STATUS_PURPOSE', '/credentialSubject/statusPurpose')
  })

  test.each([2, 0, null])('THREAT-089 a statusSize of %s', (statusSize) => {
    expectRefused(changed({}, { statusSize }), 'STATUS_LIST_SIZE', '/credentialSubject/statusSize')
  })

  test('THREAT-090 a list that has a status of its own, be it in itself', () => {
    const entry = {
      id: `${LIST_ID}#0`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '0',
      statusListCredential: LIST_ID,
    }
    expectRefused(changed({ credentialStatus: [entry] }), 'STATUS_LIST_FORMAT', '/credentialStatus')
    expectRefused(changed({ credentialStatus: [] }), 'STATUS_LIST_FORMAT', '/credentialStatus')
  })

  test.each<[string, Record<string, Json | undefined>, ReasonCode, string]>([
    ['no start', { validFrom: undefined }, 'STATUS_LIST_FORMAT', '/validFrom'],
    ['no end', { validUntil: undefined }, 'STATUS_LIST_FORMAT', '/validUntil'],
    ['an end before its start', { validUntil: '2026-11-23T00:00:00Z' }, 'STATUS_LIST_FORMAT', '/validUntil'],
    ['an end at its start', { validUntil: document['validFrom'] }, 'STATUS_LIST_FORMAT', '/validUntil'],
    ['100 days and a second', { validUntil: '2027-03-04T00:00:01Z' }, 'STATUS_LIST_FORMAT', '/validUntil'],
    ['a date without time', { validUntil: '2026-12-24' }, 'DATE_MALFORMED', '/validUntil'],
    ['a number', { validFrom: 1_790_000_000 }, 'DATE_MALFORMED', '/validFrom'],
  ])('THREAT-083 a window with %s', (_name, change, code, pointer) => expectRefused(changed(change), code, pointer))

  test('exactly 100 days are a window', () => {
    expect(parseStatusList(changed({ validUntil: '2027-03-04T00:00:00Z' })).ok).toBe(true)
  })

  test('no JSON makes it throw', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(document), '__proto__'), fc.jsonValue()),
        fc.jsonValue(),
        (some, subject) => {
          expect(parseStatusList(some as JsonObject).ok).toBe(false)
          const parsed = parseStatusList({ ...document, credentialSubject: subject as Json })
          expect(parsed.ok).toBe(false)
        },
      ),
      runs,
    )
  })
})

describe('createStatusList', () => {
  const good = { id: LIST_ID, issuer: ISSUER, purpose: 'suspension', bits, validFrom, validUntil } as const
  test.each([
    ['no id', { ...good, id: '' }],
    ['an issuer that is no DID', { ...good, issuer: 'https://assessor.example' }],
    ['more than 100 days', { ...good, validUntil: addDays(validFrom, 101) }],
    ['no time', { ...good, validUntil: validFrom }],
    ['too few bits', { ...good, bits: new Uint8Array(1024) }],
  ])('refuses %s', (_name, options) => {
    expect(() => createStatusList(options)).toThrow(expect.objectContaining({ code: 'ERR_ARGUMENT_INVALID' }))
  })
})
