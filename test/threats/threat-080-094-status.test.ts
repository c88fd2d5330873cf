import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import type { Instant } from '@trusted-tech/model'
import { createBits, createStatusList, encodeBitstring, setBit } from '@trusted-tech/status'
import { planVerify } from '@trusted-tech/verifier'
import { describe, expect, it } from 'vitest'
import { createActor, publishedKey, withKid } from '../world/actor.js'
import { breakSignature, forge } from '../world/forge.js'
import {
  ADDRESSED,
  CERTIFICATE_STATES,
  DECLARATION_STATES,
  failure,
  judge,
  notes,
  only,
  reason,
  reasons,
  SAMPLE,
  states,
  stoppedAt,
} from '../world/judge.js'
import {
  accreditation,
  actors,
  at,
  certificate,
  cleanLists,
  type Draft,
  declaration,
  EARLY,
  edited,
  inPlaceOf,
  listsOf,
  listUrl,
  mandate,
  membership,
  NOW,
  openedTrust,
  present,
  sign,
  statusList,
  type TrustParts,
  usualParts,
  usualTrust,
} from '../world/world.js'
import { accreditedBy, listsWith, trustWithKeys } from './usual-trust-but.js'

const { alliance, assessor, limited, stranger, vendor } = actors
const REVOCATION = listUrl(assessor, 'revocation')
const INDEX = 4711
/** When lists are signed, and their window begins. */
const LISTED = at('2026-10-25T00:00:00Z')

/** A certificate whose entries are at a known index. */
function certificateAt(index: string | number = INDEX): Draft {
  return edited((one) => {
    for (const entry of one.credentialStatus) entry.statusListIndex = String(index)
  }, certificate())
}
const compact = await sign(certificateAt(), assessor)

/** Trust data where the assessor's list of revocations is this one, or none. */
async function trustWithList(revocation: string | undefined, more: readonly string[] = [], changes: TrustParts = {}) {
  return usualTrust({ statusLists: await listsWith(revocation, more), ...changes })
}
/** The document of a list, to be changed before it is signed. */
const listDocument = (edit: (document: Draft) => void = () => {}, set: readonly number[] = []): Draft => {
  const bits = createBits()
  for (const index of set) setBit(bits, index)
  const validUntil = at('2026-11-25T00:00:00Z')
  const made = {
    id: REVOCATION,
    issuer: assessor.did,
    purpose: 'revocation',
    bits,
    validFrom: LISTED,
    validUntil,
  } as const
  return edited(edit, createStatusList(made))
}
const signedList = (edit: (document: Draft) => void = () => {}, set: readonly number[] = []) =>
  sign(listDocument(edit, set), assessor, LISTED)
const withEncoded = (encodedList: string) => signedList((one) => (one.credentialSubject.encodedList = encodedList))
const bits = (length = 16 * 1024) => new Uint8Array(length)
const multibase = (bytes: Uint8Array) => `u${Buffer.from(bytes).toString('base64url')}`

const statusOnly = (state: 'failed' | 'indeterminate') => only('status', state)

async function expectUnavailable(list: string | undefined, expected: string) {
  const report = await judge(compact, { trust: await trustWithList(list) })
  expect(report.verdict).toBe('indeterminate')
  expect(states(report)).toEqual(statusOnly('indeterminate'))
  expect(reason(report, 'status')).toBe(expected)
  return report
}

it('with good lists the status is good', async () => {
  expect(states(await judge(compact, { trust: await trustWithList(await signedList()) }))).toEqual(CERTIFICATE_STATES)
})

describe('THREAT-080 a list that is not at hand, or not to be read, is never good news', () => {
  const window = (validFrom: string, validUntil: string) =>
    signedList((one) => Object.assign(one, { validFrom, validUntil }))
  const otherKey = createActor({ seed: 'another key', name: assessor.name, did: assessor.did })

  it.each<[string, () => Promise<string | undefined>, string]>([
    ['absent', async () => undefined, 'STATUS_UNAVAILABLE /credentialStatus/0'],
    ['expired', () => window('2026-09-01T00:00:00Z', '2026-10-31T00:00:00Z'), 'STATUS_STALE /credentialStatus/0'],
    ['of the future', () => window('2026-11-02T00:00:00Z', '2026-11-30T00:00:00Z'), 'STATUS_STALE /credentialStatus/0'],
    ['with a broken signature', async () => breakSignature(await signedList()), 'SIG_INVALID'],
    [
      'signed by somebody else under its key id',
      () => sign(listDocument(), withKid(stranger, assessor.kid), LISTED),
      'SIG_INVALID',
    ],
    [
      'signed by another key of the same DID',
      () => sign(listDocument(), withKid(otherKey, `${assessor.did}#key-2`), LISTED),
      'KEY_NOT_FOUND /header/kid',
    ],
    [
      'signed by another issuer under its own key id',
      () => sign(listDocument(), limited, LISTED),
      'KEY_CONTROLLER /header/kid',
    ],
    ['without signing time', () => forge({ payload: listDocument(), actor: assessor }), 'ISSUANCE_TIME /iat'],
    ['without begin', () => signedList((one) => delete one.validFrom), 'STATUS_LIST_FORMAT /validFrom'],
    ['without end', () => signedList((one) => delete one.validUntil), 'STATUS_LIST_FORMAT /validUntil'],
    [
      'valid for too long',
      () => window('2026-10-25T00:00:00Z', '2027-02-03T00:00:00Z'),
      'STATUS_LIST_FORMAT /validUntil',
    ],
    [
      'without subject',
      () => signedList((one) => delete one.credentialSubject),
      'STATUS_LIST_FORMAT /credentialSubject',
    ],
    [
      'without bits',
      () => signedList((one) => delete one.credentialSubject.encodedList),
      'STATUS_LIST_FORMAT /credentialSubject/encodedList',
    ],
    [
      'of another type',
      () => signedList((one) => (one.credentialSubject.type = 'RevocationList2020')),
      'STATUS_LIST_FORMAT /credentialSubject/type',
    ],
    [
      'in several subjects',
      () => signedList((one) => (one.credentialSubject = [one.credentialSubject])),
      'STATUS_LIST_FORMAT /credentialSubject',
    ],
    ['with a member of its own', () => signedList((one) => (one.note = 'x')), 'STATUS_LIST_FORMAT /note'],
    [
      'with another context',
      () => signedList((one) => one['@context'].push('https://evil.example')),
      'CONTEXT_NOT_ALLOWED /@context',
    ],
  ])('%s', async (_, make, expected) => {
    const report = await expectUnavailable(await make(), expected)
    expect(report.findings).toEqual([])
  })

  it.each([
    ['an error page', '<!doctype html><title>404</title>'],
    ['JSON without signature', JSON.stringify(listDocument())],
    ['half a list', compact.slice(0, 300)],
    ['nothing', ''],
  ])('%s in the place of the list', async (_, content) => {
    const list = await signedList()
    const known = await trustWithList(list, [], { edit: inPlaceOf(list, content) })
    const report = await judge(compact, { trust: known })
    expect(states(report)).toEqual(statusOnly('indeterminate'))
    expect(reason(report, 'status')).toBe('STATUS_UNAVAILABLE /credentialStatus/0')
  })

  it('one of the two lists is not enough', async () => {
    const statusLists = [...(await cleanLists(alliance)), await signedList()]
    const report = await judge(compact, { trust: await usualTrust({ statusLists }) })
    expect(states(report)).toEqual(statusOnly('indeterminate'))
    expect(reason(report, 'status')).toBe('STATUS_UNAVAILABLE /credentialStatus/1')
  })

  it('the list may be stapled, and does as well', async () => {
    const stapled = [compact, await signedList()]
    const trust = await trustWithList(undefined)
    const report = await judge(await present({ holder: vendor, secured: stapled }), { trust })
    expect(report.verdict).toBe('accepted')
    expect(report.support).toMatchObject([{ state: 'used', problems: [] }])
  })

  it.each<[string, () => Promise<string>, string]>([
    ['with a broken signature', async () => breakSignature(await signedList()), 'SIG_INVALID'],
    ['that the presenter signed', () => sign(listDocument(), vendor, EARLY), 'KEY_CONTROLLER /header/kid'],
    [
      'in the presenter’s own name',
      () =>
        sign(
          listDocument((one) => (one.issuer = vendor.did)),
          vendor,
          EARLY,
        ),
      'STATUS_ISSUER /issuer',
    ],
    [
      'under another id',
      () => signedList((one) => (one.id = `${REVOCATION}0`)),
      'STATUS_UNAVAILABLE /credentialStatus/0',
    ],
  ])('a stapled list %s does not', async (_, make, expected) => {
    const input = await present({ holder: vendor, secured: [compact, await make()] })
    const report = await judge(input, { trust: await trustWithList(undefined) })
    expect(report.verdict).toBe('indeterminate')
    expect(reason(report, 'status')).toBe(expected)
  })
})

describe('THREAT-081 THREAT-082 a list of another issuer, or another list', () => {
  it('in another issuer’s name, under the id that the entry names', async () => {
    const list = await sign(
      listDocument((one) => (one.issuer = limited.did)),
      limited,
      at('2026-10-25T00:00:00Z'),
    )
    await expectUnavailable(list, 'STATUS_ISSUER /issuer')
  })

  it('another list of the same issuer, in the place of the one that is named', async () => {
    const another = await signedList((one) => (one.id = `${REVOCATION}0`))
    const list = await signedList()
    const known = await trustWithList(list, [], { edit: inPlaceOf(list, another) })
    const report = await judge(compact, { trust: known })
    expect(states(report)).toEqual(statusOnly('indeterminate'))
    expect(reason(report, 'status')).toBe('STATUS_UNAVAILABLE /credentialStatus/0')
    expect(known.ok && known.value.statusListProblems(REVOCATION)[0]?.code).toBe('STATUS_LIST_MISMATCH')
  })

  it('an entry that names the list of another issuer', async () => {
    const document = certificateAt()
    document.credentialStatus[0].statusListCredential = listUrl(limited, 'revocation')
    const trust = await trustWithList(await signedList(), await cleanLists(limited))
    const report = await judge(await sign(document, assessor), { trust })
    expect(states(report)).toEqual(statusOnly('indeterminate'))
    expect(reason(report, 'status')).toBe('STATUS_ISSUER /issuer')
  })
})

describe('THREAT-083 old lists, new lists and lists of the future', () => {
  const list = (purpose: 'revocation' | 'suspension', set: boolean, from: string, until: string) =>
    statusList(assessor, purpose, set ? [INDEX] : [], { validFrom: at(from), validUntil: at(until) })
  const OLD = ['2026-09-20T00:00:00Z', '2026-10-20T00:00:00Z'] as const
  const PRESENT = ['2026-10-25T00:00:00Z', '2026-11-25T00:00:00Z'] as const
  const NEWER = ['2026-10-30T00:00:00Z', '2026-11-30T00:00:00Z'] as const
  const FUTURE = ['2026-11-02T00:00:00Z', '2026-12-02T00:00:00Z'] as const
  type Row = readonly [boolean, readonly [string, string]]

  const judgedWith = async (
    purpose: 'revocation' | 'suspension',
    bundled: Row | undefined,
    stapled: readonly Row[],
    evaluateAt?: Instant,
  ) => {
    const rest = purpose === 'revocation' ? 'suspension' : 'revocation'
    const lists = [...(await cleanLists(alliance)), await statusList(assessor, rest)]
    if (bundled !== undefined) lists.push(await list(purpose, bundled[0], ...bundled[1]))
    const trust = await usualTrust({ statusLists: lists })
    const secured = [compact, ...(await Promise.all(stapled.map(([set, window]) => list(purpose, set, ...window))))]
    const input = await present({ holder: vendor, secured })
    return judge(input, { trust, question: evaluateAt === undefined ? {} : { evaluateAt } })
  }

  it.each<[string, Row | undefined, readonly Row[], string | undefined, string[]]>([
    ['set in the bundled one', [true, PRESENT], [], 'REVOKED', []],
    ['an old one without it does not take it back', [true, PRESENT], [[false, OLD]], 'REVOKED', []],
    [
      'a newer one without it does not take it back',
      [true, PRESENT],
      [[false, NEWER]],
      'REVOKED',
      ['STATUS_REGRESSION'],
    ],
    ['set in a stapled newer one', [false, PRESENT], [[true, NEWER]], 'REVOKED', []],
    ['set in a stapled old one', [false, PRESENT], [[true, OLD]], 'REVOKED', ['STATUS_REGRESSION']],
    ['set in one of the future', [false, PRESENT], [[true, FUTURE]], 'REVOKED', []],
    ['set in an old one alone', [true, OLD], [], 'REVOKED', []],
    ['clear in an old one alone', [false, OLD], [], 'STATUS_STALE', []],
    ['clear in one of the future alone', [false, FUTURE], [], 'STATUS_STALE', []],
    ['clear in an old one and in one of the future', [false, OLD], [[false, FUTURE]], 'STATUS_STALE', []],
    ['clear in an old one, a good one is stapled', [false, OLD], [[false, PRESENT]], undefined, []],
  ])('a revocation: %s', async (_, bundled, stapled, code, noted) => {
    const report = await judgedWith('revocation', bundled, stapled)
    expect(reason(report, 'status')?.split(' ')[0]).toBe(code)
    expect(report.verdict).toBe(code === 'REVOKED' ? 'rejected' : code === undefined ? 'accepted' : 'indeterminate')
    expect(notes(report, 'status').map((one) => one.split(' ')[0])).toEqual(noted)
  })

  it.each<[string, Row | undefined, readonly Row[], string | undefined]>([
    ['set in the bundled one', [true, PRESENT], [], 'SUSPENDED'],
    ['lifted by a newer one', [true, PRESENT], [[false, NEWER]], undefined],
    ['not lifted by an old one', [true, PRESENT], [[false, OLD]], 'SUSPENDED'],
    ['not lifted by one of the future', [true, PRESENT], [[false, FUTURE]], 'SUSPENDED'],
    ['set anew in a newer one', [false, PRESENT], [[true, NEWER]], 'SUSPENDED'],
    ['set in an old one, lifted since', [false, PRESENT], [[true, OLD]], undefined],
  ])('a suspension: %s', async (_, bundled, stapled, code) => {
    const report = await judgedWith('suspension', bundled, stapled)
    expect(reason(report, 'status')?.split(' ')[0]).toBe(code)
    expect(report.verdict).toBe(code === undefined ? 'accepted' : 'rejected')
  })

  it('a revocation counts for every time; a suspension for the time since which it is known', async () => {
    const before = at('2026-10-10T00:00:00Z')
    expect((await judgedWith('revocation', [true, PRESENT], [], before)).verdict).toBe('rejected')
    const suspended = await judgedWith('suspension', [true, PRESENT], [], before)
    expect(suspended.verdict).toBe('indeterminate')
    expect(reason(suspended, 'status')).toBe('SUSPENDED /credentialStatus/1')
  })

  it.each([
    ['dated back into the time of the key', '2026-10-19T00:00:00Z', '2026-10-25T00:00:00Z', 'KEY_RETIRED /header/kid'],
    ['dated as it is', '2026-10-25T00:00:00Z', '2026-10-25T00:00:00Z', 'KEY_RETIRED /header/kid'],
    [
      'whose window begins when the key ended',
      '2026-10-19T00:00:00Z',
      '2026-10-20T00:00:00Z',
      'KEY_RETIRED /header/kid',
    ],
    ['of the time of the key', '2026-10-19T00:00:00Z', '2026-10-19T23:59:59Z', undefined],
    ['signed after its window began', '2026-10-19T00:00:00Z', '2026-10-18T00:00:00Z', undefined],
  ])('a fresh list under a retired key, %s', async (_, signedAt, validFrom, expected) => {
    const second = createActor({ seed: 'second', name: assessor.name, did: assessor.did, fragment: 'key-2' })
    const keys = [{ until: '2026-10-20T00:00:00Z' }, publishedKey(second)]
    const list = await sign(
      listDocument((one) => (one.validFrom = validFrom)),
      assessor,
      at(signedAt),
    )
    const suspension = await statusList(assessor, 'suspension', [], { signer: second })
    const trust = await trustWithKeys(keys, { statusLists: [...(await cleanLists(alliance)), list, suspension] })
    const report = await judge(compact, { trust })
    expect(states(report)).toEqual(expected === undefined ? CERTIFICATE_STATES : statusOnly('indeterminate'))
    expect(reason(report, 'status')).toBe(expected)
  })
})

describe('THREAT-084 an index that is none', () => {
  it.each(
    [
    '-1', '+1', '1.0', '1.5', '1e3', '0x10', '012', '00', '-0', ' 1', '1 ', '1\n', '12abc', 'abc', '', 'NaN', 'Infinity', '9007199254740993',
    '99999999999999999', '１２', '1_000', '1,000', 12, 12.5, null, true, ['12'],
  ] /* biome-ignore format: a table of spellings */,
  )('%j', async (index) => {
    const document = certificateAt()
    document.credentialStatus[0].statusListIndex = index
    const report = await judge(await sign(document, assessor), { trust: await trustWithList(await signedList()) })
    expect(report.verdict).toBe('rejected')
    expect(failure(report)).toMatch(
      /^(structure|status): (STATUS_INDEX|JSON_FORM) \/credentialStatus\/0\/statusListIndex$/,
    )
  })

  it.each([131_072, 9_007_199_254_740_991])('%i lies beyond the list', async (index) => {
    const report = await judge(await sign(certificateAt(index), assessor), {
      trust: await trustWithList(await signedList()),
    })
    expect(states(report)).toEqual(statusOnly('failed'))
    expect(reason(report, 'status')).toBe('STATUS_INDEX /credentialStatus/0/statusListIndex')
  })
})

describe('THREAT-085 purposes', () => {
  it('a list of suspensions under the id of the list of revocations', async () => {
    await expectUnavailable(
      await signedList((one) => (one.credentialSubject.statusPurpose = 'suspension')),
      'STATUS_PURPOSE /credentialSubject/statusPurpose',
    )
  })

  it.each([[['revocation', 'suspension']], ['message'], ['refresh'], [''], [undefined]])(
    'a list of %j',
    async (purpose) => {
      await expectUnavailable(
        await signedList((one) => (one.credentialSubject.statusPurpose = purpose)),
        'STATUS_PURPOSE /credentialSubject/statusPurpose',
      )
    },
  )

  it('both purposes are looked at', async () => {
    const suspended = await statusList(assessor, 'suspension', [INDEX])
    const statusLists = [...(await cleanLists(alliance)), await signedList(), suspended]
    const report = await judge(compact, { trust: await usualTrust({ statusLists }) })
    expect(states(report)).toEqual(statusOnly('failed'))
    expect(reasons(report, 'status')).toEqual(['SUSPENDED /credentialStatus/1'])
  })

  it.each<[string, (entries: Draft[]) => void]>([
    ['revocation twice', (entries) => (entries[1].statusPurpose = 'revocation')],
    ['in the other order', (entries) => entries.reverse()],
    ['another purpose', (entries) => (entries[0].statusPurpose = 'message')],
    ['a list of purposes', (entries) => (entries[0].statusPurpose = ['revocation'])],
  ])('entries with %s', async (_, edit) => {
    const document = certificateAt()
    edit(document.credentialStatus)
    const report = await judge(await sign(document, assessor), { trust: await trustWithList(await signedList()) })
    expect(states(report)).toEqual(stoppedAt('structure'))
    expect(reason(report, 'structure')).toMatch(/^(STATUS_PURPOSE|JSON_FORM) \/credentialStatus/)
  })
})

describe('THREAT-086 status that a certificate does not have', () => {
  it.each<[string, (document: Draft) => void, string]>([
    ['none', (one) => delete one.credentialStatus, 'STATUS_REQUIRED'],
    ['null', (one) => (one.credentialStatus = null), 'JSON_FORM /credentialStatus'],
    ['empty', (one) => (one.credentialStatus = []), 'JSON_FORM /credentialStatus'],
    ['no list', (one) => (one.credentialStatus = one.credentialStatus[0]), ''],
    ['revocation only', (one) => one.credentialStatus.pop(), 'STATUS_REQUIRED /credentialStatus'],
    ['suspension only', (one) => one.credentialStatus.shift(), ''],
    [
      'an unknown type beside',
      (one) =>
        one.credentialStatus.push({ ...one.credentialStatus[1], id: `${one.id}#x`, type: 'StatusList2021Entry' }),
      'STATUS_TYPE /credentialStatus/2/type',
    ],
    [
      'an unknown type',
      (one) => (one.credentialStatus[0].type = 'RevocationList2020Status'),
      'STATUS_TYPE /credentialStatus/0/type',
    ],
    ['no list named', (one) => delete one.credentialStatus[0].statusListCredential, ''],
    ['more bits per entry', (one) => (one.credentialStatus[0].statusSize = 2), ''],
  ])('%s', async (_, edit, expected) => {
    const document = certificateAt()
    edit(document)
    const report = await judge(await sign(document, assessor), { trust: await trustWithList(await signedList()) })
    expect(report.verdict).toBe('rejected')
    expect(states(report)).toEqual(stoppedAt('structure'))
    if (expected !== '') expect(reason(report, 'structure')).toBe(expected)
  })

  it('a declaration may have none: there is nothing to look at, and nothing passed', async () => {
    const document = declaration()
    delete document.credentialStatus
    const report = await judge(await sign(document, vendor), { trust: await usualTrust() })
    expect(states(report)).toEqual({ ...DECLARATION_STATES, status: 'notApplicable' })
  })

  it('a declaration that has entries is held to them', async () => {
    const document = declaration()
    const trust = await usualTrust({ statusLists: await cleanLists(alliance, assessor) })
    const report = await judge(await sign(document, vendor), { trust })
    expect(states(report)).toEqual({ ...DECLARATION_STATES, status: 'indeterminate' })
  })
})

describe('THREAT-087 THREAT-088 THREAT-089 bits that are not in order', () => {
  const good = gzipSync(bits())
  it.each<[string, () => string, string]>([
    ['a bomb', () => multibase(gzipSync(new Uint8Array(64 * 1024 * 1024), { level: 9 })), 'STATUS_LIST_SIZE'],
    ['a byte more than is read', () => multibase(gzipSync(bits(128 * 1024 + 1))), 'STATUS_LIST_SIZE'],
    ['shorter than 131,072 entries', () => multibase(gzipSync(bits(16 * 1024 - 1))), 'STATUS_LIST_SIZE'],
    ['no bits', () => multibase(gzipSync(new Uint8Array(0))), 'STATUS_LIST_SIZE'],
    ['two members', () => multibase(Buffer.concat([good, good])), 'STATUS_LIST_FORMAT'],
    ['bytes behind the member', () => multibase(Buffer.concat([good, Buffer.from([0])])), 'STATUS_LIST_FORMAT'],
    [
      'a wrong checksum',
      () => multibase(Buffer.concat([good.subarray(0, -8), Buffer.from([1, 2, 3, 4]), good.subarray(-4)])),
      'STATUS_LIST_FORMAT',
    ],
    [
      'a wrong length',
      () => multibase(Buffer.concat([good.subarray(0, -4), Buffer.from([1, 2, 3, 4])])),
      'STATUS_LIST_FORMAT',
    ],
    ['cut off', () => multibase(good.subarray(0, -9)), 'STATUS_LIST_FORMAT'],
    ['raw deflate', () => multibase(deflateRawSync(bits())), 'STATUS_LIST_FORMAT'],
    ['zlib', () => multibase(deflateSync(bits())), 'STATUS_LIST_FORMAT'],
    ['not compressed', () => multibase(bits()), 'STATUS_LIST_FORMAT'],
    ['no multibase prefix', () => multibase(good).slice(1), 'STATUS_LIST_FORMAT'],
    ['base58', () => `z${multibase(good).slice(1)}`, 'STATUS_LIST_FORMAT'],
    ['base64 with padding', () => `m${good.toString('base64')}`, 'STATUS_LIST_FORMAT'],
    ['empty', () => '', 'STATUS_LIST_FORMAT'],
  ])('%s', async (_, encode, code) => {
    const list = await withEncoded(encode())
    const trust = await trustWithList(list)
    const start = performance.now()
    const report = await judge(compact, { trust })
    expect(performance.now() - start).toBeLessThan(1000)
    expect(states(report)).toEqual(statusOnly('indeterminate'))
    expect(reason(report, 'status')).toBe(`${code} /credentialSubject/encodedList`)
  })

  it.each<[string, (document: Draft) => void, string]>([
    [
      'two bits per entry',
      (one) => (one.credentialSubject.statusSize = 2),
      'STATUS_LIST_SIZE /credentialSubject/statusSize',
    ],
    [
      'bits that are no text',
      (one) => (one.credentialSubject.encodedList = 1),
      'STATUS_LIST_FORMAT /credentialSubject/encodedList',
    ],
  ])('%s', async (_, edit, expected) => {
    await expectUnavailable(await signedList(edit), expected)
  })

  it.each([0, 1, 7, 8, 4711, 131_071])(
    'the first entry is the most significant bit: entry %i alone is revoked',
    async (index) => {
      const encoded = bits()
      encoded[index >> 3] = 0x80 >> (index & 7)
      const trust = await trustWithList(await withEncoded(encodeBitstring(encoded)))
      for (const other of [0, 1, 6, 7, 8, 9, 4710, 4711, 4712, 131_064, 131_071]) {
        const report = await judge(await sign(certificateAt(other), assessor), { trust })
        expect(report.verdict).toBe(other === index ? 'rejected' : 'accepted')
      }
    },
  )
})

describe('THREAT-090 a list with a status of its own', () => {
  it.each([
    ['in itself', REVOCATION],
    ['in another list', `${REVOCATION}0`],
  ])('%s', async (_, statusListCredential) => {
    const list = await signedList((one) => {
      one.credentialStatus = [
        {
          id: `${REVOCATION}#own`,
          type: 'BitstringStatusListEntry',
          statusPurpose: 'revocation',
          statusListIndex: '1',
          statusListCredential,
        },
      ]
    })
    await expectUnavailable(list, 'STATUS_LIST_FORMAT /credentialStatus')
  })
})

describe('THREAT-091 nothing is done for whoever is not trusted', () => {
  it('no signature of an unknown issuer or of its lists is verified, and none of its lists is inflated', async () => {
    const bomb = multibase(gzipSync(new Uint8Array(64 * 1024 * 1024), { level: 9 }))
    const document = certificate(stranger)
    const lists = await Promise.all(
      (['revocation', 'suspension'] as const).map((purpose) => {
        const list = structuredClone(listDocument()) as Draft
        Object.assign(list, { id: listUrl(stranger, purpose), issuer: stranger.did })
        Object.assign(list.credentialSubject, {
          id: `${listUrl(stranger, purpose)}#list`,
          statusPurpose: purpose,
          encodedList: bomb,
        })
        return sign(list, stranger, LISTED)
      }),
    )
    const trust = await usualTrust()
    const input = await present({ holder: vendor, secured: [await sign(document, stranger), ...lists] })
    const plan = planVerify({ input, trust, now: NOW, question: { ...SAMPLE, binding: ADDRESSED } })
    // The holder's own, and what trust data say about the manufacturer.
    const about = (await usualParts()).statements?.length ?? 0
    expect(plan.jobs.length).toBeLessThanOrEqual(1 + about)
    const start = performance.now()
    const report = await judge(input, { trust })
    expect(performance.now() - start).toBeLessThan(500)
    expect(failure(report)).toBe('issuer: ISSUER_NOT_TRUSTED /issuer/id')
  })

  it.each([
    ['a broken header', async () => forge({ header: { alg: 'none' }, payload: certificate(), actor: assessor })],
    ['a broken structure', async () => sign({ ...certificate(), extra: 1 }, assessor)],
    ['a claim of another type', async () => sign(mandate(vendor, {}, assessor), assessor)],
  ])('nothing but reading is done for %s', async (_, make) => {
    const { jobs } = planVerify({ input: await make(), trust: await usualTrust(), now: NOW })
    expect(jobs).toEqual([])
  })
})

describe('THREAT-094 the status of every credential in the chain', () => {
  const accredited = async (edit: (document: Draft, index: string) => Promise<readonly string[]>) => {
    const document = accreditation(assessor)
    const lists = await edit(document, document.credentialStatus[0].statusListIndex)
    const statusLists = [...(await cleanLists(assessor, vendor)), ...lists]
    return openedTrust({ statements: await accreditedBy(document), statusLists })
  }

  it.each<[string, (document: Draft, index: string) => Promise<readonly string[]>, string, 'failed' | 'indeterminate']>(
    [
      [
        'revoked',
        (_, index) => listsOf(alliance, { revocation: [index] }),
        'ACCREDITATION_REVOKED /credentialStatus',
        'failed',
      ],
      [
        'suspended',
        (_, index) => listsOf(alliance, { suspension: [index] }),
        'ACCREDITATION_SUSPENDED /credentialStatus',
        'failed',
      ],
      ['without lists', async () => [], 'STATUS_UNAVAILABLE /credentialStatus/0', 'indeterminate'],
      [
        'with one list only',
        async () => [await statusList(alliance, 'revocation')],
        'STATUS_UNAVAILABLE /credentialStatus/1',
        'indeterminate',
      ],
      [
        'with a stale list',
        async () => [
          await statusList(alliance, 'revocation', [], {
            validFrom: at('2026-09-01T00:00:00Z'),
            validUntil: at('2026-10-01T00:00:00Z'),
          }),
          await statusList(alliance, 'suspension'),
        ],
        'STATUS_STALE /credentialStatus/0',
        'indeterminate',
      ],
      [
        'with a forged list',
        async () => [
          await statusList(alliance, 'revocation', [], { signer: withKid(stranger, alliance.kid) }),
          await statusList(alliance, 'suspension'),
        ],
        'SIG_INVALID',
        'indeterminate',
      ],
      [
        'with an index beyond the list',
        async (document) => {
          document.credentialStatus[0].statusListIndex = '131072'
          return listsOf(alliance, {})
        },
        'STATUS_INDEX /credentialStatus/0/statusListIndex',
        'indeterminate',
      ],
    ],
  )('an accreditation %s', async (_, edit, expected, state) => {
    const report = await judge(compact, { trust: await accredited(edit) })
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, accreditation: state, party: 'indeterminate' })
    expect(reason(report, 'accreditation')).toBe(expected)
    expect(report.verdict).toBe(state === 'failed' ? 'rejected' : 'indeterminate')
  })

  it('what is wrong with a credential of the chain names it, or its list', async () => {
    let id = ''
    const known = await accredited(async (document, index) => {
      id = document.id
      return listsOf(alliance, { revocation: [index] })
    })
    const about = async (trust: typeof known) => {
      const { accreditation: check } = (await judge(compact, { trust })).credentials[0]?.checks ?? {}
      return check !== undefined && 'problems' in check ? check.problems.map((one) => one.about) : []
    }
    expect(await about(known)).toEqual([id])
    const stale = await accredited(async (document) => {
      id = document.id
      const signer = withKid(stranger, alliance.kid)
      return [await statusList(alliance, 'revocation', [], { signer }), await statusList(alliance, 'suspension')]
    })
    expect(await about(stale)).toEqual([listUrl(alliance, 'revocation'), id])
  })

  const revokedMembership = async (document: Draft) => {
    const [one = '', another = ''] = (await usualParts()).statements ?? []
    const revocation = [document.credentialStatus[0].statusListIndex]
    return openedTrust({
      statements: [one, another, await sign(document, alliance, EARLY)],
      statusLists: [...(await cleanLists(assessor, vendor)), ...(await listsOf(alliance, { revocation }))],
    })
  }

  it('a revoked membership is none in force', async () => {
    const trust = await revokedMembership(membership(vendor))
    const report = await judge(await sign(declaration(), vendor), { trust })
    expect(report.verdict).toBe('indeterminate')
    expect(reason(report, 'issuer')).toBe('VENDOR_UNKNOWN /issuer/id')
    // Its control group is no longer confirmed either: independence is not established by a revoked word.
    const certified = await judge(compact, { trust })
    expect(certified.credentials[0]?.verified?.party).toBe('thirdUnconfirmed')
  })

  it('a shared control group of a revoked membership still speaks against independence', async () => {
    const trust = await revokedMembership(membership(vendor, { controlGroup: 'group of Meridian Assurance' }))
    const report = await judge(compact, { trust })
    expect(failure(report)).toBe('party: PARTY_OVERSTATED /credentialSubject/conformity/statedParty')
  })
})
