import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Timing, timing } from './measure.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const TTA = join(ROOT, 'packages/cli/bin/tta.js')

/** Whole processes, in turn: a bare Node, `tta verify` of one file, and a program that verifies one JWS with jose. */
export function measureColdStart(rounds: number): ReadonlyMap<string, Timing> {
  const dir = mkdtempSync(join(tmpdir(), 'tta-bench-'))
  try {
    run([TTA, 'demo', '--dir', join(dir, 'story'), '--json'], dir)
    const story = join(dir, 'story')
    const verify = [
      TTA,
      'verify',
      'credentials/certificate.jwt',
      '--bundle',
      'trust',
      '--root',
      'root.jwk',
      '--allow-sample',
    ]
    const jose = `import { compactVerify, importJWK } from 'jose'
      import { readFileSync } from 'node:fs'
      const key = await importJWK(JSON.parse(readFileSync(${JSON.stringify(join(story, 'root.jwk'))}, 'utf8')), 'EdDSA')
      await compactVerify(readFileSync(${JSON.stringify(join(story, 'trust/manifest.jws'))}), key)`
    const works: readonly [string, readonly string[], string][] = [
      ['node', ['-e', '0'], story],
      ['tta verify', verify, story],
      ['jose', ['--input-type=module', '-e', jose], fileURLToPath(new URL('.', import.meta.url))],
    ]
    const samples = new Map<string, number[]>(works.map(([name]) => [name, []]))
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, args, cwd] of works) {
        const started = performance.now()
        run(args, cwd)
        // The first round only warms the disk.
        if (round > 0) samples.get(name)?.push(performance.now() - started)
      }
    }
    return new Map([...samples].map(([name, times]) => [name, timing(name, times)]))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function run(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`node ${args.join(' ')} gave ${status}: ${stderr}`)
}
