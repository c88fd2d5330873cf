import { planVerify } from '@trusted-tech/verifier'
import { verifySync } from '@trusted-tech/verifier/sync'
import { afterAll, describe, expect, it } from 'vitest'
import { createActor } from '../world/actor.js'
import { breakSignature, forge } from '../world/forge.js'
import { failure, judge, reason, states, stoppedAt } from '../world/judge.js'
import { actors, certificate, type Draft, declaration, IAT, NOW, present, sign, usualTrust } from '../world/world.js'

const { assessor, vendor } = actors
const trust = await usualTrust()
const genuine = { ...certificate(), iat: IAT }
const written = JSON.stringify(genuine)
const compact = await forge({ payload: written, actor: assessor })

/** Refused for its text alone; the signature over that text is genuine, and nobody looks at it. */
async function expectInput(input: string | Uint8Array, expected: string) {
  const report = await judge(input, { trust })
  expect(report.verdict).toBe('rejected')
  expect(states(report)).toEqual(stoppedAt('input'))
  expect(reason(report, 'input')).toBe(expected)
  expect(planVerify({ input, trust, now: NOW }).jobs).toEqual([])
}

/** The genuine payload with one piece of its text replaced. */
function edited(find: string | RegExp, replace: string): string {
  const text = written.replace(find, replace)
  expect(text).not.toBe(written)
  return text
}

it('is good before anything is done to it', async () => {
  expect((await judge(compact, { trust })).verdict).toBe('accepted')
})

describe('THREAT-030 duplicate keys', () => {
  const payloads: readonly [string, string, string][] = [
    ['first of the document', edited('{', '{"issuer":{"id":"did:web:evil.example","name":"x"},'), '/issuer'],
    ['last of the document', edited(/}$/, ',"issuer":{"id":"did:web:evil.example","name":"x"}}'), '/issuer'],
    ['escaped', edited(/}$/, ',"\\u0069ssuer":1}'), '/issuer'],
    ['escaped in upper case', edited(/}$/, ',"i\\u0073suer":1}'), '/issuer'],
    ['with an escaped solidus', edited('{', '{"a\\/b":1,"a/b":2,'), '/a~1b'],
    ['with a surrogate pair', edited('{', '{"😀":1,"\\ud83d\\ude00":2,'), '/😀'],
    ['the same value twice', edited(/}$/, ',"validFrom":"2026-10-01T00:00:00Z"}'), '/validFrom'],
    ['with another type', edited(/}$/, ',"validUntil":null}'), '/validUntil'],
    ['a claim', edited(/}$/, `,"iat":${IAT}}`), '/iat'],
    ['the context', edited(/}$/, ',"@context":[]}'), '/@context'],
    ['in the issuer', edited('"issuer":{', '"issuer":{"id":"did:web:evil.example",'), '/issuer/id'],
    ['in the subject', edited('"credentialSubject":{', '"credentialSubject":{"name":"x",'), '/credentialSubject/name'],
    [
      'in the manufacturer',
      edited('"manufacturer":{', '"manufacturer":{"id":"x",'),
      '/credentialSubject/manufacturer/id',
    ],
    ['in a status entry', edited('{"id":"urn:uuid', '{"statusListIndex":"1","id":"urn:uuid'), ''],
    [
      'in an assessment',
      edited('"result":"conforms"', '"result":"conforms","result":"doesNotConform"'),
      '/credentialSubject/conformity/assessments/0/result',
    ],
    [
      'in the scheme',
      edited('"version":"1.0"', '"version":"1.0","version":"2.0"'),
      '/credentialSubject/conformity/scheme/version',
    ],
    ['an empty name', edited('{', '{"":1,"":2,'), '/'],
    ['far apart', edited('{', '{"zz":1,').replace(/}$/, ',"zz":1}'), '/zz'],
    ['in an object that nothing reads', edited('{', '{"x":{"y":[{"z":1,"z":1}]},'), '/x/y/0/z'],
    ['three of them', edited('{', '{"q":1,"q":1,"q":1,'), '/q'],
  ]
  it.each(payloads)('%s', async (_, payload, pointer) => {
    const input = await forge({ payload, actor: assessor })
    const report = await judge(input, { trust })
    expect(reason(report, 'input')).toMatch(/^JSON_DUPLICATE_KEY/)
    if (pointer !== '') expect(reason(report, 'input')).toBe(`JSON_DUPLICATE_KEY ${pointer}`)
    await expectInput(input, reason(report, 'input') ?? '')
  })

  it.each([
    ['alg', `{"alg":"none","alg":"EdDSA","kid":"${assessor.kid}","typ":"vc+jwt"}`],
    ['kid', `{"alg":"EdDSA","kid":"${vendor.kid}","typ":"vc+jwt","\\u006bid":"${assessor.kid}"}`],
  ])('%s in the header', async (member, header) => {
    await expectInput(
      await forge({ header, payload: written, actor: assessor }),
      `JSON_DUPLICATE_KEY /header/${member}`,
    )
  })

  it('in a presentation, and in a credential inside one', async () => {
    const outer = await forge({
      header: { typ: 'vp+jwt', cty: 'vp' },
      payload: '{"holder":"a","holder":"b"}',
      actor: vendor,
    })
    await expectInput(outer, 'JSON_DUPLICATE_KEY /holder')
    const inner = await forge({ payload: payloads[0]?.[1] ?? '', actor: assessor })
    const report = await judge(await present({ holder: vendor, secured: [compact, inner] }), { trust })
    expect(report.credentials.map(({ verdict }) => verdict)).toEqual(['accepted', 'rejected'])
    expect(reason(report, 'input', 1)).toBe('JSON_DUPLICATE_KEY /verifiableCredential/1/id')
  })
})

describe('THREAT-031 names that reach the prototype', () => {
  const canary = JSON.stringify(Object.getOwnPropertyNames(Object.prototype))
  afterAll(() => {
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(canary)
    expect(({} as Draft).polluted).toBeUndefined()
    expect(([] as Draft).polluted).toBeUndefined()
  })

  it.each([
    ['__proto__', edited('{', '{"__proto__":{"polluted":true},'), '/__proto__'],
    ['__proto__, escaped', edited('{', '{"\\u005f_proto__":{"polluted":true},'), '/__proto__'],
    ['constructor', edited('{', '{"constructor":{"prototype":{"polluted":true}},'), '/constructor'],
    ['prototype', edited('{', '{"prototype":{"polluted":true},'), '/prototype'],
    [
      '__proto__ in the subject',
      edited('"credentialSubject":{', '"credentialSubject":{"__proto__":{"polluted":true},'),
      '/credentialSubject/__proto__',
    ],
    [
      '__proto__ in an assessment',
      edited('"result":"conforms"', '"result":"conforms","__proto__":[]'),
      '/credentialSubject/conformity/assessments/0/__proto__',
    ],
  ])('%s', async (_, payload, pointer) => {
    await expectInput(await forge({ payload, actor: assessor }), `JSON_FORBIDDEN_KEY ${pointer}`)
  })

  it('in the header', async () => {
    const header = `{"__proto__":{"alg":"EdDSA"},"kid":"${assessor.kid}","typ":"vc+jwt"}`
    await expectInput(
      await forge({ header, payload: written, actor: assessor }),
      'JSON_FORBIDDEN_KEY /header/__proto__',
    )
  })

  it.each(['hasOwnProperty', 'toString', 'valueOf', 'toJSON', 'then', 'length', '__defineGetter__'])(
    'a member %s is a member like any other, and none of the profile',
    async (member) => {
      const report = await judge(await forge({ payload: { ...genuine, [member]: 1 }, actor: assessor }), { trust })
      expect(states(report)).toEqual(stoppedAt('structure'))
      expect(reason(report, 'structure')).toBe(`SCHEMA_INVALID /${member}`)
    },
  )

  it('an id, a type and an issuer that are named like members of every object', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const document = { ...genuine, id: name, type: ['VerifiableCredential', name], issuer: { id: name, name } }
      const report = await judge(await forge({ payload: document, actor: assessor }), { trust })
      expect(report.verdict).toBe('rejected')
    }
  })

  it.each<[string, unknown]>([
    ['credentialStatus', [{ type: 'BitstringStatusListEntry' }]],
    ['keys', [{ id: assessor.kid }]],
    ['ok', true],
    ['state', 'passed'],
    ['result', 'valid'],
    ['listed', true],
    ['allowSample', true],
    ['allowUnknownVendor', true],
    ['signedAt', 0],
    ['path', []],
    ['polluted', true],
  ])(
    'what a host page put into the prototype as %s makes nothing better, and breaks nothing',
    async (member, value) => {
      const stranger = createActor({ seed: 'stranger', name: 'Stranger' })
      const inputs = [
        breakSignature(compact),
        await sign({ ...certificate(), validUntil: '2026-10-02T00:00:00Z' }, assessor),
        await sign(certificate(stranger), stranger),
        await sign(declaration(stranger), stranger),
        'nothing',
      ]
      const verdicts = () =>
        inputs.map((input) => verifySync({ input, trust, now: NOW, question: { allowSample: true } }).verdict)
      expect(verdicts()).toEqual(['rejected', 'rejected', 'rejected', 'indeterminate', 'rejected'])
      const prototype = Object.prototype as Draft
      prototype[member] = value
      try {
        expect(verdicts()).not.toContain('accepted')
      } finally {
        delete prototype[member]
      }
    },
  )
})

describe('THREAT-032 nesting', () => {
  const nested = (depth: number, open: string, close: string) =>
    edited('{', `{"x":${open.repeat(depth)}1${close.repeat(depth)},`)
  it.each([
    ['lists', nested(200_000, '[', ']')],
    ['objects', nested(100_000, '{"a":', '}')],
    ['lists just beyond the limit', nested(32, '[', ']')],
  ])('%s', async (_, payload) => {
    const input = await forge({ payload, actor: assessor })
    const report = await judge(input, { trust })
    expect(states(report)).toEqual(stoppedAt('input'))
    expect(reason(report, 'input')).toMatch(input.length > 65_536 ? /^LIMIT_SIZE/ : /^LIMIT_DEPTH/)
  })

  it('in a presentation, where there is room for all of it', async () => {
    const payload = `{"x":${'['.repeat(2_000_000)}1${']'.repeat(2_000_000)}}`
    const report = await judge(await forge({ header: { typ: 'vp+jwt', cty: 'vp' }, payload, actor: vendor }), { trust })
    expect(reason(report, 'input')).toMatch(/^LIMIT_DEPTH /)
  })
})

describe('THREAT-034 numbers that readers see differently', () => {
  it.each(['9007199254740993', '1e400', '-1e400', '-0', '1E999', '9007199254740992.0', '1.0', '1e2', '0.1'])(
    '%s as iat',
    async (number) => {
      const input = await forge({ payload: edited(`"iat":${IAT}`, `"iat":${number}`), actor: assessor })
      const report = await judge(input, { trust })
      expect(report.verdict).toBe('rejected')
      expect(failure(report)).toMatch(/^(input: JSON_NUMBER|structure: CLAIM_TYPE|key: KEY_RETIRED) /)
    },
  )

  it.each(['NaN', 'Infinity', '+1', '01', '.5', '1.', '0x10', '1_000'])('%s is no JSON', async (number) => {
    const input = await forge({ payload: edited(`"iat":${IAT}`, `"iat":${number}`), actor: assessor })
    const report = await judge(input, { trust })
    expect(states(report)).toEqual(stoppedAt('input'))
    expect(reason(report, 'input')).toMatch(/^JSON_SYNTAX/)
  })
})

describe('THREAT-035 bytes that are no text, or more than one', () => {
  const bytes = (text: string) => [...Buffer.from(text)]
  const name = bytes('Gauge Gateway')
  /** The genuine payload with the product's name in other bytes. */
  function withName(other: readonly number[]): Uint8Array {
    const all = Buffer.from(written)
    const found = all.indexOf(Buffer.from(name))
    return Buffer.concat([all.subarray(0, found), Buffer.from(other), all.subarray(found + name.length)])
  }
  it.each<[string, number[]]>([
    ['a stray continuation byte', [0x80]],
    ['a truncated sequence', [0xe2, 0x82]],
    ['an overlong solidus', [0xc0, 0xaf]],
    ['an overlong NUL', [0xc0, 0x80]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['0xFF', [0xff]],
    ['Latin-1', [0x47, 0xe9]],
  ])('%s', async (_, other) => {
    await expectInput(await forge({ payload: withName(other), actor: assessor }), 'ENCODING')
  })

  it.each([
    ['a lone high surrogate', '\\ud800'],
    ['a lone low surrogate', '\\udc00'],
    ['surrogates in the wrong order', '\\udc00\\ud800'],
    ['U+0000', '\\u0000'],
  ])('%s, as an escape', async (_, escaped) => {
    const input = await forge({ payload: edited('Gauge Gateway', `Gauge${escaped}Gateway`), actor: assessor })
    await expectInput(input, 'ENCODING /credentialSubject/name')
  })

  it('a byte order mark', async () => {
    await expectInput(await forge({ payload: `\ufeff${written}`, actor: assessor }), 'ENCODING')
  })

  it('UTF-16', async () => {
    const report = await judge(await forge({ payload: Buffer.from(written, 'utf16le'), actor: assessor }), { trust })
    expect(states(report)).toEqual(stoppedAt('input'))
  })
})

describe('THREAT-040 encrypted and compressed tokens', () => {
  it.each([
    ['a JWE in five parts', `${compact}.AAAA.AAAA`],
    ['four parts', `${compact}.AAAA`],
    ['two parts', compact.slice(0, compact.lastIndexOf('.'))],
    ['a detached payload', compact.replace(/\.[^.]+\./, '..')],
    ['JSON serialisation', JSON.stringify({ payload: compact.split('.')[1], signatures: [] })],
    ['an SD-JWT', `${compact}~`],
    ['the document itself', written],
    [
      'the document beside its token',
      JSON.stringify({ ...certificate(), proof: { type: 'JwtProof2020', jwt: compact } }),
    ],
    ['nothing', ''],
  ])('%s', async (_, input) => {
    const report = await judge(input, { trust })
    expect(states(report)).toEqual(stoppedAt('form'))
    expect(reason(report, 'form')).toBe('FORMAT_UNSUPPORTED')
    expect(report.input.kind).toBe('unknown')
  })

  it('with p2c, or zip, in the header', async () => {
    const header = { alg: 'PBES2-HS256+A128KW', p2c: 2_147_483_647, enc: 'A128CBC-HS256', zip: 'DEF' }
    const report = await judge(await forge({ header, payload: written, actor: assessor }), { trust })
    expect(states(report)).toEqual(stoppedAt('form'))
    expect(reason(report, 'form')).toBe('ALG_NOT_ALLOWED /header/alg')
  })
})

describe('THREAT-041 dates', () => {
  const dates = [
    '2027-10-01', '2027-10-01T00:00:00', '2027-10-01T00:00Z', '2027-10-01 00:00:00Z', '2027-10-01t00:00:00Z', '2027-10-01T00:00:00z',
    '2027-10-01T24:00:00Z', '2027-10-01T25:00:00Z', '2027-10-01T23:60:00Z', '2027-10-01T23:59:60Z', '2027-10-01T23:59:61Z', '2027-06-30T23:59:60Z',
    '2027-02-29T00:00:00Z', '2027-02-30T00:00:00Z', '2027-04-31T00:00:00Z', '2027-13-01T00:00:00Z', '2027-00-01T00:00:00Z', '2027-10-00T00:00:00Z',
    '10000-01-01T00:00:00Z', '+12027-10-01T00:00:00Z', '-2027-10-01T00:00:00Z', '0000-01-01T00:00:00Z', '27-10-01T00:00:00Z', '2027-1-1T00:00:00Z',
    '2027-10-01T00:00:00+2', '2027-10-01T00:00:00+0200', '2027-10-01T00:00:00+24:00', '2027-10-01T00:00:00+02:60', '2027-10-01T00:00:00 UTC',
    '2027-10-01T00:00:00.Z', '2027-10-01T00:00:00,5Z', '2027-W40-5T00:00:00Z', '2027-274T00:00:00Z', '20271001T000000Z', '１２027-10-01T00:00:00Z',
    ' 2027-10-01T00:00:00Z', '2027-10-01T00:00:00Z ', '2027-10-01T00:00:00Z\n', '1822348800', '1822348800000', 'Fri, 01 Oct 2027 00:00:00 GMT', 'never', '',
  ] // biome-ignore format: a table of spellings
  it.each(dates)('%j is no end of validity', async (validUntil) => {
    const report = await judge(await forge({ payload: { ...genuine, validUntil }, actor: assessor }), { trust })
    expect(states(report)).toEqual(stoppedAt('structure'))
    expect(reason(report, 'structure')).toBe('DATE_MALFORMED /validUntil')
  })

  it.each([
    [1822348800],
    [1822348800000],
    [true],
    [null],
    [['2027-10-01T00:00:00Z']],
    [{ '@value': '2027-10-01T00:00:00Z' }],
  ])('%j is none either', async (validUntil) => {
    const report = await judge(await forge({ payload: { ...genuine, validUntil }, actor: assessor }), { trust })
    expect(states(report)).toEqual(stoppedAt('structure'))
  })

  it.each(['assessedOn', 'capturedAt', 'nextDue'])('a day that does not exist, in %s', async (member) => {
    const document = structuredClone(genuine) as Draft
    const never = '2026-02-30T00:00:00Z'
    const [assessment] = document.credentialSubject.conformity.assessments
    if (member === 'nextDue')
      document.credentialSubject.surveillance = { interval: 'P365D', nextDue: never, grace: 'P30D' }
    else if (member === 'assessedOn') assessment.assessedOn = never
    else {
      const digestSRI = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
      assessment.evidence = [
        {
          id: `${assessment.id}-e1`,
          type: 'Evidence',
          name: 'report.pdf',
          mediaType: 'application/pdf',
          digestSRI,
          classification: 'public',
          role: 'supports',
          capturedAt: never,
        },
      ]
    }
    const report = await judge(await forge({ payload: document, actor: assessor }), { trust })
    expect(states(report)).toEqual(stoppedAt('structure'))
    expect(reason(report, 'structure')).toMatch(new RegExp(`^DATE_MALFORMED /.*/${member}$`))
  })

  it.each([
    '2027-10-01T00:00:00Z',
    '2027-10-01T00:00:00.000Z',
    '2027-10-01T02:00:00+02:00',
    '2027-09-30T18:30:00-05:30',
  ])('%s is one', async (validUntil) => {
    expect(
      (await judge(await forge({ payload: { ...genuine, validUntil }, actor: assessor }), { trust })).verdict,
    ).toBe('accepted')
  })
})

describe('THREAT-042 claims of another type', () => {
  const claims = ['iss', 'sub', 'jti', 'iat', 'nbf', 'exp', 'aud', 'nonce', 'cnf'] as const
  const values = [null, true, [], {}, ['x'], 'never', '', 1.5, -1, '1822348800', [1822348800]]
  const numeric = new Set(['iat', 'nbf', 'exp'])
  const cases = claims.flatMap((claim) =>
    values
      .filter((value) => {
        if (numeric.has(claim)) return true
        if (claim === 'cnf') return typeof value !== 'object' || value === null || Array.isArray(value)
        return typeof value !== 'string' || value === ''
      })
      .map((value) => ({ claim, value })),
  )
  it.each(cases)('$claim $value', async ({ claim, value }) => {
    const report = await judge(await forge({ payload: { ...genuine, [claim]: value }, actor: assessor }), { trust })
    expect(states(report)).toEqual(stoppedAt('structure'))
    expect(reason(report, 'structure')).toBe(`CLAIM_TYPE /${claim}`)
  })

  it.each(['exp', 'nbf', 'iat'])('%s of 0', async (claim) => {
    const report = await judge(await forge({ payload: { ...genuine, [claim]: 0 }, actor: assessor }), { trust })
    expect(report.verdict).toBe('rejected')
    if (claim === 'iat') expect(reason(report, 'key')).toBe('KEY_RETIRED /header/kid')
    else expect(reason(report, 'structure')).toBe(`CLAIM_CONFLICT /${claim}`)
  })

  it('iat in milliseconds', async () => {
    const report = await judge(await forge({ payload: { ...genuine, iat: IAT * 1000 }, actor: assessor }), { trust })
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'structure')).toBe('CLAIM_TYPE /iat')
  })
})

describe('THREAT-045 more than one text', () => {
  it.each([
    ['a line feed', `${compact}\n`],
    ['CRLF', `${compact}\r\n`],
    ['a space in front', ` ${compact}`],
    ['a byte order mark', `\ufeff${compact}`],
    ['the token twice', `${compact}${compact}`],
    ['two tokens on two lines', `${compact}\n${compact}`],
    ['quotes', `"${compact}"`],
    ['the word Bearer', `Bearer ${compact}`],
    ['a comma', `${compact},`],
    ['padding', `${compact}=`],
    ['NUL', `${compact}\0`],
  ])('%s', async (_, input) => {
    for (const form of [input, new TextEncoder().encode(input)]) {
      const report = await judge(form, { trust })
      expect(report.verdict).toBe('rejected')
      expect(failure(report)).toMatch(/^(form: FORMAT_UNSUPPORTED|input: ENCODING)/)
      expect(states(report).signature).toBe('indeterminate')
    }
  })

  it.each([
    ['a second text behind the payload', `${written}{}`],
    ['a comment', `${written}//`],
    ['a comma at the end', edited(/}$/, ',}')],
    ['a list of one', `[${written}]`],
    ['a text', JSON.stringify(written)],
    ['null', 'null'],
    ['nothing', ' '],
  ])('%s', async (_, payload) => {
    const report = await judge(await forge({ payload, actor: assessor }), { trust })
    expect(report.verdict).toBe('rejected')
    expect(failure(report)).toMatch(/^(form: FORMAT_UNSUPPORTED|input: JSON_SYNTAX)/)
  })

  it('base64url aliases of a signed part are other tokens, and none', async () => {
    const [header = '', payload = '', signature = ''] = compact.split('.')
    const last = signature.at(-1) ?? ''
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const twin = alphabet[alphabet.indexOf(last) ^ 1]
    for (const input of [
      `${header}.${payload}.${signature.slice(0, -1)}${twin}`,
      `${header}.${payload}.${signature}==`,
      `${header}.${payload}.${signature.replaceAll('-', '+').replaceAll('_', '/')}+`,
      `${header}=.${payload}.${signature}`,
      `${header}.${payload.slice(0, 100)}\n${payload.slice(100)}.${signature}`,
    ]) {
      const report = await judge(input, { trust })
      expect(report.verdict).toBe('rejected')
      expect(failure(report)).toMatch(/^(form: FORMAT_UNSUPPORTED|input: ENCODING)/)
    }
  })
})
