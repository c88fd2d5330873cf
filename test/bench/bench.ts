import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createList, decodeList } from '@digitalbazaar/vc-bitstring-status-list'
import { importPublicKey, openSecured } from '@trusted-tech/proofs'
import { settleSync } from '@trusted-tech/proofs/sync'
import { createBits, decodeBitstring, encodeBitstring, readBit, setBit } from '@trusted-tech/status'
import { verify } from '@trusted-tech/verifier'
import { verifySecuredSync, verifySync } from '@trusted-tech/verifier/sync'
import { actors, NOW, present, sign } from '../world/world.js'
import { measureColdStart } from './cold-start.js'
import { type Fixture, readFixture, readTen, trustForFixtures } from './fixtures.js'
import { measure, type Timing, type Work } from './measure.js'
import { joseWork, veramoWork } from './peers.js'

/** One line of the table: a ratio within one measurement, and the target where there is one. */
interface Row {
  readonly work: string
  readonly who: string
  readonly ratio: number
  readonly p10: number
  readonly p90: number
  readonly unit: string
  readonly target?: string
  readonly met?: boolean
}

const { values } = parseArgs({ options: { short: { type: 'boolean' }, json: { type: 'string' } } })
const budgetMs = values.short === true ? 400 : 4000
const rows: Row[] = []

/** Ratios of every work to the first one, all measured in turn. */
async function compare(
  work: string,
  unit: string,
  works: readonly Work[],
  target?: { readonly who: string; readonly atMost: number },
): Promise<void> {
  const timings = await measure(works, budgetMs)
  const [base] = works
  addRows(work, unit, timings, base?.name ?? '', target)
}

function addRows(
  work: string,
  unit: string,
  timings: ReadonlyMap<string, Timing>,
  base: string,
  target?: { readonly who: string; readonly atMost: number },
): void {
  const one = timings.get(base)?.median ?? Number.NaN
  for (const { name, median, p10, p90 } of timings.values()) {
    if (name === base) continue
    const row = { work, who: name, ratio: median / one, p10: p10 / one, p90: p90 / one, unit }
    rows.push(target?.who === name ? { ...row, target: `≤ ${target.atMost}`, met: row.ratio <= target.atMost } : row)
  }
}

const trust = await trustForFixtures()
const key = importPublicKey({ publicKeyJwk: actors.assessor.publicJwk })
if (!trust.ok || !key.ok) throw new Error('the test world does not open')

function openAndSettle({ bytes }: Fixture): void {
  const opened = openSecured(bytes)
  const job = opened.ok && key.ok ? opened.value.signatureJob(key.value) : undefined
  if (job?.ok !== true || settleSync([job.value])[0] !== 'valid') throw new Error('the fixture does not verify')
}

function fullVerdict(fixture: Fixture): void {
  const { verdict, summary } = verifySync({ input: fixture.bytes, trust, now: NOW, question: fixture.question })
  if (verdict !== 'accepted') throw new Error(`the fixture is not accepted: ${summary}`)
}

for (const name of ['small', 'full'] as const) {
  const fixture = await readFixture(name)
  const jose = await joseWork(fixture.secured, fixture.document)
  const veramo = await veramoWork(fixture.document)
  const raw: Work = { name: 'node:crypto', run: () => fixture.rawVerify() }
  const target = name === 'small' ? { verify: 1.6, verdict: 2.2 } : { verify: 2.0, verdict: 3.0 }
  await compare(
    `verify vc+jwt (${name})`,
    'raw verification',
    [
      raw,
      { name: 'ours', run: () => openAndSettle(fixture) },
      { name: 'jose + JSON.parse', run: jose.verify },
      { name: 'did-jwt-vc (VCDM 1.1)', run: veramo.didJwtVcVerify },
      { name: 'Veramo (VCDM 1.1)', run: veramo.verify },
    ],
    { who: 'ours', atMost: target.verify },
  )
  await compare(
    `issue vc+jwt (${name})`,
    'raw verification',
    [
      raw,
      { name: 'ours', run: () => sign(fixture.document, actors.assessor) },
      { name: 'jose', run: jose.issue },
      { name: 'Veramo (VCDM 1.1)', run: veramo.issue },
    ],
    { who: 'ours', atMost: 0.9 },
  )
  await compare(
    `full verdict (${name})`,
    'raw verification',
    [
      raw,
      { name: 'ours', run: () => fullVerdict(fixture) },
      {
        name: 'ours, asynchronous',
        run: () => verify({ input: fixture.bytes, trust, now: NOW, question: fixture.question }),
      },
    ],
    { who: 'ours', atMost: target.verdict },
  )
}

const ten = await readTen()
const presentation = await present({ holder: actors.vendor, secured: ten.map(({ secured }) => secured) })
const enclosed = ten.map(({ bytes }) => bytes)
const methods = [
  { id: actors.assessor.kid, controller: actors.assessor.did, purposes: ['assertionMethod'] as const, key: key.value },
]
const [small] = ten
if (small === undefined) throw new Error('ten fixtures are ten')
await compare(
  'presentation of 10 (small)',
  'raw verification',
  [
    { name: 'node:crypto', run: () => small.rawVerify() },
    {
      name: 'ours, all proofs',
      run: () => {
        for (const input of [presentation, ...enclosed]) {
          const { proof } = verifySecuredSync({ input, verificationMethods: methods })
          if (proof !== 'verified') throw new Error('a proof of the presentation does not verify')
        }
      },
    },
    {
      name: 'ours, ten full verdicts',
      run: () => {
        const { verdict, summary } = verifySync({
          input: presentation,
          trust,
          now: NOW,
          question: { allowSample: true, binding: { kind: 'addressed', audience: 'tender:2026-117' } },
        })
        if (verdict !== 'accepted') throw new Error(`the presentation is not accepted: ${summary}`)
      },
    },
  ],
  { who: 'ours, all proofs', atMost: 18 },
)

const bits = createBits(131_072)
const theirs = await createList({ length: 131_072 })
for (let index = 0; index < 131_072; index += 97) {
  setBit(bits, index)
  theirs.setStatus(index, true)
}
const encoded = encodeBitstring(bits)
const decodeOurs = () => {
  const decoded = decodeBitstring(encoded)
  if (!decoded.ok) throw new Error('the list does not decode')
  return decoded.value
}
const unit = 'ours'
await compare('status list of 131,072: decode', unit, [
  { name: 'ours', run: decodeOurs },
  { name: 'Digital Bazaar', run: () => decodeList({ encodedList: encoded }) },
])
await compare('status list of 131,072: encode', unit, [
  { name: 'ours', run: () => encodeBitstring(bits) },
  { name: 'Digital Bazaar', run: () => theirs.encode() },
])
await compare('status list of 131,072: check one', unit, [
  { name: 'ours', run: () => readBit(decodeOurs(), 970) },
  { name: 'Digital Bazaar', run: async () => (await decodeList({ encodedList: encoded })).getStatus(970) },
])
const atLeast = { decode: 3, encode: 2.2, 'check one': 2 } as const
for (const [index, row] of rows.entries()) {
  const kind = (['decode', 'encode', 'check one'] as const).find((one) => row.work.endsWith(`: ${one}`))
  if (kind !== undefined) rows[index] = { ...row, target: `≥ ${atLeast[kind]}`, met: row.ratio >= atLeast[kind] }
}

addRows('cold start, whole process', 'node -e 0', measureColdStart(values.short === true ? 5 : 21), 'node', {
  who: 'tta verify',
  atMost: 2.0,
})

const header = ['work', 'who', 'ratio', 'p10–p90', '1.00x is', 'target', '']
const table = rows.map(({ work, who, ratio, p10, p90, unit: one, target, met }) => [
  work,
  who,
  `${ratio.toFixed(2)}x`,
  `${p10.toFixed(2)}–${p90.toFixed(2)}`,
  one,
  target ?? '',
  met === undefined ? '' : met ? 'met' : 'NOT MET',
])
const widths = header.map((title, column) =>
  Math.max(...[header, ...table].map((cells) => (cells[column] ?? title).length)),
)
for (const cells of [header, ...table]) {
  console.log(
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
console.log(
  `\nNode ${process.version}. Ratios of medians within one run; a shared machine is noisy, and no absolute time is kept.`,
)
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ node: process.version, rows }, null, 2)}\n`)
