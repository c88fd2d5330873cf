import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Instant, instantFromMilliseconds } from '@trusted-tech/model'
import { type Ran, tta } from './captured-io.js'

/** The day of the tests. */
export const NOON = instantFromMilliseconds(Date.UTC(2026, 10, 24, 12))
export const PASSPHRASE = 'harbour lights at seven'

/** Desks of several organisations in one temporary folder, made by `tta init`. */
export interface SampleDesks {
  at(name: string): string
  put(name: string, content: string | Uint8Array): string
  text(name: string): string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into files of every shape
  json(name: string): any
  /** Runs `tta`, at noon unless told, with the passphrase of all desks. */
  run(args: readonly string[], options?: Partial<Parameters<typeof tta>[1]>): Promise<Ran>
  /** {@link run}, which has to end with 0. */
  done(args: readonly string[], options?: { readonly now?: Instant }): Promise<Ran>
  remove(): void
}

/** Makes the folder and, in it, the desks asked for: `alliance`, `meridian` (assessor), `tidewater` (vendor), `buyer`. */
export async function createSampleDesks(names: readonly (keyof typeof DESKS)[]): Promise<SampleDesks> {
  const folder = mkdtempSync(join(tmpdir(), 'tta-desks-'))
  const at = (name: string) => join(folder, name)
  const desks: SampleDesks = {
    at,
    put(name, content) {
      writeFileSync(at(name), content)
      return at(name)
    },
    text: (name) => readFileSync(at(name), 'utf8'),
    json: (name) => JSON.parse(readFileSync(at(name), 'utf8')),
    run: (args, options = {}) =>
      tta(args, { env: { TTA_PASSPHRASE: PASSPHRASE }, ...options, now: options.now ?? NOON }),
    async done(args, options = {}) {
      const ran = await desks.run(args, options)
      if (ran.exitCode !== 0) throw new Error(`tta ${args.join(' ')} gave ${ran.exitCode}: ${ran.err}`)
      return ran
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
  for (const name of names) await desks.done(['init', ...DESKS[name], '--dir', at(name)])
  return desks
}

/** What the alliance types to admit the vendor of the sample desks. */
export function admitTidewater(desks: SampleDesks): readonly string[] {
  const { did } = desks.json('tidewater/tta.json')
  const who = ['--name', 'Tidewater Instruments', '--role', 'vendor', '--valid-until', '2027-11-30']
  return ['admit', did, '--dir', desks.at('alliance'), ...who]
}

const DESKS = {
  alliance: ['alliance', '--name', 'Sample Alliance', '--domain', 'alliance.example'],
  meridian: ['assessor', '--name', 'Meridian Assurance', '--domain', 'meridian.example'],
  tidewater: ['vendor', '--name', 'Tidewater Instruments'],
  buyer: ['buyer', '--name', 'City Procurement'],
} as const
