import { createHmac, createPublicKey } from 'node:crypto'
import { type Json, type PublishedKey, parseInstant } from '@trusted-tech/model'
import { planVerify, type Question } from '@trusted-tech/verifier'
import { describe, expect, it } from 'vitest'
import { type Actor, createActor, publishedKey, withKid } from '../world/actor.js'
import { breakSignature, forge } from '../world/forge.js'
import { CERTIFICATE_STATES, DECLARATION_STATES, judge, notes, reason, states, stoppedAt } from '../world/judge.js'
import {
  accreditation,
  actors,
  at,
  certificate,
  cleanLists,
  type Draft,
  declaration,
  EARLY,
  IAT,
  membership,
  NOW,
  present,
  sign,
  statusList,
  trustAlso,
  usualTrust,
} from '../world/world.js'
import { trustWithKeys } from './usual-trust-but.js'

const { alliance, assessor, limited, vendor, registry, stranger } = actors
const trust = await usualTrust()
const payload = () => ({ ...certificate(), iat: IAT })

/** Refused by its header alone: no key was looked for, and no signature is verified. */
async function expectForm(input: string, expected: string) {
  const report = await judge(input, { trust })
  expect(report.verdict).toBe('rejected')
  expect(states(report)).toEqual(stoppedAt('form'))
  expect(reason(report, 'form')).toBe(expected)
  expect(planVerify({ input, trust, now: NOW }).jobs).toEqual([])
}

describe('THREAT-001 a token that says it needs no signature', () => {
  it.each(['none', 'None', 'NONE', 'nOnE', 'none ', ' none', '', null, undefined, [], ['none'], 'EdDSA '])(
    'alg %j',
    async (alg) => {
      await expectForm(
        await forge({ header: { alg }, payload: payload(), actor: assessor }),
        'ALG_NOT_ALLOWED /header/alg',
      )
    },
  )

  it('alg none with an empty third part', async () => {
    const input = await forge({ header: { alg: 'none' }, payload: payload(), actor: assessor, signature: '' })
    await expectForm(input, 'ALG_NOT_ALLOWED /header/alg')
  })

  it('an empty third part under an allowed algorithm is a bad signature', async () => {
    const report = await judge(await forge({ payload: payload(), actor: assessor, signature: '' }), { trust })
    expect(states(report)).toEqual(stoppedAt('signature'))
    expect(reason(report, 'signature')).toBe('SIG_INVALID')
  })
})

describe('THREAT-002 a public key as the secret of an HMAC', () => {
  const key = createPublicKey({ key: { ...(assessor.publicJwk as object) }, format: 'jwk' })
  it.each([
    ['PEM', key.export({ format: 'pem', type: 'spki' })],
    ['PEM with a line in front', `\n${key.export({ format: 'pem', type: 'spki' })}`],
    ['DER', key.export({ format: 'der', type: 'spki' })],
    ['JWK', JSON.stringify(assessor.publicJwk)],
    ['the point itself', Buffer.from(String(assessor.publicJwk['x']), 'base64url')],
    ['multikey', assessor.multikey],
  ])('%s', async (_, secret) => {
    for (const alg of ['HS256', 'HS256 ', 'hs256']) {
      const unsigned = await forge({ header: { alg }, payload: payload(), actor: assessor, signature: '' })
      const mac = createHmac('sha256', secret).update(unsigned.slice(0, -1)).digest()
      await expectForm(`${unsigned}${mac.toString('base64url')}`, 'ALG_NOT_ALLOWED /header/alg')
    }
  })
})

describe('THREAT-003 an algorithm that is not the key’s', () => {
  const keys = (['Ed25519', 'P-256', 'P-384'] as const).map((curve) =>
    createActor({ seed: `on ${curve}`, name: assessor.name, did: assessor.did, curve }),
  )
  const own = { Ed25519: 'EdDSA', 'P-256': 'ES256', 'P-384': 'ES384' } as Record<string, string>
  const cases = keys.flatMap((key) =>
    ['EdDSA', 'ES256', 'ES384'].map((alg) => ({ alg, key, crv: String(key.publicJwk['crv']) })),
  )

  it.each(cases)('$alg under a key on $crv', async ({ alg, key, crv }) => {
    const known = await trustWithKeys([{ publicKeyMultibase: key.multikey }], {
      statusLists: await Promise.all([
        ...(await cleanLists(alliance)),
        ...(['revocation', 'suspension'] as const).map((purpose) => statusList(assessor, purpose, [], { signer: key })),
      ]),
    })
    const report = await judge(await forge({ header: { alg }, payload: payload(), actor: key }), { trust: known })
    if (alg === own[crv]) expect(report.verdict).toBe('accepted')
    else {
      expect(states(report)).toEqual(stoppedAt('key'))
      expect(reason(report, 'key')).toBe('KEY_ALG_MISMATCH /header/alg')
    }
  })

  it.each(['RS256', 'PS256', 'ES256K', 'ES512', 'HS384', 'Ed448', 'ML-DSA-65', 'eddsa'])(
    '%s is none of the profile, whatever the key',
    async (alg) => {
      for (const actor of keys)
        await expectForm(await forge({ header: { alg }, payload: payload(), actor }), 'ALG_NOT_ALLOWED /header/alg')
    },
  )
})

describe('THREAT-004 THREAT-005 a key or its address in the header', () => {
  it.each([
    ['jwk', stranger.publicJwk],
    ['jku', 'https://evil.example/keys.json'],
    ['x5u', 'https://evil.example/chain.pem'],
    ['x5c', ['MIIB']],
    ['x5t', 'AAAA'],
    ['x5t#S256', 'AAAA'],
  ])('%s is refused, although it signed the token', async (member, value) => {
    const actor = withKid(stranger, assessor.kid)
    await expectForm(
      await forge({ header: { [member]: value }, payload: payload(), actor }),
      `HEADER_FORBIDDEN /header/${member}`,
    )
  })

  it('is refused beside a genuine signature too', async () => {
    await expectForm(
      await forge({ header: { jwk: assessor.publicJwk }, payload: payload(), actor: assessor }),
      'HEADER_FORBIDDEN /header/jwk',
    )
  })
})

describe('THREAT-006 an issuer that made itself', () => {
  const didKey = createActor({ seed: 'self-made', name: 'Meridian Assurance' })
  const didJwk = (() => {
    const did = `did:jwk:${Buffer.from(JSON.stringify(didKey.publicJwk)).toString('base64url')}`
    return { ...withKid(didKey, `${did}#0`), did }
  })()
  const none = { input: 'passed', trust: 'passed', form: 'passed', structure: 'passed' } as const

  describe.each([
    ['did:key', didKey],
    ['did:jwk', didJwk],
    ['did:web', stranger],
  ] as const)('with a %s', (method, self) => {
    it('a certificate with a perfect signature is refused before anything is verified', async () => {
      const input = await sign(certificate(self), self)
      const report = await judge(input, { trust })
      expect(states(report)).toEqual(stoppedAt('issuer'))
      expect(states(report)).toMatchObject(none)
      expect(reason(report, 'issuer')).toBe('ISSUER_NOT_TRUSTED /issuer/id')
    })

    it('a certificate under trust data that has expired: its issuer may be new', async () => {
      const stale = await usualTrust({ expires: at('2026-10-31T00:00:00Z') })
      const report = await judge(await sign(certificate(self), self), { trust: stale })
      expect(report.verdict).toBe('indeterminate')
      expect(reason(report, 'trust')).toBe('BUNDLE_EXPIRED /expires')
      expect(states(report)).toEqual({ ...stoppedAt('issuer', 'indeterminate'), trust: 'indeterminate' })
    })

    it('a declaration with a broken signature is refused', async () => {
      const report = await judge(breakSignature(await sign(declaration(self), self)), { trust })
      expect(report.verdict).toBe('rejected')
      if (method === 'did:web') expect(reason(report, 'key')).toBe('KEY_NOT_FOUND /header/kid')
      else expect(reason(report, 'signature')).toBe('SIG_INVALID')
      expect(reason(report, 'issuer')).toBe('VENDOR_UNKNOWN /issuer/id')
    })
  })

  it.each([
    ['did:key', didKey],
    ['did:jwk', didJwk],
  ] as const)('a declaration with a %s and a perfect signature is indeterminate, or asked for', async (_, self) => {
    const document = declaration(self)
    delete document.credentialStatus
    const input = await sign(document, self)
    const report = await judge(input, { trust })
    expect(report.verdict).toBe('indeterminate')
    expect(states(report)).toEqual({ ...DECLARATION_STATES, status: 'notApplicable', issuer: 'indeterminate' })
    expect(reason(report, 'issuer')).toBe('VENDOR_UNKNOWN /issuer/id')
    const allowed = await judge(input, { trust, question: { allowUnknownVendor: true } })
    expect(allowed.verdict).toBe('accepted')
    expect(notes(allowed, 'issuer')).toEqual(['VENDOR_UNKNOWN /issuer/id'])
    expect(allowed.question.allowUnknownVendor).toBe(true)
  })
})

describe('THREAT-007 a key that belongs to another DID', () => {
  it.each<[string, Actor]>([
    ['of another accredited issuer', limited],
    ['of an anchor', alliance],
    ['of a did:key', vendor],
    ['under the same host', withKid(stranger, `${assessor.did}:eu#key-1`)],
    ['with a path in the DID URL', withKid(assessor, `${assessor.did}/a#key-1`)],
    ['with a query in the DID URL', withKid(assessor, `${assessor.did}?versionId=1#key-1`)],
  ])('%s', async (_, actor) => {
    const report = await judge(await sign(certificate(), actor), { trust })
    expect(states(report)).toEqual(stoppedAt('key'))
    expect(reason(report, 'key')).toBe('KEY_CONTROLLER /header/kid')
  })

  it('somebody else’s key under the issuer’s key id', async () => {
    const report = await judge(await sign(certificate(), withKid(stranger, assessor.kid)), { trust })
    expect(states(report)).toEqual(stoppedAt('signature'))
    expect(reason(report, 'signature')).toBe('SIG_INVALID')
  })
})

describe('THREAT-008 a key id that names no key, or another one', () => {
  it.each([
    undefined,
    null,
    '',
    'key-1',
    '#key-1',
    assessor.did,
    `${assessor.did}#`,
    `${assessor.kid}#key-1`,
    [assessor.kid],
    1,
  ])('%j is none', async (kid) => {
    await expectForm(await forge({ header: { kid }, payload: payload(), actor: assessor }), 'KEY_NOT_FOUND /header/kid')
  })

  it.each(['#key-2', '#KEY-1', '#key-1/', '#key%2D1'])('%s is not in the history', async (fragment) => {
    const report = await judge(await sign(certificate(), withKid(assessor, `${assessor.did}${fragment}`)), { trust })
    expect(states(report)).toEqual(stoppedAt('key'))
    expect(reason(report, 'key')).toBe('KEY_NOT_FOUND /header/kid')
  })

  it('no other key of the same DID is tried', async () => {
    const second = createActor({ seed: 'second', name: assessor.name, did: assessor.did, fragment: 'key-2' })
    const known = await trustWithKeys([{}, { id: second.kid, publicKeyMultibase: second.multikey }])
    expect((await judge(await sign(certificate(), second), { trust: known })).verdict).toBe('accepted')
    const crossed = await judge(await sign(certificate(), withKid(second, assessor.kid)), { trust: known })
    expect(states(crossed)).toEqual(stoppedAt('signature'))
    expect(reason(crossed, 'signature')).toBe('SIG_INVALID')
  })
})

describe('THREAT-009 a key id as a path, a query, an address or a flood', () => {
  it.each(['../../dev/null', "'; DROP TABLE keys; --", '%00', 'key\n-1', 'https://evil.example/#k'])(
    '%j',
    async (text) => {
      await expectForm(
        await forge({ header: { kid: text }, payload: payload(), actor: assessor }),
        'KEY_NOT_FOUND /header/kid',
      )
    },
  )

  it.each(['../../dev/null', "';--", '%00', '__proto__', 'constructor', 'toString'])(
    'the fragment %s is looked up as it stands',
    async (fragment) => {
      const report = await judge(await sign(certificate(), withKid(assessor, `${assessor.did}#${fragment}`)), { trust })
      expect(states(report)).toEqual(stoppedAt('key'))
      expect(reason(report, 'key')).toBe('KEY_NOT_FOUND /header/kid')
    },
  )

  it('513 characters', async () => {
    const kid = `${assessor.did}#`.padEnd(513, 'k')
    await expectForm(await forge({ header: { kid }, payload: payload(), actor: assessor }), 'KEY_NOT_FOUND /header/kid')
  })

  it.each([
    ['8 KiB', 8 * 1024, 'LIMIT_SIZE /header'],
    ['a megabyte', 1024 * 1024, 'LIMIT_SIZE'],
  ] as const)('%s', async (_, length, expected) => {
    const kid = `${assessor.did}#`.padEnd(length, 'k')
    const report = await judge(await forge({ header: { kid }, payload: payload(), actor: assessor }), { trust })
    expect(states(report)).toEqual(stoppedAt('input'))
    expect(reason(report, 'input')).toBe(expected)
  })
})

describe('THREAT-010 THREAT-011 a key that may not do this', () => {
  it.each([
    [['assertionMethod', 'authentication'], true],
    [['assertionMethod'], true],
    [['authentication'], false],
  ] as const)('a key for %j issues: %s', async (purposes, may) => {
    // The lists of the assessor are signed with the same key.
    const report = await judge(await sign(certificate(), assessor), { trust: await trustWithKeys([{ purposes }]) })
    if (may) expect(states(report)).toEqual(CERTIFICATE_STATES)
    else {
      expect(states(report)).toEqual(stoppedAt('key'))
      expect(reason(report, 'key')).toBe('KEY_PURPOSE /header/kid')
    }
  })

  it.each([[[]], [['keyAgreement']], [['capabilityInvocation']], [undefined]])(
    'a key for %j is a fault of the trust data, and no other key is taken',
    async (purposes) => {
      const known = await usualTrust({
        edit: (files) => {
          for (const [name, bytes] of files) {
            if (!name.startsWith('accreditation/did-')) continue
            const history = JSON.parse(new TextDecoder().decode(bytes))
            if (history.id !== assessor.did) continue
            history.keys[0].purposes = purposes
            files.set(name, new TextEncoder().encode(JSON.stringify(history)))
          }
        },
      })
      const report = await judge(await sign(certificate(), assessor), { trust: known })
      expect(states(report)).toEqual(stoppedAt('key'))
      expect(reason(report, 'key')).toBe('BUNDLE_FORMAT /keys/0/purposes')
    },
  )
})

describe('THREAT-012 a key that another DID controls', () => {
  it('does not sign for the DID whose document lists it', async () => {
    const known = await trustWithKeys([{ controller: limited.did }])
    const report = await judge(await sign(certificate(), assessor), { trust: known })
    expect(states(report)).toEqual(stoppedAt('key'))
    expect(reason(report, 'key')).toBe('KEY_CONTROLLER /header/kid')
  })

  it('does, where the controller is the DID itself', async () => {
    const known = await trustWithKeys([{ controller: assessor.did }])
    expect((await judge(await sign(certificate(), assessor), { trust: known })).verdict).toBe('accepted')
  })
})

describe('THREAT-013 a key that verifies everything', () => {
  // The identity point: a signature of it is valid for any message in some libraries.
  const identity = Buffer.from([1, ...new Array(31).fill(0)])
  const weak = { kty: 'OKP', crv: 'Ed25519', x: identity.toString('base64url') }
  const did = `did:jwk:${Buffer.from(JSON.stringify(weak)).toString('base64url')}`

  it('is no key of a vendor', async () => {
    const self = { ...withKid(stranger, `${did}#0`), did }
    const document = declaration(self)
    delete document.credentialStatus
    const signature = Buffer.concat([identity, Buffer.alloc(32)])
    const input = await forge({ payload: { ...document, iat: IAT }, actor: self, signature })
    const report = await judge(input, { trust, question: { allowUnknownVendor: true } })
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'key')).toBe('KEY_WEAK /header/kid')
  })
})

describe('THREAT-020 THREAT-021 extensions and other serialisations', () => {
  it.each<[Json, string]>([
    [['exp'], 'HEADER_CRIT /header/crit'],
    [[], 'HEADER_CRIT /header/crit'],
    [['b64', 'b64'], 'HEADER_CRIT /header/crit'],
    [null, 'HEADER_CRIT /header/crit'],
  ])('crit %j', async (crit, expected) => {
    await expectForm(await forge({ header: { crit }, payload: payload(), actor: assessor }), expected)
  })

  it.each([
    ['b64', false],
    ['zip', 'DEF'],
    ['enc', 'A256GCM'],
  ])('%s', async (member, value) => {
    await expectForm(
      await forge({ header: { [member]: value }, payload: payload(), actor: assessor }),
      `FORMAT_UNSUPPORTED /header/${member}`,
    )
  })
})

describe('THREAT-024 the root’s key signs nothing but the manifest', () => {
  it('as the key of a vendor', async () => {
    const self = createActor({ seed: 'registry', name: 'Registry' })
    expect(self.multikey).toBe(registry.multikey)
    const document = declaration(self)
    delete document.credentialStatus
    const question: Question = { allowUnknownVendor: true }
    const report = await judge(await sign(document, self), { trust, question })
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'key')).toBe('KEY_ROLE_REUSE /header/kid')
  })

  it('as the key of an issuer in a stapled accreditation', async () => {
    const lab = createActor({ seed: 'registry', name: 'Fjord Lab', did: 'did:web:fjord-lab.example' })
    const keys = [publishedKey(lab, { purposes: ['assertionMethod'] })]
    const stapled = await sign(accreditation(lab, { keys }), alliance, EARLY)
    const input = await present({ holder: vendor, secured: [await sign(certificate(lab), lab), stapled] })
    const report = await judge(input, { trust })
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'key')).toBe('KEY_ROLE_REUSE /header/kid')
  })
})

describe('THREAT-075 keys of a member that its membership carries', () => {
  const web = createActor({ seed: 'web vendor', name: 'Estuary Controls', did: 'did:web:estuary.example' })
  const keys = (changes: Partial<PublishedKey> = {}) => [
    publishedKey(web, { purposes: ['assertionMethod'], ...changes }),
  ]
  const withMemberships = async (...documents: readonly [Draft, string][]) =>
    trustAlso(await Promise.all(documents.map(([document, time]) => sign(document, alliance, at(time)))))
  const declared = async () => {
    const document = declaration(web)
    delete document.credentialStatus
    return sign(document, web, at('2026-10-01T08:00:00Z'))
  }

  it('sign declarations of a did:web', async () => {
    const known = await withMemberships([membership(web, { keys: keys() }), '2026-02-01T00:00:00Z'])
    expect((await judge(await declared(), { trust: known })).verdict).toBe('accepted')
  })

  it.each([
    ['a newer membership ended', ['2026-02-01T00:00:00Z', '2026-06-01T00:00:00Z'], 'rejected'],
    ['only an older membership ended', ['2026-06-01T00:00:00Z', '2026-02-01T00:00:00Z'], 'accepted'],
    ['one of two memberships of one time ended', ['2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z'], 'rejected'],
  ] as const)('a key that %s: %s', async (_, [without, ended], verdict) => {
    // Which of the two comes first in the trust data is decided by their bytes: some of these come either way.
    for (let run = 0; run < 8; run += 1) {
      const open = membership(web, { keys: keys() })
      const closed = membership(web, { keys: keys({ until: '2026-06-01T00:00:00Z' }) })
      const known = await withMemberships([open, without], [closed, ended])
      const report = await judge(await declared(), { trust: known })
      expect(report.verdict).toBe(verdict)
      if (verdict === 'rejected') expect(reason(report, 'key')).toBe('KEY_RETIRED /header/kid')
    }
  })

  it.each([
    ['a body that is no anchor made the membership', assessor, [alliance.did]],
    ['the anchor has no keys in the trust data', stranger, [alliance.did, stranger.did]],
  ] as const)('count for nothing where %s', async (_, maker, anchors) => {
    const made = await Promise.all([
      sign(membership(web), alliance, EARLY),
      sign(membership(web, { keys: keys() }, maker), maker, at('2026-03-01T00:00:00Z')),
    ])
    const known = await trustAlso(made, { anchors })
    const report = await judge(await declared(), { trust: known })
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'key')).toBe('KEY_NOT_FOUND /header/kid')
  })

  it('count for nothing where an anchor did not sign the membership', async () => {
    const forged = membership(web, { keys: keys() })
    const known = await trustAlso([await sign(forged, withKid(stranger, alliance.kid), EARLY)])
    const report = await judge(await declared(), { trust: known })
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'signature')).toBe('SIG_INVALID')
  })
})

describe('misuse is an exception, never a verdict', () => {
  const question = { allowSample: true }
  it.each([
    ['no time', { now: Number.NaN }],
    ['no time to judge for', { question: { ...question, evaluateAt: Number.NaN } }],
    ['a time to come', { question: { ...question, evaluateAt: NOW + 1 } }],
    ['neither text nor bytes', { input: null }],
    ['an object', { input: certificate() }],
  ])('%s', async (_, changes) => {
    const input = await sign(declaration(), vendor)
    expect(() => planVerify({ input, trust, now: NOW, question, ...changes } as Draft)).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT_INVALID' }),
    )
    expect(parseInstant('2026-11-01T12:00:00Z')).toEqual({ ok: true, value: NOW })
  })
})
