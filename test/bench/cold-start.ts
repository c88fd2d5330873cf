import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Ratio, ratios } from './measure.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const TTA = join(ROOT, 'packages/cli/bin/tta.js')

/** Whole processes, in turn: a bare Node, `tta verify` of one file, and a program that verifies one JWS with jose. */
export function measureColdStart(rounds: number): readonly Ratio[] {
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
    const programs: readonly { name: string; args: readonly string[]; cwd: string }[] = [
      { name: 'node -e 0', args: ['-e', '0'], cwd: story },
      { name: 'tta verify', args: verify, cwd: story },
      { name: 'jose', args: ['--input-type=module', '-e', jose], cwd: fileURLToPath(new URL('.', import.meta.url)) },
    ]
    const times: number[][] = []
    for (let round = 0; round <= rounds; round += 1) {
      times.push(
        programs.map(({ args, cwd }) => {
          const started = performance.now()
          run(args, cwd)
          return performance.now() - started
        }),
      )
    }
    // The first round only warms the disk.
    return ratios(
      programs.map(({ name }) => name),
      times.slice(1),
    )
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function run(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`node ${args.join(' ')} gave ${status}: ${stderr}`)
}
