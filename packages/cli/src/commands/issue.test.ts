import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, type ClaimDraft, formatInstant } from '@trusted-tech/model'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readExampleDraft } from '../demo/examples.js'
import { admitTidewater, createSampleDesks, NOON, type SampleDesks } from '../testing/sample-desks.js'

const SCOPE = new URL('../../../../examples/scopes/every-principle.json', import.meta.url).pathname
const EVIDENCE = new URL('../../../../examples/drafts', import.meta.url).pathname
const VALIDITY = { validFrom: formatInstant(NOON), validUntil: formatInstant(addDays(NOON, 365)) }

// Each command derives the key of its desk anew, as a process of its own would.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let desks: SampleDesks
let vendor: string
let number = 0

const at = (desk: string) => ['--dir', desks.at(desk)]
const issue = (files: readonly string[], args: readonly string[] = [], desk = 'meridian') =>
  desks.run(['issue', ...files, ...at(desk), '--evidence-dir', EVIDENCE, ...args])

/** A draft that no other test has: each is issued once. */
function certificate(changes: object = {}): ClaimDraft {
  const { draft } = readExampleDraft('gauge-gateway.certificate')
  number += 1
  const manufacturer = { ...draft.product.manufacturer, id: vendor }
  const product = { ...draft.product, manufacturer, versions: `vers:semver/>=${number}.0.0|<${number + 1}.0.0` }
  return { ...draft, ...VALIDITY, product: { ...product, ...changes } }
}
const put = (name: string, draft: unknown) => desks.put(name, `${JSON.stringify(draft, undefined, 2)}\n`)
async function issued(draft = certificate()): Promise<string> {
  return (await issue([put('one.json', draft)], ['--json'])).json().results[0].id
}

beforeAll(async () => {
  desks = await createSampleDesks(['alliance', 'meridian', 'tidewater', 'buyer'])
  vendor = desks.json('tidewater/tta.json').did
  const until = ['--valid-until', '2028-11-30']
  const about = ['--scope', SCOPE, '--did-document', desks.at('meridian/did.json')]
  await desks.done([
    'accredit',
    'did:web:meridian.example',
    ...at('alliance'),
    '--name',
    'Meridian Assurance',
    ...about,
    ...until,
  ])
  await desks.done(admitTidewater(desks))
  await desks.done(['bundle', 'build', ...at('alliance')])
  for (const desk of ['meridian', 'tidewater']) {
    cpSync(desks.at('alliance/trust'), desks.at(`${desk}/trust`), { recursive: true })
    await desks.done(['trust', 'pin', desks.at('alliance/registry.jwk'), '--yes', ...at(desk)])
  }
})
afterAll(() => desks.remove())

describe('tta issue', () => {
  it('writes a certificate by its id, and gives the same one when it is asked again', async () => {
    const draft = put('pump.json', certificate())
    const first = await issue([draft], ['--out', desks.at('out')])
    expect(first).toMatchObject({ exitCode: 0, err: '' })
    expect(first.out).toMatch(
      /Issued: ConformityCertificate\n {2}about +pkg:generic\/tidewater-instruments\/gauge-gateway\n/,
    )
    expect(first.out).toContain('1 draft: 1 issued.')
    const [name = ''] = readdirSync(desks.at('out'))
    const bytes = desks.text(`out/${name}`)
    const again = (await issue([draft], ['--out', desks.at('out'), '--json'])).json()
    expect(again).toMatchObject({
      outputVersion: 1,
      command: 'issue',
      dryRun: false,
      counts: { done: 1, issued: 0, known: 1 },
      results: [{ file: draft, line: 1, state: 'known', path: join(desks.at('out'), name) }],
      exitCode: 0,
    })
    expect([readdirSync(desks.at('out')), desks.text(`out/${name}`)]).toEqual([[name], bytes])
    expect(name).toBe(`${again.results[0].id.slice('urn:uuid:'.length)}.jwt`)
  })

  it('tells what is wrong as file, line, pointer and code, issues the rest, and goes on when it is put right', async () => {
    const [good, other] = [certificate(), certificate()]
    const wrong = { ...certificate(), assessments: [{ ...good.assessments[0], result: 'fine' }] }
    const file = desks.put(
      'many.jsonl',
      [good, wrong, '{"type":', other].map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'),
    )
    const ran = await issue([file])
    expect(ran.exitCode).toBe(1)
    expect(ran.out).toContain('4 drafts: 2 issued, 2 refused.')
    expect(ran.err.split('\n')[0]).toMatch(`${file}:2 /assessments/0/result SCHEMA_INVALID: `)
    expect(ran.err.split('\n').slice(1)).toEqual([`${file}:3 /type JSON_SYNTAX: expected one JSON text`, ''])
    desks.put('many.jsonl', [good, certificate(), other].map((one) => JSON.stringify(one)).join('\n'))
    expect((await issue([file])).out).toContain('3 drafts: 1 issued, 2 issued before.')
  })

  it('reads YAML, and CSV of a spreadsheet', async () => {
    const draft = certificate()
    const { product, scheme, assessments } = draft
    const yaml = desks.put(
      'pump.yaml',
      `type: ConformityCertificate\nvalidUntil: ${draft.validUntil}\nproduct: ${JSON.stringify(product)}\nscheme:\n  id: ${scheme.id}\n  version: 1.0\nassessments: ${JSON.stringify(assessments)}\n`,
    )
    const wrong = await issue([yaml])
    expect([wrong.exitCode, wrong.err]).toEqual([1, `${yaml}:6 /scheme/version SCHEMA_INVALID: expected a text\n`])
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('version: 1.0', 'version: "1.0"'))
    expect((await issue([yaml])).out).toContain('1 issued')

    const rows = assessments.map(({ criterion, result, assuranceLevel, method, assessedOn }) =>
      [
        product.id,
        product.name,
        vendor,
        product.manufacturer.name,
        'vers:semver/>=900.0.0|<901.0.0',
        product.productClasses?.join('|'),
        product.market?.join('|'),
        'model',
        scheme.id,
        '1.0',
        draft.validUntil,
        criterion,
        result,
        assuranceLevel,
        method,
        assessedOn,
      ].join(','),
    )
    const header =
      'product.id,product.name,product.manufacturer.id,product.manufacturer.name,product.versions,product.productClasses,product.market,product.granularity,scheme.id,scheme.version,validUntil,criterion,result,assuranceLevel,method,assessedOn'
    const csv = desks.put('findings.csv', [header, ...rows].join('\r\n'))
    expect((await issue([csv])).out).toContain('1 draft: 1 issued.')
    const late = desks.put(
      'late.csv',
      [header, ...rows.with(1, `${rows[1]?.slice(0, rows[1].lastIndexOf(','))},2027-01-01T00:00:00Z`)].join('\n'),
    )
    expect((await issue([late], ['--dry-run'])).err).toMatch(`${late}:3 /assessments/1/assessedOn VALIDITY_RANGE`)
  })

  it('of a dry run leaves nothing on record', async () => {
    const file = put('dry.json', certificate())
    const before = (await desks.done(['status', 'list', ...at('meridian'), '--limit', '1000', '--json'])).json()
    const ran = await issue([file], ['--dry-run', '--json'])
    expect(ran.json()).toMatchObject({ exitCode: 0, dryRun: true, results: [{ state: 'good' }] })
    const after = (await desks.done(['status', 'list', ...at('meridian'), '--limit', '1000', '--json'])).json()
    expect(after).toEqual(before)
    const wrong = await issue([put('dry.json', certificate({ name: 'G\u0430uge' }))], ['--dry-run'])
    expect([wrong.exitCode, wrong.err]).toEqual([1, expect.stringContaining('/product/name TEXT_CONFUSABLE')])
  })

  it('THREAT-165 takes a key for one draft, which then stands for no other', async () => {
    const [one, other] = [put('one.json', certificate()), put('other.json', certificate())]
    const key = (name: string) => ['--idempotency-key', name, '--json']
    const first = (await issue([one], key('order-7'))).json().results[0]
    expect((await issue([one], key('order-7'))).json().results[0]).toEqual({
      ...first,
      state: 'known',
      standing: 'good',
    })
    expect((await issue([one], key('order-8'))).json().results[0].id).not.toBe(first.id)
    const conflict = await issue([other], key('order-7'))
    expect([conflict.exitCode, conflict.json().results[0].error.code]).toEqual([1, 'ERR_REQUEST_CONFLICT'])
    expect((await issue([desks.put('x.jsonl', '')], key('k'))).exitCode).toBe(2)
  })

  it('refuses what is outside of the scope of the accreditation', async () => {
    const ran = await issue([put('long.json', { ...certificate(), validUntil: formatInstant(addDays(NOON, 2000)) })])
    expect([ran.exitCode, ran.err]).toEqual([1, expect.stringContaining('/validUntil LIFETIME_EXCEEDED')])
  })

  it('lets a vendor declare, and nobody certify without accreditation', async () => {
    const { type: _certificate, statedParty: _third, ...draft } = certificate()
    const file = put('declaration.json', draft)
    const ran = await issue([file], ['--json'], 'tidewater')
    expect(ran.json()).toMatchObject({ exitCode: 0, results: [{ type: 'ConformityDeclaration' }] })
    const certifying = put('certificate.json', certificate())
    expect((await issue([certifying], [], 'tidewater')).err).toContain('TYPE')
    const refused = await issue([certifying], ['--declaration'], 'tidewater')
    expect([refused.exitCode, refused.err]).toEqual([1, `${certifying}:2 /type TYPE: expected ConformityDeclaration\n`])
    expect((await issue([file], [], 'buyer')).exitCode).toBe(2)
  })

  it('reads folders and standard input', async () => {
    mkdirSync(desks.at('drafts'))
    writeFileSync(desks.at('drafts/b.json'), JSON.stringify(certificate()))
    writeFileSync(desks.at('drafts/a.jsonl'), `${JSON.stringify(certificate())}\n`)
    writeFileSync(desks.at('drafts/notes.txt'), 'not a draft')
    const folder = (await issue([desks.at('drafts')], ['--json'])).json()
    expect(folder.results.map(({ file, state }: { file: string; state: string }) => [file, state])).toEqual([
      [desks.at('drafts/a.jsonl'), 'issued'],
      [desks.at('drafts/b.json'), 'issued'],
    ])
    const lines = [certificate(), certificate()].map((draft) => JSON.stringify(draft)).join('\n')
    for (const [stdin, count] of [
      [lines, 2],
      [JSON.stringify(certificate(), undefined, 2), 1],
      [JSON.stringify(certificate()), 1],
    ] as const) {
      const io = {
        readStdin: async () => new TextEncoder().encode(stdin),
        env: { TTA_PASSPHRASE: 'harbour lights at seven' },
      }
      const ran = await desks.run(['issue', '-', ...at('meridian'), '--evidence-dir', EVIDENCE, '--json'], io as never)
      expect(ran.json().counts).toMatchObject({ done: count, issued: count })
    }
  })

  it('names files that are not there before it issues anything', async () => {
    expect(await issue([desks.at('gone.json')])).toMatchObject({
      exitCode: 4,
      err: expect.stringContaining('gone.json'),
    })
    expect(await issue([desks.put('draft.txt', '')])).toMatchObject({ exitCode: 2 })
    expect(await issue([])).toMatchObject({ exitCode: 2 })
    const gone = put('gone-evidence.json', certificate({ files: ['gone.bin'] }))
    expect((await issue([gone])).err).toMatch(/:\d+ \/product\/files\/0 EVIDENCE_MISMATCH: expected the file gone\.bin/)
  })

  it('says that nothing can be issued without trust data that can be used', async () => {
    const ran = await desks.run(
      ['issue', put('late.json', certificate()), ...at('meridian'), '--evidence-dir', EVIDENCE, '--json'],
      { now: addDays(NOON, 60) },
    )
    expect(ran.exitCode).not.toBe(0)
    expect(ran.err).toContain('BUNDLE_EXPIRED')
  })

  it('shows how far it is on a terminal, and nowhere else', async () => {
    const file = put('progress.json', certificate())
    const io = { errIsTerminal: true, errColumns: 60, env: { TTA_PASSPHRASE: 'harbour lights at seven' } }
    const ran = await desks.run(['issue', file, ...at('meridian'), '--evidence-dir', EVIDENCE], io as never)
    expect(ran.err).toMatch(/^\r1 issued\r {8}\r$/)
  })
})

describe('a status', () => {
  const publish = async (desk: string, folder: string, now = NOON) =>
    (await desks.done(['status', 'publish', ...at(desk), '--out', desks.at(folder), '--json'], { now })).json()
  const verdict = async (id: string, now = NOON) => {
    const { credential } = (await desks.done(['status', 'show', id, ...at('meridian'), '--json'])).json()
    const args = ['--bundle', desks.at('alliance/trust'), '--root', desks.at('alliance/registry.jwk'), '--allow-sample']
    const ran = await desks.run(['verify', desks.put('claim.jwt', credential), ...args, '--json'], { now })
    return ran.json().results[0].report.verdict
  }
  const edition = async (now = NOON) => {
    await publish('meridian', 'lists', now)
    await desks.done(['bundle', 'build', ...at('alliance'), '--lists', desks.at('lists')], { now })
  }

  it('THREAT-092 goes from suspended to reinstated to revoked, and buyers see it with the next edition', async () => {
    const id = await issued()
    const change = (act: string, reason = 'a reason') =>
      desks.run([act, id, ...at('meridian'), '--reason', reason, '--json'])
    let minute = 0
    const later = () => {
      minute += 1
      return (NOON + minute * 60_000) as typeof NOON
    }
    const seen = async () => {
      const now = later()
      await edition(now)
      return verdict(id, now)
    }
    expect(await seen()).toBe('accepted')
    expect((await change('suspend', 'a finding')).json()).toMatchObject({
      outputVersion: 1,
      command: 'suspend',
      id,
      act: 'suspended',
      exitCode: 0,
    })
    expect(await seen()).toBe('rejected')
    expect((await change('reinstate', 'fixed')).exitCode).toBe(0)
    expect(await seen()).toBe('accepted')
    expect((await change('revoke', 'another build')).exitCode).toBe(0)
    expect(await seen()).toBe('rejected')
    expect((await change('reinstate')).exitCode).toBe(1)
    const shown = (await desks.done(['status', 'show', id.slice(9), ...at('meridian'), '--json'])).json()
    expect(shown.history.map(({ act, reason }: { act: string; reason?: string }) => [act, reason])).toEqual([
      ['issued', undefined],
      ['suspended', 'a finding'],
      ['reinstated', 'fixed'],
      ['revoked', 'another build'],
    ])
    const text = await desks.done(['status', 'show', id, ...at('meridian')])
    expect(text.out).toContain('revoked')
  })

  it('that is not good is told when the draft is issued again', async () => {
    const draft = put('again.json', certificate())
    const { id } = (await issue([draft], ['--json'])).json().results[0]
    await desks.done(['revoke', id, '--reason', 'r', ...at('meridian')])
    const again = await issue([draft], ['--json'])
    expect(again.json().results[0]).toMatchObject({ state: 'known', id, standing: 'revoked' })
    expect(again.err).toBe(
      `${draft}:1 was issued before, and is revoked: ${id}; --idempotency-key KEY issues it again\n`,
    )
  })

  it('needs a reason, an id that is one, and a credential of this desk', async () => {
    const id = await issued()
    for (const args of [
      [id],
      [id, '--reason', ' '],
      ['x', '--reason', 'r'],
      ['--reason', 'r'],
      [id, id, '--reason', 'r'],
    ]) {
      expect((await desks.run(['revoke', ...args, ...at('meridian')])).exitCode).toBe(2)
    }
    const other = await desks.run(['revoke', id, '--reason', 'r', ...at('tidewater')])
    expect([other.exitCode, other.err]).toEqual([2, expect.stringContaining('ERR_CREDENTIAL_UNKNOWN')])
  })

  it('list of a desk that has issued nothing is none', async () => {
    const ran = await desks
      .done(['status', 'publish', ...at('buyer'), '--out', desks.at('none')])
      .catch(() => undefined)
    expect(existsSync(desks.at('none'))).toBe(false)
    if (ran !== undefined) expect(ran.out).toContain('there is no list')
  })

  it('of everything issued is listed page by page', async () => {
    const id = await issued()
    await desks.done(['suspend', id, '--reason', 'r', ...at('meridian')])
    const list = async (args: readonly string[]) =>
      (await desks.done(['status', 'list', ...at('meridian'), '--json', ...args])).json()
    const all = await list(['--limit', '1000'])
    const page = await list(['--limit', '2'])
    expect(page.credentials).toEqual(all.credentials.slice(0, 2))
    expect((await list(['--limit', '2', '--after', page.next])).credentials).toEqual(all.credentials.slice(2, 4))
    const suspended = await list([
      '--state',
      'suspended',
      '--product',
      'pkg:generic/tidewater-instruments/gauge-gateway',
    ])
    expect(suspended.credentials.map((one: { id: string }) => one.id)).toContain(id)
    expect((await desks.done(['status', 'list', ...at('meridian'), '--limit', '1'])).out).toMatch(
      /There is more: --after \d+/,
    )
    expect((await desks.run(['status', 'list', ...at('meridian'), '--limit', '0'])).exitCode).toBe(2)
    expect((await desks.run(['status', 'lst', ...at('meridian')])).err).toContain('list')
  })

  it('list is published whole, and signed again only where it changed or is near its end', async () => {
    const id = await issued()
    const first = await publish('meridian', 'public')
    expect(first.lists.map(({ path, signed }: { path: string; signed: boolean }) => [path, signed])).toEqual([
      [desks.at('public/revocation-0.jwt'), true],
      [desks.at('public/suspension-0.jwt'), true],
    ])
    const stamp = () => statSync(desks.at('public/suspension-0.jwt')).mtimeMs
    const before = stamp()
    expect((await publish('meridian', 'public')).lists.map(({ signed }: { signed: boolean }) => signed)).toEqual([
      false,
      false,
    ])
    await desks.done(['revoke', id, '--reason', 'r', ...at('meridian')])
    expect((await publish('meridian', 'public')).lists.map(({ signed }: { signed: boolean }) => signed)).toEqual([
      true,
      false,
    ])
    expect(stamp()).toBe(before)
    const late = await publish('meridian', 'public', addDays(NOON, 20))
    expect(late.lists.map(({ signed }: { signed: boolean }) => signed)).toEqual([true, true])
    expect(readdirSync(desks.at('public')).sort()).toEqual(['revocation-0.jwt', 'suspension-0.jwt'])
  })
})
