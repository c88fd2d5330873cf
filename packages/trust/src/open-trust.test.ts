import { encodeUtf8, TrustedTechError } from '@trusted-tech/model'
import { digestSri, importPublicKey, sha256Hex } from '@trusted-tech/proofs'
import { settleSync } from '@trusted-tech/proofs/sync'
import { describe, expect, it } from 'vitest'
import type { buildTrustFiles } from './build-trust-files.js'
import { findKey } from './find-key.js'
import { openTrust } from './open-trust.js'
import { accreditationDocument, at, CATALOGUE, CATALOGUE_ID, membershipDocument, uuid } from './testing/documents.js'
import { testKey } from './testing/keys.js'
import {
  ALLIANCE,
  ASSESSOR,
  LIST_ID,
  listDocument,
  open,
  openWorld,
  payload,
  published,
  secure,
  signAnything,
  VENDOR,
  worldFiles,
  worldManifest,
} from './testing/trust-world.js'
import { keyHistoryPath, statementsPath, statusListPath } from './trust-paths.js'

type Files = Map<string, Uint8Array>
const told = (problems: readonly { code: string; pointer: string; about?: string }[]) =>
  problems.map(({ code, pointer, about }) => [code, pointer, about])
/** Opens a folder whose files were changed after they were listed. */
async function tamper(change: (files: Files) => void) {
  const files = await worldFiles()
  const manifest = open(await worldManifest(files))
  if (!manifest.ok) throw new Error('a manifest that does not open')
  change(files)
  const trust = openTrust({ manifest: manifest.value, files })
  return trust.ok ? 'opened' : told(trust.problems)
}
/** Opens a folder whose files were changed before they were listed. */
async function publish(change: (files: Files) => void) {
  const files = await worldFiles()
  change(files)
  const manifest = open(await worldManifest(files))
  if (!manifest.ok) throw new Error('a manifest that does not open')
  return openTrust({ manifest: manifest.value, files })
}
const anchorsPointer = '/files/anchors.json'

describe('Specification 7: only what the manifest lists, and exactly that', () => {
  it('opens', async () => {
    const trust = await openWorld(await worldFiles())
    expect(trust).toMatchObject({
      kind: 'single-key manifest',
      rollback: 'notChecked',
      root: testKey('root').thumbprint,
      version: 3,
      issuedAt: at('2026-11-01T00:00:00Z'),
      expires: at('2026-12-01T00:00:00Z'),
      anchors: [ALLIANCE],
    })
    expect(trust.isAnchor(ALLIANCE)).toBe(true)
    expect(trust.isAnchor(ASSESSOR)).toBe(false)
    expect(Object.isFrozen(trust)).toBe(true)
  })

  it('a file that is missing', async () => {
    expect(await tamper((files) => files.delete('anchors.json'))).toEqual([
      ['BUNDLE_INCONSISTENT', anchorsPointer, undefined],
    ])
    const path = statementsPath(ASSESSOR)
    const pointer = `/files/${path.replace('/', '~1')}`
    expect(await tamper((files) => files.delete(path))).toEqual([['BUNDLE_INCONSISTENT', pointer, undefined]])
  })

  it('a file with another length, or another byte', async () => {
    const longer = await tamper((files) =>
      files.set('anchors.json', encodeUtf8('{"anchors":["did:web:evil.example"]}')),
    )
    expect(longer).toEqual([['BUNDLE_INCONSISTENT', `${anchorsPointer}/length`, undefined]])
    const flipped = await tamper((files) => {
      const bytes = Uint8Array.from(files.get('anchors.json') ?? [])
      bytes[14] = 0x62
      files.set('anchors.json', bytes)
    })
    expect(flipped).toEqual([['BUNDLE_INCONSISTENT', `${anchorsPointer}/sha256`, undefined]])
  })

  it('the digest comes before any parsing: garbage in place of a member is inconsistent, not malformed', async () => {
    const garbage = await tamper((files) => {
      const length = files.get('anchors.json')?.length ?? 0
      files.set('anchors.json', new Uint8Array(length).fill(0x7b))
    })
    expect(garbage).toEqual([['BUNDLE_INCONSISTENT', `${anchorsPointer}/sha256`, undefined]])
  })

  it('a file that nobody listed does not exist', async () => {
    const evil = 'did:web:evil.example'
    const statement = await secure(accreditationDocument({ n: 66, issuer: ALLIANCE, subject: evil }))
    const files = await worldFiles()
    const manifest = open(await worldManifest(files))
    if (!manifest.ok) throw new Error('a manifest that does not open')
    files.set(statementsPath(evil), encodeUtf8(`"${statement}"\n`))
    files.set(keyHistoryPath(evil), encodeUtf8(JSON.stringify({ id: evil, keys: [published(evil, 'outsider')] })))
    const trust = openTrust({ manifest: manifest.value, files })
    if (!trust.ok) throw new Error('a folder that does not open')
    expect(trust.value.statementsAbout(evil)).toEqual([])
    expect(trust.value.keyHistory(evil)).toBeUndefined()
  })

  it('THREAT-111 bytes that change after they were checked change nothing', async () => {
    const files = await worldFiles()
    const trust = await openWorld(files)
    for (const bytes of files.values()) bytes.fill(0)
    expect(trust.statementsAbout(ASSESSOR)).toHaveLength(1)
    expect(trust.statusLists(LIST_ID)).toHaveLength(1)
    expect(trust.catalogue(CATALOGUE)).toBeDefined()
  })
})

describe('Specification 7: members that are malformed', () => {
  it.each([
    ['{"anchors":[]}', 'BUNDLE_FORMAT', '/anchors'],
    ['{"anchors":["did:web:a.example","did:web:a.example"]}', 'BUNDLE_FORMAT', '/anchors/1'],
    ['{"anchors":["alliance"]}', 'BUNDLE_FORMAT', '/anchors/0'],
    ['{"anchors":"did:web:a.example"}', 'BUNDLE_FORMAT', '/anchors'],
    ['{"anchors":["did:web:a.example"],"more":1}', 'BUNDLE_FORMAT', ''],
    ['[]', 'BUNDLE_FORMAT', ''],
    ['{', 'JSON_SYNTAX', ''],
    ['{"anchors":["did:web:a.example"],"anchors":["did:web:b.example"]}', 'JSON_DUPLICATE_KEY', '/anchors'],
  ])('anchors.json %s stops the folder', async (text, code, pointer) => {
    const trust = await publish((files) => files.set('anchors.json', encodeUtf8(text)))
    expect(trust.ok ? 'opened' : told(trust.problems)).toEqual([[code, pointer, 'anchors.json']])
  })

  const path = keyHistoryPath(ASSESSOR)
  const key = published(ASSESSOR, 'assessor')
  it.each([
    ['another DID than its name says', { id: ALLIANCE, keys: [key] }, '/id'],
    ['no keys', { id: ASSESSOR, keys: [] }, '/keys'],
    ['one id twice', { id: ASSESSOR, keys: [key, key] }, '/keys/1/id'],
    ['a key of another DID', { id: ASSESSOR, keys: [{ ...key, id: `${ALLIANCE}#k1` }] }, '/keys/0/id'],
    ['a key without purposes', { id: ASSESSOR, keys: [{ ...key, purposes: [] }] }, '/keys/0/purposes'],
    [
      'a key with a purpose of its own',
      { id: ASSESSOR, keys: [{ ...key, purposes: ['keyAgreement'] }] },
      '/keys/0/purposes',
    ],
    ['a key from nowhen', { id: ASSESSOR, keys: [{ ...key, from: '2026' }] }, '/keys/0/from'],
    [
      'a key that ends before it begins',
      { id: ASSESSOR, keys: [{ ...key, until: '2020-01-01T00:00:00Z' }] },
      '/keys/0/until',
    ],
    ['a member nobody knows', { id: ASSESSOR, keys: [{ ...key, revoked: true }] }, '/keys/0'],
    ['a key that is a string', { id: ASSESSOR, keys: ['z6Mk'] }, '/keys/0'],
  ])('a key history with %s is unusable for its DID alone', async (_name, history, pointer) => {
    const trust = await publish((files) => files.set(path, encodeUtf8(JSON.stringify(history))))
    if (!trust.ok) throw new Error('a folder that does not open')
    const found = trust.value.keyHistory(ASSESSOR)
    expect(found?.ok === false && told(found.problems)).toEqual([['BUNDLE_FORMAT', pointer, path]])
    expect(trust.value.keyHistory(ALLIANCE)?.ok).toBe(true)
  })

  it('a key history that is no JSON', async () => {
    const trust = await publish((files) => files.set(path, encodeUtf8('{"id":')))
    if (!trust.ok) throw new Error('a folder that does not open')
    const found = trust.value.keyHistory(ASSESSOR)
    expect(found?.ok === false && told(found.problems)).toEqual([['JSON_SYNTAX', '', path]])
  })

  it('THREAT-024 the root’s key among an issuer’s keys', async () => {
    const reused = { id: ASSESSOR, keys: [key, { ...published(ASSESSOR, 'root'), id: `${ASSESSOR}#k2` }] }
    const files = await worldFiles()
    files.set(path, encodeUtf8(JSON.stringify(reused)))
    await expect(worldManifest(files)).rejects.toThrow(TrustedTechError)

    // Signed by somebody who does not check.
    const listed = Object.fromEntries(
      [...files].map(([name, bytes]) => [name, { length: bytes.length, sha256: sha256Hex(bytes) }]),
    )
    const manifest = open(await signAnything(payload({ files: listed })))
    if (!manifest.ok) throw new Error('a manifest that does not open')
    const trust = openTrust({ manifest: manifest.value, files })
    expect(trust.ok ? 'opened' : told(trust.problems)).toEqual([['KEY_ROLE_REUSE', '/keys/1/publicKeyMultibase', path]])
  })

  it('THREAT-024 the root’s key in a statement about an issuer', async () => {
    const body = { keys: [{ ...published(ASSESSOR, 'root') }] }
    const files = await worldFiles({
      statements: [await secure(accreditationDocument({ n: 5, issuer: ALLIANCE, subject: ASSESSOR, body }))],
    })
    const trust = await openWorld(files)
    expect(trust.statementsAbout(ASSESSOR)).toEqual([])
    expect(told(trust.statementProblems(ASSESSOR))).toEqual([['KEY_ROLE_REUSE', '/0', statementsPath(ASSESSOR)]])
  })
})

describe('Specification 7: statements', () => {
  it('are found by the DID that they are about, and opened once', async () => {
    const trust = await openWorld(await worldFiles())
    const [statement] = trust.statementsAbout(ASSESSOR)
    expect(statement).toMatchObject({
      type: 'AccreditationCredential',
      id: uuid(1),
      issuer: ALLIANCE,
      subject: ASSESSOR,
      listed: true,
      maxLifetimeDays: 730,
    })
    expect(statement?.signedAt).toBe(at('2026-01-01T00:00:00Z'))
    expect(trust.statementsAbout(ASSESSOR)[0]).toBe(statement)
    expect(trust.statementsAbout(VENDOR)).toMatchObject([
      { type: 'MembershipCredential', document: { credentialSubject: { role: 'vendor' } } },
    ])
    expect(trust.statementsAbout('did:web:nobody.example')).toEqual([])
    expect(trust.statementProblems(ASSESSOR)).toEqual([])
  })

  it('carry a signature that the key history verifies, remembered for this document and this key', async () => {
    const trust = await openWorld(await worldFiles())
    const [statement] = trust.statementsAbout(ASSESSOR)
    const history = trust.keyHistory(ALLIANCE)
    if (statement === undefined || !history?.ok) throw new Error('a world without an accreditation')
    const { opened, signedAt } = statement
    const key = findKey({
      history: history.value,
      controller: ALLIANCE,
      kid: opened.kid,
      purpose: 'assertionMethod',
      at: signedAt,
    })
    if (!key.ok) throw new Error('a world without a key')
    const job = opened.signatureJob(key.value)
    expect(job.ok && settleSync([job.value])).toEqual(['valid'])

    expect(trust.signatures.get(opened, key.value)).toBeUndefined()
    trust.signatures.set(opened, key.value, 'unavailable')
    expect(trust.signatures.get(opened, key.value)).toBeUndefined()
    trust.signatures.set(opened, key.value, 'valid')
    expect(trust.signatures.get(opened, key.value)).toBe('valid')
    const other = importPublicKey({ publicKeyMultibase: testKey('outsider').multikey })
    if (!other.ok) throw new Error('a key that cannot be imported')
    trust.signatures.set(opened, other.value, 'invalid')
    expect(trust.signatures.get(opened, key.value)).toBe('valid')
    expect(trust.signatures.get(opened, other.value)).toBe('invalid')
  })

  it('that cannot be used are reported, never dropped in silence', async () => {
    const path = statementsPath(ASSESSOR)
    const { accreditedFor } = accreditationDocument({ n: 1, issuer: ALLIANCE, subject: ASSESSOR }).credentialSubject
    const { jurisdictions: _left, ...five } = accreditedFor
    const lines = [
      await secure(accreditationDocument({ n: 1, issuer: ALLIANCE, subject: ASSESSOR })),
      'not a token',
      await secure(membershipDocument({ n: 3, issuer: ALLIANCE, subject: VENDOR })),
      await secure(
        accreditationDocument({ n: 4, issuer: ALLIANCE, subject: ASSESSOR, body: { accreditedFor: five as never } }),
      ),
      await secure({
        ...accreditationDocument({ n: 5, issuer: ALLIANCE, subject: ASSESSOR }),
        type: ['VerifiableCredential', 'RecognitionCredential'],
      }),
      await secure(
        accreditationDocument({ n: 6, issuer: ALLIANCE, subject: ASSESSOR, validUntil: '2025-01-01T00:00:00Z' }),
      ),
    ]
    const trust = await publish((files) =>
      files.set(path, encodeUtf8(`${lines.map((line) => `"${line}"`).join('\n')}\n{}\n\n`)),
    )
    if (!trust.ok) throw new Error('a folder that does not open')
    expect(trust.value.statementsAbout(ASSESSOR).map(({ id }) => id)).toEqual([uuid(1)])
    expect(told(trust.value.statementProblems(ASSESSOR))).toEqual([
      ['BUNDLE_FORMAT', '/1', path],
      ['BUNDLE_FORMAT', '/2', path],
      ['BUNDLE_FORMAT', '/6', path],
      ['BUNDLE_FORMAT', '/7', path],
      ['SCHEMA_INVALID', '/credentialSubject/accreditedFor', uuid(4)],
      ['TYPE', '/type', uuid(5)],
      ['VALIDITY_RANGE', '/validUntil', uuid(6)],
    ])
  })

  it('without a signing time are unusable: validFrom never stands in for it', async () => {
    const document = accreditationDocument({ n: 1, issuer: ALLIANCE, subject: ASSESSOR })
    const header = { alg: 'EdDSA', kid: `${ALLIANCE}#k1`, typ: 'vc+jwt', cty: 'vc' }
    const input = [header, document].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const signature = await testKey('alliance').signer(`${ALLIANCE}#k1`).sign(encodeUtf8(input))
    const compact = `${input}.${Buffer.from(signature).toString('base64url')}`
    const trust = await openWorld(await worldFiles({ statements: [compact] }))
    expect(told(trust.statementProblems(ASSESSOR))).toEqual([['ISSUANCE_TIME', '/iat', uuid(1)]])
  })

  it('that are no text at all', async () => {
    const path = statementsPath(ASSESSOR)
    const trust = await publish((files) => files.set(path, new Uint8Array([0xff, 0xfe, 0x00])))
    if (!trust.ok) throw new Error('a folder that does not open')
    expect(trust.value.statementsAbout(ASSESSOR)).toEqual([])
    expect(told(trust.value.statementProblems(ASSESSOR))).toEqual([['BUNDLE_FORMAT', '', path]])
  })
})

describe('Specification 7: status lists and catalogues', () => {
  it('a list is found by its id', async () => {
    const trust = await openWorld(await worldFiles())
    expect(trust.statusLists(LIST_ID)).toMatchObject([{ document: { id: LIST_ID } }])
    expect(trust.statusLists(LIST_ID)[0]).toBe(trust.statusLists(LIST_ID)[0])
    expect(trust.statusLists('https://alliance.example/status/other')).toEqual([])
    expect(trust.statusListProblems(LIST_ID)).toEqual([])
  })

  it.each([
    [
      'another list',
      'STATUS_LIST_MISMATCH',
      '/id',
      () => secure(listDocument('https://alliance.example/status/other')),
    ],
    [
      'an accreditation',
      'BUNDLE_FORMAT',
      '/type',
      () => secure(accreditationDocument({ n: 1, issuer: ALLIANCE, subject: ASSESSOR })),
    ],
    ['garbage', 'FORMAT_UNSUPPORTED', '', async () => 'garbage'],
  ])('%s under the name of a list', async (_name, code, pointer, make) => {
    const path = statusListPath(LIST_ID)
    const compact = await make()
    const trust = await publish((files) => files.set(path, encodeUtf8(compact)))
    if (!trust.ok) throw new Error('a folder that does not open')
    expect(trust.value.statusLists(LIST_ID)).toEqual([])
    expect(told(trust.value.statusListProblems(LIST_ID))).toEqual([[code, pointer, path]])
  })

  it('a catalogue is found by id and version, and by any digest of its bytes', async () => {
    const files = await worldFiles()
    const bytes = files.get('catalogues/trusted-tech-1.0.json') ?? new Uint8Array()
    const trust = await openWorld(files)
    const entry = trust.catalogue({ id: CATALOGUE_ID, version: '1.0' })
    expect(entry?.catalogue.principles).toHaveLength(2)
    for (const algorithm of ['sha256', 'sha384', 'sha512'] as const) {
      expect(trust.catalogueByDigest(digestSri(bytes, algorithm))).toBe(entry)
    }
    expect(trust.catalogueByDigest(digestSri(encodeUtf8('other'), 'sha256'))).toBeUndefined()
    expect(trust.catalogueByDigest('sha256-')).toBeUndefined()
    expect(trust.catalogue({ id: CATALOGUE_ID, version: '2.0' })).toBeUndefined()
    expect(trust.catalogueProblems()).toEqual([])
  })

  it('two catalogues under one name: neither is found by it, each by its digest', async () => {
    const one = encodeUtf8(JSON.stringify(CATALOGUE))
    const other = encodeUtf8(JSON.stringify({ ...CATALOGUE, owner: 'did:web:other.example' }))
    const trust = await openWorld(
      await worldFiles({
        catalogues: new Map([
          ['one', one],
          ['other', other],
          ['broken', encodeUtf8('{}')],
        ]),
      }),
    )
    expect(trust.catalogue(CATALOGUE)).toBeUndefined()
    expect(trust.catalogueByDigest(digestSri(one, 'sha256'))?.catalogue.owner).toBe(CATALOGUE.owner)
    expect(trust.catalogueByDigest(digestSri(other, 'sha256'))?.catalogue.owner).toBe('did:web:other.example')
    expect(trust.catalogueProblems().map(({ code, about }) => [code, about])).toEqual(
      expect.arrayContaining([
        ['BUNDLE_INCONSISTENT', 'catalogues/other.json'],
        [expect.any(String), 'catalogues/broken.json'],
      ]),
    )
  })
})

describe('laying out a trust folder', () => {
  it('the same input gives the same bytes', async () => {
    const [one, other] = [await worldFiles(), await worldFiles()]
    expect([...one.keys()]).toEqual([...one.keys()].sort())
    expect([...other]).toEqual([...one])
  })

  it.each([
    ['no anchors', { anchors: [] }],
    ['a statement that cannot be opened', { statements: ['a.b.c'] }],
    ['a list that cannot be opened', { statusLists: ['garbage'] }],
    ['a key history without keys', { keyHistories: [{ id: ASSESSOR, keys: [] }] }],
    [
      'a history twice',
      { keyHistories: [1, 2].map(() => ({ id: ASSESSOR, keys: [published(ASSESSOR, 'assessor')] })) },
    ],
    ['a catalogue name that leaves the folder', { catalogues: new Map([['../anchors', encodeUtf8('{}')]]) }],
    ['a catalogue of 2 MiB', { catalogues: new Map([['large', new Uint8Array(2_097_152)]]) }],
  ] as const)('refuses %s', async (_name, changes) => {
    await expect(worldFiles(changes as Partial<Parameters<typeof buildTrustFiles>[0]>)).rejects.toThrow(
      TrustedTechError,
    )
  })

  it('refuses to sign with another algorithm or a manifest that nobody would open', async () => {
    const files = await worldFiles()
    const signer = { ...testKey('root').signer('did:web:r.example#k'), algorithm: 'ES256' as const }
    await expect(worldManifest(files, { signer })).rejects.toThrow(/algorithm/)
    await expect(worldManifest(files, { version: 0 })).rejects.toThrow(/version/)
    await expect(worldManifest(new Map())).rejects.toThrow(/anchors.json/)
  })
})
