import { type PageOptions, type Palette, PLAIN_PALETTE } from '@trusted-tech/reports'
import type { Io } from '../io.js'

const WIDEST = 100

/** How text is laid out on this terminal: its width, and colour only where a person looks and did not say no. */
export async function choosePage(io: Io): Promise<PageOptions> {
  const width = Math.min(io.columns ?? 80, WIDEST)
  return { width, palette: await choosePalette(io) }
}

async function choosePalette({ env, outIsTerminal }: Io): Promise<Palette> {
  const declined = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb'
  if (!outIsTerminal || declined) return PLAIN_PALETTE
  const { default: picocolors } = await import('picocolors')
  const colours = picocolors.createColors(true)
  return {
    good: colours.green,
    bad: colours.red,
    unsure: colours.yellow,
    quiet: colours.dim,
    strong: colours.bold,
  }
}
