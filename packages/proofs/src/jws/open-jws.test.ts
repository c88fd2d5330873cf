import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import type { Problem, Result } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { ALGORITHM_NAMES } from '../algorithms.js'
import { openSecured } from '../mechanisms/open-secured.js'
import { settle } from '../settle/settle.js'
import { settleSync } from '../settle/settle-sync.js'
import { craftJws, credentialHeader } from '../testing/craft-jws.js'
import { testKey } from '../testing/keys.js'
import { openJws } from './open-jws.js'

const key = testKey('EdDSA')
const header = credentialHeader(key)
const payload = { issuer: key.did, iat: 1795510800 }
const good = craftJws({ header, payload, key })
const [goodHeader, goodPayload, goodSignature] = good.split('.') as [string, string, string]

/** What `openSecured` says is wrong: code and pointer of each problem. */
function problems(input: unknown): readonly (readonly [string, string])[] {
  return list(openSecured(input as string))
}
function list(result: Result<unknown>): readonly (readonly [string, string])[] {
  return result.ok ? [] : result.problems.map(({ code, pointer }: Problem) => [code, pointer] as const)
}
const withHeader = (changed: unknown) => craftJws({ header: changed, payload, key })
const base64url = (text: string | Uint8Array) => Buffer.from(text).toString('base64url')

describe('a good credential', () => {
  it('opens from text and from bytes alike, with what was signed and nothing else', () => {
    for (const input of [good, Buffer.from(good), new Uint8Array(Buffer.from(good))]) {
      const opened = openSecured(input)
      expect(opened).toMatchObject({
        ok: true,
        value: {
          mechanism: 'vc+jwt',
          kind: 'credential',
          kid: key.kid,
          algorithm: 'EdDSA',
          header,
          document: { issuer: key.did },
          claims: { iat: 1795510800 },
          signedAt: 1795510800000,
          compact: good,
        },
      })
      expect(opened.ok && Object.keys(opened.value.document)).toEqual(['issuer'])
    }
  })

  it.each(ALGORITHM_NAMES)('signed with %s is valid for both settles', async (algorithm) => {
    const signer = testKey(algorithm)
    const opened = openSecured(craftJws({ header: credentialHeader(signer), payload, key: signer }))
    const job = opened.ok ? opened.value.signatureJob(signer.key) : undefined
    if (!job?.ok) throw new Error('a job')
    expect(settleSync([job.value])).toEqual(['valid'])
    expect(await settle([job.value])).toEqual(['valid'])
  })

  it('may leave out cty, and may call EdDSA Ed25519', () => {
    const { cty: _cty, ...rest } = header
    expect(problems(withHeader(rest))).toEqual([])
    expect(problems(withHeader({ ...header, alg: 'Ed25519' }))).toEqual([])
  })

  it('has a message that later changes of the input bytes do not reach', () => {
    const bytes = new Uint8Array(Buffer.from(good))
    const opened = openSecured(bytes)
    const job = opened.ok ? opened.value.signatureJob(key.key) : undefined
    if (!job?.ok) throw new Error('a job')
    bytes.fill(0x41)
    expect(settleSync([job.value])).toEqual(['valid'])
  })
})

describe('THREAT-001 unsigned tokens', () => {
  const spellings = ['none', 'None', 'NONE', 'nOnE', 'none ', ' none', 'none\u0000', '', 'null', null, false, 0, [], {}]
  it.each([...spellings, ['none'], 'nοne'])('alg %j is ALG_NOT_ALLOWED, with and without a third part', (alg) => {
    const unsigned = `${base64url(JSON.stringify({ ...header, alg }))}.${goodPayload}.`
    expect(problems(unsigned)[0]).toEqual(
      alg === 'none\u0000' ? ['ENCODING', '/header/alg'] : ['ALG_NOT_ALLOWED', '/header/alg'],
    )
    expect(problems(unsigned + goodSignature)[0]?.[0]).toBe(problems(unsigned)[0]?.[0])
  })

  it('no alg at all is ALG_NOT_ALLOWED', () => {
    const { alg: _alg, ...rest } = header
    expect(problems(withHeader(rest))).toEqual([['ALG_NOT_ALLOWED', '/header/alg']])
  })

  it('alg is judged first, whatever else is wrong with the header', () => {
    expect(problems(withHeader({ alg: 'none', crit: ['exp'], jwk: {}, typ: 'JWT' }))).toEqual([
      ['ALG_NOT_ALLOWED', '/header/alg'],
      ['HEADER_CRIT', '/header/crit'],
      ['HEADER_FORBIDDEN', '/header/jwk'],
      ['TYP_MISMATCH', '/header/typ'],
      ['KEY_NOT_FOUND', '/header/kid'],
    ])
  })

  it('an empty third part under a good header is an invalid signature', async () => {
    const opened = openSecured(`${goodHeader}.${goodPayload}.`)
    const job = opened.ok ? opened.value.signatureJob(key.key) : undefined
    if (!job?.ok) throw new Error('a job')
    expect(settleSync([job.value])).toEqual(['invalid'])
    expect(await settle([job.value])).toEqual(['invalid'])
  })
})

describe('THREAT-002 a public key as HMAC secret', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = publicKey.export({ format: 'pem', type: 'spki' })
  const secrets: readonly (readonly [string, string | Uint8Array])[] = [
    ['PEM', pem],
    ['PEM with spaces around it', ` ${pem} `],
    ['DER', publicKey.export({ format: 'der', type: 'spki' })],
    ['JWK', JSON.stringify(key.publicKeyJwk)],
    ['raw bytes', Buffer.from(key.publicKeyJwk.x, 'base64url')],
  ]
  it.each(secrets)('as %s: every symmetric algorithm is ALG_NOT_ALLOWED', (_label, secret) => {
    for (const bits of [256, 384, 512]) {
      const input = `${base64url(JSON.stringify({ ...header, alg: `HS${bits}` }))}.${goodPayload}`
      const tag = createHmac(`sha${bits}`, secret).update(input).digest()
      expect(problems(`${input}.${base64url(tag)}`)).toEqual([['ALG_NOT_ALLOWED', '/header/alg']])
    }
  })
})

describe('THREAT-018 algorithms outside the profile', () => {
  it.each([
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'ES256K',
    'ES512',
    'Ed448',
    'RS1',
    'ML-DSA-44',
    'dir',
    'A128KW',
    'PBES2-HS256+A128KW',
    'eddsa',
    'es256',
    'ES256 ',
    'constructor',
    '__proto__',
    'toString',
  ])('%s is ALG_NOT_ALLOWED', (alg) => {
    expect(problems(withHeader({ ...header, alg }))).toEqual([['ALG_NOT_ALLOWED', '/header/alg']])
  })

  it('a perfect RS256 signature is no exception', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
    const input = `${base64url(JSON.stringify({ ...header, alg: 'RS256' }))}.${goodPayload}`
    const signature = createSign('sha256').update(input).sign(privateKey)
    expect(problems(`${input}.${base64url(signature)}`)).toEqual([['ALG_NOT_ALLOWED', '/header/alg']])
  })
})

describe('THREAT-003 the key decides about the algorithm', () => {
  const pairs = ALGORITHM_NAMES.flatMap((alg) => ALGORITHM_NAMES.map((other) => [alg, other] as const))
  it.each(pairs)('a header with %s and a key for %s', (alg, other) => {
    const signer = testKey(other)
    const opened = openSecured(craftJws({ header: { ...credentialHeader(signer), alg }, payload, key: signer }))
    if (!opened.ok) throw new Error('opens')
    const job = opened.value.signatureJob(signer.key)
    if (alg === other) expect(job.ok).toBe(true)
    else expect(list(job)).toEqual([['KEY_ALG_MISMATCH', '/header/alg']])
  })
})

describe('THREAT-004 keys that travel with the token', () => {
  const { publicKeyJwk } = key
  it.each([
    ['jwk', publicKeyJwk],
    ['jku', 'https://attacker.example/keys'],
    ['x5u', 'https://attacker.example/chain'],
    ['x5c', ['MIIB']],
    ['x5t', 'AA'],
    ['x5t#S256', 'AA'],
    ['trust_chain', []],
  ])('%s is HEADER_FORBIDDEN, though the signature is right', (member, value) => {
    const pointer = `/header/${member}`
    expect(problems(withHeader({ ...header, [member]: value }))).toEqual([['HEADER_FORBIDDEN', pointer]])
  })

  it.each(['iss', 'kID', 'alg ', 'nonce', 'url', 'iat', 'a/b~c', ''])('so is any other member: %j', (member) => {
    const pointer = `/header/${member.replace('~', '~0').replace('/', '~1')}`
    expect(problems(withHeader({ ...header, [member]: 'x' }))).toEqual([['HEADER_FORBIDDEN', pointer]])
  })
})

describe('THREAT-008, THREAT-009 the key id', () => {
  it.each<readonly [string, unknown]>([
    ['null', null],
    ['a number', 7],
    ['a list', [key.kid]],
    ['an object', {}],
    ['empty', ''],
    ['a DID without fragment', key.did],
    ['a fragment alone', '#key-1'],
    ['an empty fragment', `${key.did}#`],
    ['two fragments', `${key.kid}#x`],
    ['a path', '../../dev/null'],
    ['SQL', "'; DROP TABLE keys; --"],
    ['a URL', 'https://attacker.example/key#1'],
    ['a DID with a space', `${key.did} #x`],
    ['a line break', `${key.kid}\n`],
    ['other letters than ASCII', 'did:web:аlliance.example#1'],
    ['a scheme in upper case', `DID:${key.kid.slice(4)}`],
    ['no method', 'did::x#1'],
    ['513 characters', `did:web:${'a'.repeat(513 - 10)}#1`],
    ['3,000 characters', `did:web:${'#'.repeat(3000)}`],
  ])('%s is KEY_NOT_FOUND before any lookup', (_label, kid) => {
    expect(problems(withHeader({ ...header, kid }))).toEqual([['KEY_NOT_FOUND', '/header/kid']])
  })

  it('absent is KEY_NOT_FOUND: no key is tried in its place', () => {
    const { kid: _kid, ...rest } = header
    expect(problems(withHeader(rest))).toEqual([['KEY_NOT_FOUND', '/header/kid']])
  })

  it('of a megabyte is LIMIT_SIZE', () => {
    const input = withHeader({ ...header, kid: `did:web:${'a'.repeat(1 << 20)}#1` })
    expect(list(openSecured(input, { maxBytes: 64 * 1024 }))).toEqual([['LIMIT_SIZE', '']])
    expect(problems(input)).toEqual([['LIMIT_SIZE', '/header']])
  })

  it('with U+0000 in it is ENCODING', () => {
    expect(problems(withHeader({ ...header, kid: `${key.kid}\u0000` }))).toEqual([['ENCODING', '/header/kid']])
  })

  it.each([
    'did:web:a.example#../../etc/passwd',
    'did:web:a.example#%00',
    "did:web:a.example#';--",
    `did:web:${'a'.repeat(502)}#1`,
  ])('is an opaque text otherwise, kept as it is: %.40s', (kid) => {
    const opened = openSecured(withHeader({ ...header, kid }))
    expect(opened).toMatchObject({ ok: true, value: { kid } })
  })
})

describe('THREAT-020 critical extensions', () => {
  it.each<readonly [string, Record<string, unknown>]>([
    ['an unknown one', { crit: ['http://attacker.example/ext'] }],
    ['none', { crit: [] }],
    ['the same twice', { crit: ['x', 'x'] }],
    ['a registered parameter', { crit: ['alg'] }],
    ['a claim', { crit: ['exp'] }],
    ['a text', { crit: 'exp' }],
    ['null', { crit: null }],
    ['an object', { crit: { exp: 1 } }],
  ])('crit with %s is HEADER_CRIT', (_label, members) => {
    expect(problems(withHeader({ ...header, ...members }))).toEqual([['HEADER_CRIT', '/header/crit']])
  })

  it('crit with b64 is refused for both', () => {
    expect(problems(withHeader({ ...header, crit: ['b64'], b64: false }))).toEqual([
      ['HEADER_CRIT', '/header/crit'],
      ['FORMAT_UNSUPPORTED', '/header/b64'],
    ])
  })

  it('crit in an unprotected header comes with the JSON serialisation, which is not read', () => {
    const jws = { protected: goodHeader, header: { crit: ['x'] }, payload: goodPayload, signature: goodSignature }
    expect(problems(JSON.stringify(jws))).toEqual([['FORMAT_UNSUPPORTED', '']])
  })
})

describe('THREAT-021, THREAT-040 other formats', () => {
  const general = { payload: goodPayload, signatures: [{ protected: goodHeader, signature: goodSignature }] }
  const flattened = { payload: goodPayload, protected: goodHeader, signature: goodSignature }
  it.each<readonly [string, unknown]>([
    ['flattened JSON serialisation', JSON.stringify(flattened)],
    ['general JSON serialisation', JSON.stringify(general)],
    ['JSON as bytes', Buffer.from(JSON.stringify(flattened))],
    ['a JSON list', `[${JSON.stringify(good)}]`],
    ['a JSON string', JSON.stringify(good)],
    ['a detached payload', `${goodHeader}..${goodSignature}`],
    ['no header', `.${goodPayload}.${goodSignature}`],
    ['two parts', `${goodHeader}.${goodPayload}`],
    ['one part', goodHeader],
    ['a JWE', `${good}.AAAA.AAAA`],
    ['a JWE with p2c', `${base64url(JSON.stringify({ alg: 'PBES2-HS256+A128KW', p2c: 1e9, enc: 'A128GCM' }))}.A.A.A.A`],
    ['a compressed JWE', `${base64url(JSON.stringify({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' }))}..A.A.A`],
    ['an SD-JWT', `${good}~WyJzIiwiYSIsMV0~`],
    ['an SD-JWT with a key binding JWT', `${good}~${good}`],
    ['empty', ''],
    ['a dot', '.'],
    ['XML', '<a.b.c/>'],
    ['no text or bytes: null', null],
    ['no text or bytes: a number', 7],
    ['no text or bytes: a list', [good]],
  ])('%s is FORMAT_UNSUPPORTED', (_label, input) => {
    expect(problems(input)).toEqual([['FORMAT_UNSUPPORTED', '']])
  })

  it.each([
    ['b64', false],
    ['b64', true],
    ['zip', 'DEF'],
    ['enc', 'A128GCM'],
  ])('a header with %s: %j is FORMAT_UNSUPPORTED', (member, value) => {
    expect(problems(withHeader({ ...header, [member]: value }))).toEqual([['FORMAT_UNSUPPORTED', `/header/${member}`]])
  })

  it.each(['[]', '"text"', 'null', '7', 'true'])('a payload %s is FORMAT_UNSUPPORTED', (text) => {
    expect(problems(craftJws({ header, payload: text, key }))).toEqual([['FORMAT_UNSUPPORTED', '']])
  })

  it.each(['[]', '"text"', 'null', '7'])('a header %s is FORMAT_UNSUPPORTED', (text) => {
    expect(problems(withHeader(text))).toEqual([['FORMAT_UNSUPPORTED', '/header']])
  })
})

describe('THREAT-022 other spellings of the same bytes', () => {
  const parts = [
    ['header', 0, '/header'],
    ['payload', 1, ''],
    ['signature', 2, '/signature'],
  ] as const
  const spellings: readonly (readonly [string, (text: string) => string])[] = [
    ['padding', (text) => `${text}=`],
    ['double padding', (text) => `${text}==`],
    ['a space', (text) => `${text.slice(0, 4)} ${text.slice(4)}`],
    ['a line break', (text) => `${text.slice(0, 4)}\n${text.slice(4)}`],
    ['a carriage return', (text) => `${text.slice(0, 4)}\r${text.slice(4)}`],
    ['a tab', (text) => `${text.slice(0, 4)}\t${text.slice(4)}`],
    ['plus', (text) => `${text.slice(0, 4)}+${text.slice(5)}`],
    ['slash', (text) => `${text.slice(0, 4)}/${text.slice(5)}`],
    ['percent', (text) => `${text.slice(0, 4)}%41${text.slice(5)}`],
    ['a zero', (text) => `${text.slice(0, 4)}\0${text.slice(5)}`],
    ['an impossible length', (text) => text.slice(0, text.length - (text.length % 4) - 3)],
    // Its low byte is "A": a reader that keeps eight bits of a character would take it.
    ['a letter beyond Latin-1', (text) => `${text.slice(0, 4)}Ł${text.slice(5)}`],
    ['a fullwidth letter', (text) => `${text.slice(0, 4)}Ａ${text.slice(5)}`],
  ]
  it.each(parts.flatMap((part) => spellings.map((spelling) => [...part, ...spelling] as const)))(
    'in the %s (part %i, at "%s"): %s is ENCODING',
    (_part, index, pointer, _label, respell) => {
      const changed = good.split('.')
      changed[index] = respell(changed[index]!)
      // A space at the very end of the token is around it, not in it.
      expect(problems(changed.join('.'))).toEqual([['ENCODING', pointer]])
    },
  )

  it('non-zero trailing bits are ENCODING in each part that has any', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    let tried = 0
    for (const [, index, pointer] of parts) {
      // Padding members so that each part in turn ends with spare bits.
      for (const filler of ['', 'a', 'ab']) {
        const jws = craftJws({
          header: { ...header, kid: `${key.kid}${filler}` },
          payload: { ...payload, filler },
          key,
        })
        const changed = jws.split('.')
        const part = changed[index]!
        const spare = part.length % 4 === 2 ? 4 : part.length % 4 === 3 ? 2 : 0
        if (spare === 0) continue
        const last = alphabet.indexOf(part.at(-1)!)
        changed[index] = part.slice(0, -1) + alphabet[last | (spare === 4 ? 1 : 1)]
        expect(problems(changed.join('.'))).toEqual([['ENCODING', pointer]])
        tried++
      }
    }
    expect(tried).toBeGreaterThanOrEqual(6)
  })

  it('bytes above ASCII are ENCODING', () => {
    for (const byte of [0x80, 0xa0, 0xc3, 0xff]) {
      const bytes = Buffer.from(good)
      bytes[goodHeader.length + 5] = byte
      expect(problems(bytes)).toEqual([['ENCODING', '']])
    }
  })
})

describe('THREAT-023 one kind of artefact in place of another', () => {
  const kinds = [
    'vc+jwt',
    'vp+jwt',
    'trust-manifest+jwt',
    'kb+jwt',
    'vc+sd-jwt',
    'dc+sd-jwt',
    'statuslist+jwt',
    'at+jwt',
    'JWT',
    'dpop+jwt',
    'secevent+jwt',
    'entity-statement+jwt',
    'application/vc+jwt',
    'VC+JWT',
    'vc+jwt ',
    'vc+ld+jwt',
  ]
  const readers: readonly (readonly [string, string, (input: string) => Result<unknown>])[] = [
    ['openSecured', 'vc+jwt or vp+jwt', (input) => openSecured(input)],
    ['openJws for credentials', 'vc+jwt', (input) => openJws({ input, typ: 'vc+jwt', maxBytes: 65536 })],
    ['openJws for presentations', 'vp+jwt', (input) => openJws({ input, typ: 'vp+jwt', maxBytes: 65536 })],
    [
      'openJws for manifests',
      'trust-manifest+jwt',
      (input) => openJws({ input, typ: 'trust-manifest+jwt', maxBytes: 65536 }),
    ],
  ]
  it.each(readers.flatMap((reader) => kinds.map((typ) => [reader[0], reader[1], typ, reader[2]] as const)))(
    '%s takes %s only: given %s',
    (_name, takes, typ, open) => {
      const { cty: _cty, ...rest } = header
      const found = list(open(withHeader({ ...rest, typ })))
      if (takes.split(' or ').includes(typ)) expect(found).toEqual([])
      else expect(found).toEqual([['TYP_MISMATCH', '/header/typ']])
    },
  )

  it.each([undefined, null, 7, ['vc+jwt'], ''])('a typ %j is TYP_MISMATCH', (typ) => {
    expect(problems(withHeader({ ...header, typ }))).toEqual([['TYP_MISMATCH', '/header/typ']])
  })

  it.each(['vp', 'VC', 'application/vc', 'JWT', '', null, 7])('a cty %j in a credential is TYP_MISMATCH', (cty) => {
    expect(problems(withHeader({ ...header, cty }))).toEqual([['TYP_MISMATCH', '/header/cty']])
  })

  it('a cty where none is expected is TYP_MISMATCH', () => {
    const input = withHeader({ ...header, typ: 'trust-manifest+jwt' })
    expect(list(openJws({ input, typ: 'trust-manifest+jwt', maxBytes: 65536 }))).toEqual([
      ['TYP_MISMATCH', '/header/cty'],
    ])
  })
})

describe('THREAT-030 one header or payload with two readings', () => {
  const twice = (members: string) => `{"alg":"EdDSA","kid":${JSON.stringify(key.kid)},"typ":"vc+jwt",${members}}`
  it.each([
    ['alg', '"alg":"none"'],
    ['kid', '"kid":"did:web:a.example#1"'],
    ['typ', '"typ":"vp+jwt"'],
    ['alg', '"\\u0061lg":"ES256"'],
  ])('a second %s in the header is JSON_DUPLICATE_KEY: %s', (member, text) => {
    expect(problems(withHeader(twice(text)))).toEqual([['JSON_DUPLICATE_KEY', `/header/${member}`]])
  })

  it.each([
    ['/issuer', '{"issuer":"a","issuer":"b"}'],
    ['/issuer', '{"issuer":"a","\\u0069ssuer":"b"}'],
    ['/a/b', '{"a":{"b":1,"b":2}}'],
    ['/iat', '{"iat":1,"iat":2}'],
  ])('a second member at %s of the payload is JSON_DUPLICATE_KEY', (pointer, text) => {
    expect(problems(craftJws({ header, payload: text, key }))).toEqual([['JSON_DUPLICATE_KEY', pointer]])
  })

  it('a __proto__ in either is JSON_FORBIDDEN_KEY', () => {
    expect(problems(withHeader(twice('"__proto__":{"alg":"none"}')))).toEqual([
      ['JSON_FORBIDDEN_KEY', '/header/__proto__'],
    ])
    expect(problems(craftJws({ header, payload: '{"__proto__":{}}', key }))).toEqual([
      ['JSON_FORBIDDEN_KEY', '/__proto__'],
    ])
  })

  it.each(['{', '', ' ', '{}}', '{"a":1}{"b":2}', "{'a':1}"])('a header that is no JSON is JSON_SYNTAX: %j', (text) => {
    const input = `${base64url(text)}.${goodPayload}.${goodSignature}`
    expect(problems(input)[0]).toEqual(text === '' ? ['FORMAT_UNSUPPORTED', ''] : ['JSON_SYNTAX', '/header'])
  })
})

describe('THREAT-033 size', () => {
  it('is judged on the whole input before anything is decoded', () => {
    expect(list(openSecured(good, { maxBytes: good.length }))).toEqual([])
    expect(list(openSecured(good, { maxBytes: good.length - 1 }))).toEqual([['LIMIT_SIZE', '']])
    expect(list(openSecured(Buffer.from(good), { maxBytes: good.length - 1 }))).toEqual([['LIMIT_SIZE', '']])
  })

  it('of a header is 4,096 characters', () => {
    const filler = (length: number) => withHeader({ ...header, kid: `${key.kid}${'a'.repeat(length)}` })
    expect(problems(filler(2800))).toEqual([['KEY_NOT_FOUND', '/header/kid']])
    expect(problems(filler(3000))).toEqual([['LIMIT_SIZE', '/header']])
  })

  it('is 8 MiB for a presentation by default', () => {
    const presentation = (length: number) =>
      craftJws({ header: { ...header, typ: 'vp+jwt', cty: 'vp' }, payload: { filler: 'a'.repeat(length) }, key })
    expect(problems(presentation(3 << 20))).toEqual([])
    expect(problems(presentation(7 << 20))).toEqual([['LIMIT_SIZE', '']])
  })

  it('is 64 KiB for a credential by default', () => {
    const filler = 'a'.repeat(49_500)
    const large = craftJws({ header, payload: { filler }, key })
    expect(large.length).toBeGreaterThan(64 * 1024)
    expect(problems(large)).toEqual([['LIMIT_SIZE', '']])
    expect(list(openSecured(large, { maxBytes: 70_000 }))).toEqual([])
  })
})

describe('THREAT-045 something before, behind or beside it', () => {
  it.each<readonly [string, string]>([
    ['a line feed behind it', `${good}\n`],
    ['CRLF behind it', `${good}\r\n`],
    ['a space behind it', `${good} `],
    ['a space before it', ` ${good}`],
    ['a line feed before it', `\n${good}`],
    ['a byte order mark before it', `\ufeff${good}`],
    ['a zero behind it', `${good}\0`],
    ['itself again', good + good],
    ['itself again on a line of its own', `${good}\n${good}`],
    ['a dot behind it', `${good}.`],
    ['a dot before it', `.${good}`],
  ])('%s is FORMAT_UNSUPPORTED', (_label, input) => {
    expect(problems(input)).toEqual([['FORMAT_UNSUPPORTED', '']])
    expect(problems(Buffer.from(input, 'utf8'))).toEqual([['FORMAT_UNSUPPORTED', '']])
  })

  it('JSON behind the payload’s JSON is JSON_SYNTAX', () => {
    const text = JSON.stringify(payload)
    expect(problems(craftJws({ header, payload: `${text}{}`, key }))).toEqual([['JSON_SYNTAX', '']])
  })
})

describe('THREAT-050 an object beside the token', () => {
  const document = { '@context': ['https://www.w3.org/ns/credentials/v2'], issuer: 'did:web:attacker.example' }
  it.each<readonly [string, unknown]>([
    ['the object alone', document],
    ['as text', JSON.stringify(document)],
    ['with proof.jwt, as Veramo writes it', { ...document, proof: { type: 'JwtProof2020', jwt: good } }],
    ['with proof.jwt as text', JSON.stringify({ ...document, proof: { type: 'JwtProof2020', jwt: good } })],
    ['with a renamed proof.type', JSON.stringify({ ...document, proof: { type: 'JwtProof2021', jwt: good } })],
    ['with proof.type left out', JSON.stringify({ ...document, proof: { jwt: good } })],
    ['with the token as a member', JSON.stringify({ ...document, jwt: good })],
    ['enveloped, where a token is asked for', JSON.stringify({ id: `data:application/vc+jwt,${good}` })],
  ])('%s is FORMAT_UNSUPPORTED', (_label, input) => {
    expect(problems(input)).toEqual([['FORMAT_UNSUPPORTED', '']])
  })
})
