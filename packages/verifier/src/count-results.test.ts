import { describe, expect, it } from 'vitest'
import { actors, CATALOGUE_ID, certificate, NOW, sign, usualTrust } from '../../../test/world/world.js'
import { verifySync } from './sync.js'

const under = (version: string, allowSample = true) => ({ allowSample, catalogue: { id: CATALOGUE_ID, version } })

describe('findings asked for under another version of the catalogue', () => {
  it('are made of what its crosswalk carries, and every result that was carried or left is noted', async () => {
    const input = await sign(certificate(), actors.assessor)
    const report = verifySync({ input, trust: await usualTrust(), now: NOW, question: under('2.0') })
    expect(report.verdict).toBe('accepted')
    expect(report.findings.map(({ catalogue }) => catalogue)).toEqual([{ id: CATALOGUE_ID, version: '2.0' }])
    const check = report.credentials[0]?.checks.catalogue
    const notes =
      check !== undefined && 'notes' in check ? check.notes.filter(({ code }) => code === 'CARRIED_OVER') : []
    expect(notes.length).toBeGreaterThanOrEqual(5)
    expect(notes.map(({ expected }) => expected)).toContain(`${CATALOGUE_ID}/1.0#secure-development.sbom`)
  })

  it('under its own version carry nothing over', async () => {
    const input = await sign(certificate(), actors.assessor)
    const trust = await usualTrust()
    const asked = verifySync({ input, trust, now: NOW, question: under('1.0') })
    expect(asked.findings).toEqual(verifySync({ input, trust, now: NOW, question: { allowSample: true } }).findings)
  })

  it('under a version that trust data does not have are indeterminate, not made under another one', async () => {
    const input = await sign(certificate(), actors.assessor)
    const report = verifySync({ input, trust: await usualTrust(), now: NOW, question: under('9.9') })
    expect(report.verdict).toBe('indeterminate')
    expect(report.credentials[0]?.checks.catalogue).toMatchObject({
      state: 'indeterminate',
      problems: [{ code: 'CATALOGUE_UNKNOWN', expected: `${CATALOGUE_ID} 9.9, as asked` }],
    })
    expect(report.findings).toEqual([])
  })
})
