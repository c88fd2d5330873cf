import type { PlayedStep } from './play-step.js'

/** The README of the demo folder: for every step the command that gives the same answer. */
export function demoReadme(played: readonly PlayedStep[], root: string): string {
  const lines = [
    '# What `tta demo` left here',
    '',
    'Everything in this folder is fictional and was made by one run of `tta demo`. The desks it was made at, with their',
    'encrypted keys, were removed when the story ended. The software is independent: not affiliated with or endorsed by',
    'any alliance or company.',
    '',
    'One registry key signs the trust data of this demo: a root that several members sign comes with the TUF bundle.',
    `Its thumbprint, which a buyer would pin after comparing it through a second channel: \`${root}\`.`,
    '',
    'Run these in this folder. The catalogue is a sample, so that every command says `--allow-sample`.',
    '',
  ]
  for (const { step, verdict, summary } of played) {
    lines.push(`## ${step.id}`, '', `${step.title}.`, '')
    if (step.command === undefined) lines.push(`${summary}.`, '')
    else
      lines.push('```sh', `tta ${step.command.map(quoted).join(' ')}`, '```', '', `Answer: ${verdict}. ${summary}`, '')
  }
  return `${lines.join('\n').trimEnd()}\n`
}

function quoted(word: string): string {
  return /^[A-Za-z0-9_./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
