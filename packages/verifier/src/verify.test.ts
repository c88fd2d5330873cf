import { CHECK_IDS, type Report } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { actors, certificate, declaration, NOW, PRODUCT_ID, sign, usualTrust } from '../../../test/world/world.js'
import { verifySync } from './sync.js'
import { verify } from './verify.js'

const sample = { allowSample: true }

export function states(report: Report, at = 0): Record<string, string> {
  const checks = report.credentials[at]?.checks
  return Object.fromEntries(CHECK_IDS.map((id) => [id, checks?.[id].state ?? 'absent']))
}

describe('a certificate within scope', () => {
  it('is accepted with its findings', async () => {
    const trust = await usualTrust()
    const input = await sign(certificate(), actors.assessor)
    const report = verifySync({
      input,
      trust,
      now: NOW,
      question: { ...sample, product: { id: `${PRODUCT_ID}@4.3.0` } },
    })
    expect(report.credentials[0]?.checks).toEqual(expect.objectContaining({ status: { state: 'passed', notes: [] } }))
    expect(report.summary).toBe('accepted: secure-development met (5/5, substantial, third party)')
    expect(report.verdict).toBe('accepted')
    expect(
      await verify({ input, trust, now: NOW, question: { ...sample, product: { id: `${PRODUCT_ID}@4.3.0` } } }),
    ).toEqual(report)
  })
})

describe('a declaration', () => {
  it('is accepted and named as such', async () => {
    const input = await sign(declaration(), actors.vendor)
    const report = verifySync({ input, trust: await usualTrust(), now: NOW, question: sample })
    expect(report.summary).toContain('self-declared')
    expect(report.verdict).toBe('accepted')
  })
})
