import ICAL from 'ical.js'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  actors,
  at,
  certificate,
  cleanLists,
  listUrl,
  mandate,
  membership,
  NOW,
  openedTrust,
  PRODUCT_ID,
  sign,
  statusList,
  usualParts,
  usualTrust,
} from '../../../test/world/world.js'
import type { CredentialStore } from './credential-store.js'
import { type DueItem, findDue } from './find-due.js'
import { createMemoryCredentialStore } from './memory-credential-store.js'
import { renderCalendar as render } from './render-calendar.js'
import { selectCredentials } from './select-credentials.js'
import { hold } from './testing/hold.js'
import { refusalOf } from './testing/refusal-of.js'

const { alliance, assessor, reseller, vendor } = actors
const surveillance = { interval: 'P365D', nextDue: '2026-11-20T00:00:00Z', grace: 'P30D' }

describe('what is due', () => {
  let store: CredentialStore
  beforeAll(async () => {
    store = createMemoryCredentialStore()
    const document = certificate()
    document.credentialSubject.surveillance = surveillance
    await hold(store, await sign(document, assessor))
    await hold(store, await sign(mandate(reseller, { until: '2026-11-15T00:00:00Z' }), vendor))
  })
  const due = async (withinDays: number, options: Partial<Parameters<typeof findDue>[0]> = {}) =>
    (await findDue({ store, now: NOW, withinDays, trust: await usualTrust(), ...options })).map(
      ({ kind, at, lapsed }) => `${kind} ${new Date(at).toISOString().slice(0, 10)}${lapsed ? ' lapsed' : ''}`,
    )

  it.each<readonly [number, readonly string[]]>([
    [0, []],
    [13, []],
    [14, ['mandate 2026-11-15']],
    [20, ['mandate 2026-11-15', 'surveillance 2026-11-20']],
    [
      30,
      [
        'mandate 2026-11-15',
        'surveillance 2026-11-20',
        ...['revocation', 'suspension', 'revocation', 'suspension'].map(() => 'statusList 2026-11-25'),
      ],
    ],
  ])('within %d days', async (days, expected) => {
    expect(await due(days)).toEqual(expected)
  })

  it('within years: the claim, the accreditation of its issuer and the membership of its manufacturer', async () => {
    expect((await due(900)).slice(-3)).toEqual([
      'claim 2027-10-01',
      'accreditation 2029-02-01',
      'membership 2029-02-01',
    ])
  })

  it('what has lapsed is among it', async () => {
    expect(await due(0, { now: at('2026-11-20T00:00:00Z') })).toEqual([
      'mandate 2026-11-15 lapsed',
      'surveillance 2026-11-20 lapsed',
    ])
  })

  it('a list that nobody has is missing now', async () => {
    const items = await findDue({ store, now: NOW, withinDays: 0 })
    expect(items.map(({ kind, missing, lapsed, about }) => [kind, missing, lapsed, about])).toEqual(
      [assessor.did, assessor.did, vendor.did, vendor.did].map((about) => ['statusList', true, true, about]),
    )
  })

  it('a list by somebody else under the id of one that is named tells nothing', async () => {
    const own = createMemoryCredentialStore()
    const held = certificate()
    await hold(own, await sign(held, assessor))
    const set = [held.credentialStatus[0].statusListIndex]
    await hold(own, await statusList(vendor, 'revocation', set, { id: listUrl(assessor, 'revocation') }))
    const items = await findDue({ store: own, now: NOW, withinDays: 900 })
    expect(items.map(({ kind, missing }) => [kind, missing])).toEqual([
      ['statusList', true],
      ['statusList', true],
      ['claim', undefined],
    ])
    expect(await selectCredentials({ store: own, now: NOW, state: 'revoked' })).toEqual([])
    // In trust data as well.
    const foreign = await statusList(vendor, 'suspension', [], { id: listUrl(assessor, 'suspension') })
    const trust = await usualTrust({ statusLists: [foreign] })
    expect((await findDue({ store: own, now: NOW, withinDays: 0, trust })).map(({ missing }) => missing)).toEqual([
      true,
      true,
    ])
  })

  it('the newest list at hand counts, held or of the trust data, and the accreditation that lasts longest', async () => {
    const own = createMemoryCredentialStore()
    await hold(own, await sign(certificate(), assessor))
    const later = { validFrom: at('2026-10-31T00:00:00Z'), validUntil: at('2026-12-31T00:00:00Z') }
    for (const purpose of ['revocation', 'suspension'] as const) {
      await hold(own, await statusList(assessor, purpose, [], later))
    }
    expect(await due(59, { store: own })).toEqual([])
    expect(await due(60, { store: own })).toEqual(['statusList 2026-12-31', 'statusList 2026-12-31'])
    const parts = await usualParts()
    const longer = { ...membership(vendor), validUntil: '2029-06-01T00:00:00Z' }
    const statements = [...(parts.statements ?? []), await sign(longer, alliance)]
    const trust = await openedTrust({ ...parts, statements })
    expect(await due(1100, { store: own, trust })).toContain('membership 2029-06-01')
    expect(await due(1100, { store: own, trust })).not.toContain('membership 2029-02-01')
  })

  it('what is revoked or superseded is not renewed, and so not due', async () => {
    const own = createMemoryCredentialStore()
    const before = certificate()
    const after = certificate()
    after.credentialSubject.supersedes = before.id
    const revoked = certificate()
    await hold(own, await sign(before, assessor))
    await hold(own, await sign(after, assessor, at('2026-10-02T00:00:00Z')))
    await hold(own, await sign(revoked, assessor))
    await hold(own, await statusList(assessor, 'revocation', [revoked.credentialStatus[0].statusListIndex]))
    const claims = (await findDue({ store: own, now: NOW, withinDays: 900 })).filter(({ kind }) => kind === 'claim')
    expect(claims.map(({ id }) => id)).toEqual([after.id])
  })

  it('days are a whole number', async () => {
    expect((await refusalOf(due(1.5))).code).toBe('ERR_ARGUMENT_INVALID')
  })
})

const renderCalendar = (options: Parameters<typeof render>[0]): string => render(options) ?? ''

describe('a calendar of what is due', () => {
  const item: DueItem = {
    kind: 'surveillance',
    at: at('2026-11-20T10:30:00Z'),
    lapsed: false,
    id: 'urn:uuid:00000000-0000-4000-8000-000000000001',
    about: PRODUCT_ID,
    name: 'Gauge, Gateway; "second" \\ edition',
  }
  const read = (text: string) =>
    new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))

  it('is read by a calendar library as it was meant', () => {
    const text = renderCalendar({ items: [item, { ...item, kind: 'statusList', missing: true }], now: NOW })
    const calendar = new ICAL.Component(ICAL.parse(text))
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0')
    const events = read(text)
    expect(events.map(({ summary }) => summary)).toEqual([
      'Surveillance is due: Gauge, Gateway; "second" \\ edition',
      'Status list goes stale: Gauge, Gateway; "second" \\ edition',
    ])
    expect(events[0]?.startDate.toJSDate().toISOString()).toBe('2026-11-20T10:30:00.000Z')
    expect(events[0]?.startDate.zone.tzid).toBe('UTC')
    expect(events[0]?.description).toBe(`Of ${PRODUCT_ID}\nCredential ${item.id}`)
    expect(events[1]?.description).toContain('No such list is at hand.')
  })

  it('has lines of at most 75 octets, each ended by CRLF, and no character cut in two', () => {
    const name = `${'\u00e9\u6f22\u{1f6f0}'.repeat(40)}`
    const text = renderCalendar({ items: [{ ...item, name }], now: NOW })
    expect(text.endsWith('\r\n')).toBe(true)
    const lines = text.slice(0, -2).split('\r\n')
    expect(lines.some((line) => line.includes('\n') || line.includes('\r'))).toBe(false)
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(lines.some((line) => line.includes('\ufffd'))).toBe(false)
    expect(read(text)[0]?.summary).toBe(`Surveillance is due: ${name}`)
  })

  it('a name cannot write lines of its own into it', () => {
    const name = 'Gateway\r\nEND:VEVENT\r\nBEGIN:VALARM\u202e'
    const text = renderCalendar({ items: [{ ...item, name }], now: NOW })
    expect(text.split('\r\n').filter((line) => line === 'END:VEVENT')).toHaveLength(1)
    expect(text).not.toContain('\u202e')
    expect(read(text)).toHaveLength(1)
  })

  it('an event keeps its UID when its time moves, and no two share one', () => {
    const uids = (items: readonly DueItem[], now = NOW) => read(renderCalendar({ items, now })).map(({ uid }) => uid)
    const moved = { ...item, at: at('2027-11-20T10:30:00Z') }
    expect(uids([moved], at('2026-12-01T00:00:00Z'))).toEqual(uids([item]))
    const kinds = (['claim', 'surveillance', 'mandate'] as const).map((kind) => ({ ...item, kind }))
    expect(new Set(uids([...kinds, { ...item, id: 'urn:uuid:2' }])).size).toBe(4)
  })

  it('is not made without events: it has to have one', () => {
    expect(render({ items: [], now: NOW })).toBeUndefined()
  })

  it('same items give the same bytes', async () => {
    const store = createMemoryCredentialStore()
    await hold(store, await sign(certificate(), assessor))
    const lists = await cleanLists(assessor)
    const make = async (order: readonly string[]) => {
      const own = createMemoryCredentialStore()
      for (const secured of [...(await store.list()).map((held) => held.secured), ...order]) await hold(own, secured)
      return renderCalendar({ items: await findDue({ store: own, now: NOW, withinDays: 900 }), now: NOW })
    }
    expect(await make(lists)).toBe(await make([...lists].reverse()))
  })
})
