import { mkdirSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accreditation, actors, at, certificate, NOW, present, sign } from '../../../../test/world/world.js'
import { tta } from '../testing/captured-io.js'
import { createSampleFolder, type SampleFolder } from '../testing/sample-folder.js'

let folder: SampleFolder
let genuine: string
beforeAll(async () => {
  folder = await createSampleFolder()
  genuine = await sign(certificate(), actors.assessor)
})
afterAll(() => folder.remove())

const inspect = (...args: readonly string[]) => tta(['inspect', ...args], { now: NOW })
const flat = (text: string) => text.replace(/\s+/g, ' ')

describe('tta inspect', () => {
  it('says first and last that nothing was verified', async () => {
    const { out, exitCode } = await inspect(folder.put('a.jwt', genuine))
    expect(exitCode).toBe(0)
    expect(out).toMatch(/^NOT VERIFIED\./)
    expect(flat(out)).toMatch(/NOT VERIFIED\. This is what the file claims[^.]*\. Use tta verify for a verdict\. $/)
  })

  it('shows header, issuer, subject, dates, assessments and status entries of a certificate', async () => {
    const out = flat((await inspect(folder.put('a.jwt', genuine))).out)
    expect(out).toContain('header alg EdDSA')
    expect(out).toContain('issuer Meridian Assurance <did:web:meridian-assurance.example>')
    expect(out).toContain('subject Gauge Gateway <pkg:generic/tidewater-instruments/gauge-gateway>')
    expect(out).toContain('valid until 2027-10-01T00:00:00Z')
    expect(out).toContain('secure-development.sbom conforms substantial audit')
    expect(out).toMatch(/status entry revocation index \d+ https:\/\//)
  })

  it('shows the scope of an accreditation', async () => {
    const secured = await sign(accreditation(actors.assessor), actors.alliance)
    const out = flat((await inspect(folder.put('accreditation.jwt', secured))).out)
    expect(out).toContain('actions issueCertificate')
    expect(out).toContain('maxAssuranceLevel high')
  })

  it('shows what a presentation holds, one level deep', async () => {
    const inner = await present({ holder: actors.vendor, secured: [genuine] })
    const file = folder.put('p.jwt', await present({ holder: actors.vendor, secured: [genuine, inner] }))
    const { results } = (await inspect(file, '--json')).json()
    expect(results[0]).toMatchObject({ kind: 'presentation', contained: [{ kind: 'credential' }, {}] })
    expect(results[0].contained[1].contained ?? []).toEqual([])
    expect(flat((await inspect(file)).out)).toContain('claim aud tender:2026-117')
  })

  it('shows a tampered credential all the same, because it checks no signature', async () => {
    expect((await inspect(folder.put('t.jwt', `${genuine.slice(0, -4)}AAAA`))).exitCode).toBe(0)
  })

  it('THREAT-068 shows members that the profile does not know in JSON only', async () => {
    const secured = await sign({ ...certificate(), certifiedBy: 'EVERYBODY' }, actors.assessor)
    const file = folder.put('padded.jwt', secured)
    expect((await inspect(file)).out).not.toContain('EVERYBODY')
    expect((await inspect(file, '--json')).json().results[0].document.certifiedBy).toBe('EVERYBODY')
  })

  it('THREAT-043 shows hostile texts as harmless ones', async () => {
    const document = certificate()
    document.issuer.name = 'x\u001b[2J\nverdict ACCEPTED\u202e\u009b'
    const file = folder.put('hostile.jwt', await sign(document, actors.assessor))
    for (const args of [[file], [file, '--json']]) {
      expect((await inspect(...args)).out.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
    }
  })

  it.each([
    ['text', 'hello'],
    ['nothing', ''],
    ['JSON', '{}'],
    ['three dots', '...'],
  ])('cannot show %s: exit 1 with a code, no trace', async (_, content) => {
    const ran = await inspect(folder.put('bad.jwt', content), '--json')
    expect(ran.exitCode).toBe(1)
    expect(ran.json().results[0]).toMatchObject({ kind: 'unreadable', problems: [{ code: expect.any(String) }] })
    expect((await inspect(folder.put('bad.jwt', content))).out).toContain('cannot be shown: ')
  })

  it('documents of every odd shape do not trip it', async () => {
    for (const odd of [
      {},
      { issuer: 7 },
      { credentialSubject: [] },
      { credentialSubject: { conformity: 'x' } },
      { type: { a: 1 } },
    ]) {
      expect((await inspect(folder.put('odd.jwt', await sign(odd, actors.assessor)))).exitCode).toBe(0)
    }
    const odd = await present({ holder: actors.vendor, secured: [], document: { verifiableCredential: 'x' } })
    expect((await inspect(folder.put('odd.jwt', odd))).exitCode).toBe(0)
  })

  it('a missing file: exit 4, naming it; the others are shown', async () => {
    const { exitCode, err, out } = await inspect(folder.at('absent.jwt'), folder.put('a.jwt', genuine))
    expect(exitCode).toBe(4)
    expect(err).toContain(folder.at('absent.jwt'))
    expect(out).toContain('Gauge Gateway')
  })

  it('nothing named: exit 2', async () => {
    expect((await inspect()).exitCode).toBe(2)
  })
})

describe('tta inspect of trust data', () => {
  it('shows version, age, claimed root and files', async () => {
    const ran = await inspect(folder.trust, '--json')
    expect(ran.exitCode).toBe(0)
    const [result] = ran.json().results
    expect(result).toMatchObject({ kind: 'trustFolder', version: 1, ageDays: 2, expired: false })
    expect(result.files.every(({ state }: { state: string }) => state === 'asListed')).toBe(true)
    expect(flat((await inspect(folder.trust)).out)).toContain(`claimed root ${result.unverifiedRoot}`)
  })

  it('says when it has expired', async () => {
    const { out } = await tta(['inspect', folder.trust], { now: at('2027-01-01T00:00:00Z') })
    expect(out).toContain('EXPIRED')
  })

  it('marks files that are not those listed', async () => {
    const other = await createSampleFolder()
    rmSync(other.at('trust/anchors.json'))
    other.put('trust/catalogues/trusted-tech-1.0.json', 'short')
    const ran = await inspect(other.trust, '--json')
    const states = Object.fromEntries(
      ran.json().results[0].files.map(({ path, state }: { path: string; state: string }) => [path, state]),
    )
    expect(states).toMatchObject({ 'anchors.json': 'missing', 'catalogues/trusted-tech-1.0.json': 'otherLength' })
    other.remove()
  })

  it('a manifest that cannot be read: exit 3', async () => {
    mkdirSync(folder.at('broken'), { recursive: true })
    folder.put('broken/manifest.jws', 'garbage')
    const ran = await inspect(folder.at('broken'), '--json')
    expect(ran.exitCode).toBe(3)
    expect(ran.json().results[0].problems[0].code).toBe('BUNDLE_FORMAT')
  })
})
