import type { Json, Report, Result, Verdict } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import type { Question } from '@trusted-tech/verifier'
import { verifySync } from '@trusted-tech/verifier/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publishedKey, withKid } from '../world/actor.js'
import { breakSignature, forge, payloadOf } from '../world/forge.js'
import { ADDRESSED, expectWhole, SAMPLE } from '../world/judge.js'
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
  listsOf,
  mandate,
  membership,
  NOW,
  openedManifest,
  openedTrust,
  present,
  sign,
  statusList,
  trustFolder,
  usualParts,
  usualTrust,
} from '../world/world.js'
import { listsWith } from './usual-trust-but.js'

const { alliance, assessor, delegate, limited, other, reseller, stranger, vendor } = actors
const runs = { numRuns: Number(process.env['TTA_RUNS'] ?? 300), seed: 20261124 }
const trust = await usualTrust()
const ask = (input: string | Uint8Array, known: Result<TrustState> = trust, question: Question = {}): Report =>
  verifySync({ input, trust: known, now: NOW, question: { ...SAMPLE, ...question } })

const good = await sign(certificate(), assessor)
const presentation = await present({ holder: vendor, secured: [good] })

const list = payloadOf(await statusList(assessor, 'revocation'))
const bytesOf = (text: string) => new TextEncoder().encode(text)
function flipped(bytes: Uint8Array, position: number, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[position] = (copy[position] ?? 0) ^ (1 << bit)
  return copy
}

/** Where a flipped bit goes unnoticed: one bit of every byte is tried. */
function positionsThatStay(bytes: Uint8Array, good: (flipped: Uint8Array) => boolean): readonly number[] {
  return [...bytes.keys()].filter((position) => good(flipped(bytes, position, position % 3)))
}

describe('no flipped bit is accepted', () => {
  it.each([
    ['certificate', good],
    ['presentation', presentation],
  ])(
    'in a %s: one bit of every byte',
    (_, compact) => {
      expect(ask(compact, trust, {}).verdict).toBe('accepted')
      expect(positionsThatStay(bytesOf(compact), (bytes) => ask(bytes).verdict === 'accepted')).toEqual([])
    },
    60_000,
  )

  it('in a manifest: one bit of every byte opens nothing', async () => {
    const { manifest } = await trustFolder(await usualParts())
    expect(openedManifest(manifest).ok).toBe(true)
    expect(positionsThatStay(manifest, (bytes) => openedManifest(bytes).ok)).toEqual([])
  })

  it('in a status list that is stapled: one bit of every byte', async () => {
    const known = await usualTrust({ statusLists: await listsWith(undefined) })
    const list = await statusList(assessor, 'revocation')
    const withList = async (secured: string) => ask(await present({ holder: vendor, secured: [good, secured] }), known)
    expect((await withList(list)).verdict).toBe('accepted')
    const accepted: number[] = []
    const bytes = bytesOf(list)
    for (let position = 0; position < bytes.length; position += 1) {
      const text = Buffer.from(flipped(bytes, position, position % 3)).toString('latin1')
      if ((await withList(text)).verdict === 'accepted') accepted.push(position)
    }
    expect(accepted).toEqual([])
  })

  it('anywhere, any bit', () => {
    const inputs = [good, presentation].map(bytesOf)
    fc.assert(
      fc.property(fc.nat(1), fc.nat(1_000_000), fc.nat(7), (which, at, bit) => {
        const bytes = inputs[which] as Uint8Array
        expect(ask(flipped(bytes, at % bytes.length, bit)).verdict).not.toBe('accepted')
      }),
      runs,
    )
  })

  it('nor any piece cut out, doubled or moved', () => {
    fc.assert(
      fc.property(fc.constantFrom(good, presentation), fc.nat(), fc.nat(), fc.nat(2), (compact, one, two, kind) => {
        const [from, to] = [one % compact.length, two % compact.length].sort((a, b) => a - b) as [number, number]
        const piece = compact.slice(from, to)
        const edited =
          kind === 0
            ? compact.slice(0, from) + compact.slice(to)
            : kind === 1
              ? compact.slice(0, to) + piece + compact.slice(to)
              : compact.slice(0, from) + [...piece].reverse().join('') + compact.slice(to)
        fc.pre(edited !== compact)
        expect(ask(edited).verdict).not.toBe('accepted')
      }),
      runs,
    )
  })
})

const RANK: Record<Verdict, number> = { rejected: 0, indeterminate: 1, accepted: 2 }

/** Presentations to which something is added, with the trust data they are judged under. */
async function starts(): Promise<readonly { name: string; secured: readonly string[]; known: Result<TrustState> }[]> {
  const parts = await usualParts()
  const withLists = (statusLists: readonly string[]) => openedTrust({ ...parts, statusLists })
  const document = certificate()
  const index = document.credentialStatus[0].statusListIndex
  const compact = await sign(document, assessor)
  const base = await cleanLists(alliance, vendor)
  const assessorsLists = async (revoked: readonly string[], suspended: readonly string[]) => [
    ...base,
    ...(await listsOf(assessor, { revocation: revoked, suspension: suspended })),
  ]
  const clean = await withLists(await assessorsLists([], []))
  return [
    { name: 'good', secured: [compact], known: clean },
    {
      name: 'two good ones',
      secured: [compact, await sign(declaration(), vendor)],
      known: clean,
    },
    { name: 'revoked', secured: [compact], known: await withLists(await assessorsLists([index], [])) },
    { name: 'suspended', secured: [compact], known: await withLists(await assessorsLists([], [index])) },
    { name: 'without list', secured: [compact], known: await withLists(base) },
    { name: 'forged', secured: [breakSignature(compact)], known: clean },
    {
      name: 'by a stranger',
      secured: [await sign(certificate(stranger), stranger)],
      known: clean,
    },
    {
      name: 'accreditation without list',
      secured: [compact],
      known: await withLists(await cleanLists(assessor, vendor)),
    },
    {
      name: 'vendor unknown',
      secured: [await sign(declaration(other), other)],
      known: await withLists(await cleanLists(alliance, other)),
    },
    {
      name: 'a claim that is none',
      secured: [compact, await sign({ ...certificate(), extra: 1 }, assessor)],
      known: clean,
    },
  ]
}

/** Support that fails or has no bearing: whatever is presented, it says nothing. */
async function junk(): Promise<readonly string[]> {
  const window = { validFrom: at('2026-10-30T00:00:00Z'), validUntil: at('2026-11-30T00:00:00Z') }
  const everyBit = Array.from({ length: 20_000 }, (_, bit) => bit)
  const evil = (actor: typeof stranger) => publishedKey(actor, { purposes: ['assertionMethod'] })
  return Promise.all([
    statusList(assessor, 'revocation', [], { ...window, signer: withKid(stranger, assessor.kid) }),
    statusList(assessor, 'revocation', everyBit, { ...window, signer: withKid(stranger, assessor.kid) }),
    statusList(assessor, 'suspension', [], { ...window, signer: vendor }),
    statusList(alliance, 'revocation', [], { ...window, signer: withKid(vendor, alliance.kid) }),
    statusList(vendor, 'revocation', everyBit, {
      ...window,
      id: 'https://meridian-assurance.example/status/revocation/1',
    }),
    statusList(stranger, 'revocation', everyBit, window),
    sign(membership(other), withKid(stranger, alliance.kid), EARLY),
    sign(membership(other), alliance, EARLY),
    sign(membership(vendor, { controlGroup: 'group of Meridian Assurance' }), alliance, EARLY),
    sign(accreditation(assessor, {}, stranger), stranger, EARLY),
    sign(accreditation(limited, { keys: [evil(withKid(stranger, limited.kid))] }, other), other, EARLY),
    sign(
      accreditation(assessor, { keys: [evil(withKid(stranger, assessor.kid))] }),
      withKid(other, alliance.kid),
      EARLY,
    ),
    sign(accreditation(delegate, { maxPathLength: 1 }, assessor), assessor, EARLY),
    sign(mandate(reseller), vendor),
    sign(mandate(vendor, {}, reseller), reseller),
    sign(mandate(other, {}, other), withKid(other, vendor.kid)),
  ])
}

/** Support that is authentic: lists that say bad news, or the same good news as others do. */
async function authentic(): Promise<readonly string[]> {
  const everyBit = Array.from({ length: 20_000 }, (_, bit) => bit)
  const old = { validFrom: at('2026-09-01T00:00:00Z'), validUntil: at('2026-10-01T00:00:00Z') }
  const future = { validFrom: at('2026-11-02T00:00:00Z'), validUntil: at('2026-12-02T00:00:00Z') }
  return Promise.all([
    statusList(assessor, 'revocation', everyBit),
    statusList(assessor, 'revocation', everyBit, old),
    statusList(assessor, 'revocation', [], old),
    statusList(assessor, 'revocation', [], future),
    statusList(assessor, 'suspension', everyBit),
    statusList(assessor, 'suspension', [], old),
    statusList(assessor, 'suspension', [], future),
    statusList(alliance, 'revocation', everyBit, old),
    statusList(alliance, 'suspension', everyBit),
    statusList(vendor, 'revocation', everyBit),
    sign(accreditation(stranger), alliance, EARLY),
  ])
}

describe('stapled material', () => {
  it('that fails or has no bearing changes no verdict', async () => {
    const [from, material] = await Promise.all([starts(), junk()])
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...from),
        fc.shuffledSubarray([...material]),
        fc.nat(3),
        async (start, added, place) => {
          const secured = [...start.secured]
          secured.splice(place % (secured.length + 1), 0, ...added)
          const before = ask(await present({ holder: vendor, secured: start.secured }), start.known)
          const after = ask(await present({ holder: vendor, secured }), start.known)
          expectWhole(after)
          expect([start.name, after.verdict, after.findings]).toEqual([start.name, before.verdict, before.findings])
        },
      ),
      runs,
    )
  })

  it('that is authentic never improves one, unless it is what was missing', async () => {
    const [from, material] = await Promise.all([starts(), authentic()])
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...from), fc.shuffledSubarray([...material]), async (start, added) => {
        const before = ask(await present({ holder: vendor, secured: start.secured }), start.known)
        const after = ask(await present({ holder: vendor, secured: [...start.secured, ...added] }), start.known)
        // The one case: a stapled anchor accreditation of somebody unknown makes a rejection open, never an acceptance.
        if (start.name === 'by a stranger') expect(after.verdict).not.toBe('accepted')
        else expect(RANK[after.verdict], start.name).toBeLessThanOrEqual(RANK[before.verdict])
      }),
      runs,
    )
  })

  it('and claims may come in any order', async () => {
    const [from, some, more] = await Promise.all([starts(), junk(), authentic()])
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...from),
        fc.subarray([...some, ...more]),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        async (start, added, random) => {
          const secured = [...start.secured, ...added]
          const keyed = secured.map((one) => ({ one, key: random.next().value as number }))
          const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ one }) => one)
          const one = ask(await present({ holder: vendor, secured }), start.known)
          const another = ask(await present({ holder: vendor, secured: shuffled }), start.known)
          const verdicts = (report: Report) => report.credentials.map(({ id, verdict }) => `${id} ${verdict}`).sort()
          expect(another.verdict).toBe(one.verdict)
          expect(verdicts(another)).toEqual(verdicts(one))
          expect(another.findings).toEqual(one.findings)
        },
      ),
      runs,
    )
  })
})

describe('whatever comes in, a report comes out', () => {
  const whole = (input: string | Uint8Array) => {
    const report = ask(input, trust, { binding: ADDRESSED, product: { id: 'pkg:generic/x@1' } })
    expectWhole(report)
    return report
  }

  it('of any text and any bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.uint8Array({ maxLength: 400 })),
        (input) => {
          expect(whole(input).verdict).toBe('rejected')
        },
      ),
      runs,
    )
  })

  it('of any JSON in any part of a token', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.json({ maxDepth: 5 }),
        fc.option(fc.json({ maxDepth: 2 })),
        fc.boolean(),
        async (payload, header, vp) => {
          const kind = vp ? { typ: 'vp+jwt', cty: 'vp' } : {}
          const input = await forge({ header: header ?? kind, payload, actor: assessor })
          expect(whole(input).verdict).toBe('rejected')
        },
      ),
      runs,
    )
  })

  type Path = readonly (string | number)[]
  function paths(value: Draft, path: Path = []): Path[] {
    if (typeof value !== 'object' || value === null) return [path]
    return [
      path,
      ...Object.keys(value).flatMap((name) =>
        paths(value[name], [...path, Array.isArray(value) ? Number(name) : name]),
      ),
    ]
  }
  /** Some member of a document, or of what is in it. */
  function place(document: Draft, which: number): { readonly parent: Draft; readonly last: string } {
    const all = paths(document).slice(1)
    const path = all[which % all.length] as Path
    return { parent: path.slice(0, -1).reduce((node, name) => node[name], document), last: path.at(-1) as string }
  }
  const hostile = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<Json>(
      null,
      true,
      '',
      [],
      {},
      0,
      -1,
      2 ** 53,
      '\u202e',
      '*',
      ['*'],
      { toString: 1 },
      JSON.parse('{"then":1}'),
      [[]],
      'did:web:',
      'did:key:z6Mk',
    ),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  )

  it.each<[string, () => Draft, 'vc' | 'vp']>([
    ['a certificate', () => certificate(), 'vc'],
    ['a declaration', () => declaration(), 'vc'],
    ['a presentation', () => payloadOf(presentation), 'vp'],
  ])('of %s in which members are replaced, removed or repeated, and which is signed', async (_, make, kind) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), hostile, fc.nat(2)), { minLength: 1, maxLength: 4 }),
        async (edits) => {
          const document = structuredClone(make())
          document.iat ??= IAT
          for (const [which, value, how] of edits) {
            const { parent, last } = place(document, which)
            if (how === 0) parent[last] = value
            else if (how === 1) Array.isArray(parent) ? parent.splice(Number(last), 1) : delete parent[last]
            else if (Array.isArray(parent)) parent.push(parent[Number(last)])
            else parent[`${last}2`] = parent[last]
          }
          const actor = kind === 'vp' || document.type?.[1] === 'ConformityDeclaration' ? vendor : assessor
          const header = kind === 'vp' ? { typ: 'vp+jwt', cty: 'vp' } : {}
          whole(await forge({ header, payload: document, actor }))
          if (kind === 'vc')
            whole(await present({ holder: vendor, secured: [good, await forge({ payload: document, actor })] }))
        },
      ),
      runs,
    )
  })

  it.each<[string, () => Draft, typeof vendor]>([
    ['a list', () => list, assessor],
    ['an accreditation', () => accreditation(limited, {}, delegate), delegate],
    ['a mandate', () => mandate(reseller), vendor],
  ])('of %s that is stapled and hostile', async (_, make, actor) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), hostile), { minLength: 1, maxLength: 3 }), async (edits) => {
        const document = structuredClone(make())
        document.iat ??= Math.floor(EARLY / 1000)
        for (const [which, value] of edits) {
          const { parent, last } = place(document, which)
          parent[last] = value
        }
        whole(await present({ holder: reseller, secured: [good, await forge({ payload: document, actor })] }))
      }),
      runs,
    )
  })
})
