import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  actors,
  at,
  certificate,
  declaration,
  NOW,
  PRODUCT_ID,
  present,
  sign,
  statusList,
  usualParts,
} from '../../../../test/world/world.js'
import { type Ran, tta } from '../testing/captured-io.js'
import { createSampleFolder, type SampleFolder } from '../testing/sample-folder.js'

let folder: SampleFolder
let genuine: string
let good: string
let tampered: string
const madeHere: SampleFolder[] = []

beforeAll(async () => {
  folder = await createSampleFolder()
  genuine = await sign(certificate(), actors.assessor)
  good = folder.put('in/good.jwt', genuine)
  tampered = folder.put('in/tampered.jwt', tamper(genuine))
})
afterAll(() => {
  for (const one of [folder, ...madeHere]) one.remove()
})

/** The same credential with one bit of its signature changed. */
function tamper(compact: string): string {
  const start = compact.lastIndexOf('.') + 1
  return `${compact.slice(0, start)}${compact[start] === 'A' ? 'B' : 'A'}${compact.slice(start + 1)}`
}

async function anotherFolder(changes: Parameters<typeof createSampleFolder>[0] = {}): Promise<SampleFolder> {
  const made = await createSampleFolder(changes)
  madeHere.push(made)
  return made
}

/** `tta verify` against the usual trust data, samples allowed. */
function verify(args: readonly string[], options: Partial<Parameters<typeof tta>[1]> = {}): Promise<Ran> {
  return tta(['verify', ...args, '--bundle', folder.trust, '--root', folder.root, '--allow-sample'], {
    now: NOW,
    ...options,
  })
}

/** The states and codes of one check of the first credential of the first result. */
function codesOf(ran: Ran, check: string): readonly string[] {
  const found = ran.json().results[0].report.credentials[0].checks[check]
  return (found.problems ?? []).map(({ code }: { code: string }) => code)
}

describe('tta verify: exit codes', () => {
  it('0 for an accepted certificate, whose last line names verdict, findings and policy', async () => {
    const { exitCode, out, err } = await verify([good])
    expect(exitCode).toBe(0)
    expect(err).toBe('')
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^accepted: secure-development met \(.*\); policy not requested$/)
  })

  it('0 for a self-declaration, named as such', async () => {
    const { exitCode, out } = await verify([folder.put('declaration.jwt', await sign(declaration(), actors.vendor))])
    expect(exitCode).toBe(0)
    expect(out).toContain('self-declared')
    expect(out).not.toContain('accredited assessor')
  })

  it('1 for a tampered certificate', async () => {
    const ran = await verify([tampered, '--json'])
    expect(ran.exitCode).toBe(1)
    expect(codesOf(ran, 'signature')).toEqual(['SIG_INVALID'])
  })

  it('1 for a product version out of range', async () => {
    const ran = await verify([good, '--product', `${PRODUCT_ID}@9.0.0`, '--json'])
    expect(ran.exitCode).toBe(1)
    expect(codesOf(ran, 'product')).toEqual(['VERSION_OUT_OF_RANGE'])
  })

  it('3 for a sample catalogue that was not allowed', async () => {
    const ran = await tta(['verify', good, '--bundle', folder.trust, '--root', folder.root, '--json'], { now: NOW })
    expect(ran.exitCode).toBe(3)
    expect(codesOf(ran, 'catalogue')).toEqual(['SAMPLE_CATALOGUE'])
  })

  it('3 for trust data that has expired', async () => {
    const ran = await verify([good, '--json'], { now: at('2026-12-31T00:00:00Z') })
    expect(ran.exitCode).toBe(3)
    expect(codesOf(ran, 'trust')).toEqual(['BUNDLE_EXPIRED'])
  })

  it('4 for a file that is not there, naming it', async () => {
    const { exitCode, out, err } = await verify([folder.at('absent.jwt')])
    expect(exitCode).toBe(4)
    expect(out).toBe('')
    expect(err).toContain(`cannot read ${folder.at('absent.jwt')}: no such file or folder (ERR_FILE_UNREADABLE)`)
  })

  it('the worst of many in the order 4, 1, 3, 5, 0, each with its block, and the total on the last line', async () => {
    const worst = await verify([good, tampered, folder.at('absent.jwt')])
    expect(worst.exitCode).toBe(4)
    expect(worst.out).toContain(`${good}\naccepted: `)
    expect(worst.out).toContain(`${tampered}\nrejected: `)
    expect(worst.out).toContain('SIG_INVALID')
    expect(worst.out.trimEnd().split('\n').at(-1)).toBe(
      'rejected: 3 inputs, 1 accepted, 1 rejected, 0 indeterminate, 1 not read; policy not requested',
    )
    expect((await verify([good, tampered])).exitCode).toBe(1)
  })
})

describe('tta verify: the pinned root', () => {
  it('without one: exit 2, nothing verified, and the claimed thumbprint shown as unverified', async () => {
    const ran = await tta(['verify', good, '--bundle', folder.trust, '--json'], { now: NOW })
    expect(ran.exitCode).toBe(2)
    const { error } = ran.json()
    expect(error).toMatchObject({ code: 'ERR_USAGE_INVALID', reason: 'ROOT_NOT_PINNED' })
    expect(ran.err).toContain('UNVERIFIED')
    expect(ran.err).toContain(error.unverifiedRoot)
    expect(ran.json().results).toBeUndefined()
    const pinned = ['verify', good, '--bundle', folder.trust, '--root', error.unverifiedRoot, '--allow-sample']
    expect((await tta(pinned, { now: NOW })).exitCode).toBe(0)
  })

  it('another one: rejected', async () => {
    const other = folder.put('other.jwk', JSON.stringify(actors.other.publicJwk))
    const ran = await tta(['verify', good, '--bundle', folder.trust, '--root', other, '--json'], { now: NOW })
    expect(ran.exitCode).toBe(1)
    expect(codesOf(ran, 'trust')).toEqual(['ROOT_NOT_PINNED'])
  })

  it.each([
    ['a private key', () => JSON.stringify(actors.registry.privateJwk), 'KEY_MALFORMED'],
    ['no JSON', () => 'hello', 'JSON_SYNTAX'],
    ['no key', () => '{}', 'KEY_MALFORMED'],
    ['too large', () => ' '.repeat(70_000), 'LIMIT_SIZE'],
  ])('%s as root: exit 2, and nothing of it is printed', async (_, content, code) => {
    const root = folder.put('wrong.jwk', content())
    const { exitCode, err } = await tta(['verify', good, '--bundle', folder.trust, '--root', root], { now: NOW })
    expect(exitCode).toBe(2)
    expect(err).toContain(code)
    expect(err).not.toContain(String(actors.registry.privateJwk['d']))
  })
})

describe('tta verify: in a desk', () => {
  const desk = (name: string, roots: readonly string[]) => {
    const content = { version: 1, role: 'buyer', name: 'Buyer', did: 'did:key:z6Mk', roots }
    folder.put(`${name}/tta.json`, JSON.stringify(content))
    return folder.at(name)
  }
  const rootOf = async () =>
    (await tta(['verify', good, '--bundle', folder.trust, '--json'], { now: NOW })).json().error
      .unverifiedRoot as string

  it('counts its pinned root and its trust folder, unless flags name others', async () => {
    const dir = desk('pinned', [await rootOf()])
    cpSync(folder.trust, `${dir}/trust`, { recursive: true })
    const at = (...args: readonly string[]) => tta(['verify', good, '--allow-sample', ...args], { now: NOW })
    expect((await at('--dir', dir)).exitCode).toBe(0)
    expect((await at('--dir', dir, '--bundle', folder.trust)).exitCode).toBe(0)
    expect((await at('--dir', dir, '--root', folder.root)).exitCode).toBe(0)
    expect((await at('--dir', dir, '--bundle', folder.at('absent'))).exitCode).toBe(4)
    const other = folder.put('other-root.jwk', JSON.stringify(actors.other.publicJwk))
    expect((await at('--dir', dir, '--root', other)).exitCode).toBe(1)
  })

  it('without a pinned root refuses as without a desk: exit 2, and the claimed root as a claim', async () => {
    const dir = desk('unpinned', [])
    cpSync(folder.trust, `${dir}/trust`, { recursive: true })
    const ran = await tta(['verify', good, '--dir', dir, '--json'], { now: NOW })
    expect(ran.exitCode).toBe(2)
    expect(ran.json().error).toMatchObject({ reason: 'ROOT_NOT_PINNED', unverifiedRoot: await rootOf() })
  })

  it('with a root of another alliance rejects', async () => {
    const dir = desk('foreign', ['A'.repeat(43)])
    const ran = await tta(['verify', good, '--dir', dir, '--bundle', folder.trust, '--json'], { now: NOW })
    expect(ran.exitCode).toBe(1)
    expect(codesOf(ran, 'trust')).toEqual(['ROOT_NOT_PINNED'])
  })

  it('does not look at a desk where flags say everything', async () => {
    folder.put('broken/tta.json', '{')
    expect((await verify([good, '--dir', folder.at('broken')])).exitCode).toBe(0)
    const dir = folder.at('broken')
    expect((await tta(['verify', good, '--dir', dir, '--bundle', folder.trust], { now: NOW })).exitCode).toBe(4)
  })
})

describe('tta verify: trust data that is wrong', () => {
  const against = (trust: string, args: readonly string[] = []) =>
    tta(['verify', good, '--bundle', trust, '--root', folder.root, '--allow-sample', '--json', ...args], { now: NOW })

  it('a folder that is not there: exit 4', async () => {
    expect((await against(folder.at('absent'))).exitCode).toBe(4)
  })

  it('a folder without a manifest, and a file: no bundle, exit 3', async () => {
    mkdirSync(folder.at('empty'), { recursive: true })
    for (const path of [folder.at('empty'), good]) {
      const ran = await against(path)
      expect(ran.exitCode).toBe(3)
      expect(codesOf(ran, 'trust')).toEqual(['BUNDLE_MISSING'])
    }
  })

  it('a manifest that is none: no bundle, exit 3', async () => {
    const other = await anotherFolder()
    const signed = readFileSync(other.at('trust/manifest.jws'), 'utf8')
    const cut = [signed.slice(0, 40), signed.slice(0, signed.lastIndexOf('.'))]
    const tooLarge = 'A'.repeat(4 * 1024 * 1024 + 1)
    for (const content of ['garbage', new Uint8Array([0xff, 0x00, 0x80]), '', genuine, ...cut, tooLarge]) {
      other.put('trust/manifest.jws', content)
      const ran = await against(other.trust)
      expect(ran.exitCode).toBe(3)
      expect(codesOf(ran, 'trust')).toEqual(['BUNDLE_MISSING'])
    }
  })

  it('a manifest of which one bit of the signature differs: rejected', async () => {
    const other = await anotherFolder()
    other.put('trust/manifest.jws', tamper(readFileSync(other.at('trust/manifest.jws'), 'utf8')))
    const ran = await against(other.trust)
    expect(ran.exitCode).toBe(1)
    expect(codesOf(ran, 'trust')).toEqual(['SIG_INVALID'])
  })

  it('a listed file that is missing, longer or changed: rejected, naming the file', async () => {
    const path = 'trust/anchors.json'
    const content = readFileSync(folder.at(path), 'utf8')
    for (const [changed, pointer] of [
      [undefined, '/files/anchors.json'],
      [`${content} `, '/files/anchors.json/length'],
      [content.replace('alliance', 'bllianca'), '/files/anchors.json/sha256'],
    ] as const) {
      const other = await anotherFolder()
      if (changed === undefined) rmSync(other.at(path))
      else other.put(path, changed)
      const ran = await against(other.trust)
      expect(ran.exitCode).toBe(1)
      const [problem] = ran.json().results[0].report.credentials[0].checks.trust.problems
      expect(problem).toMatchObject({ code: 'BUNDLE_INCONSISTENT', pointer })
    }
  })

  it('a file that is not listed is not read', async () => {
    const other = await anotherFolder()
    other.put('trust/status/list-unlisted.jwt', 'garbage')
    other.put('trust/catalogues/evil.json', '{')
    expect((await against(other.trust)).exitCode).toBe(0)
  })

  it('THREAT-107 a listed file, or its folder, or the manifest, that is a link', async () => {
    for (const linked of ['trust/anchors.json', 'trust/catalogues', 'trust/manifest.jws']) {
      const other = await anotherFolder()
      renameSync(other.at(linked), other.at('elsewhere'))
      symlinkSync(other.at('elsewhere'), other.at(linked))
      const ran = await against(other.trust)
      expect(ran.exitCode, linked).not.toBe(0)
      expect(codesOf(ran, 'trust'), linked).toEqual(['BUNDLE_FORMAT'])
    }
  })

  it('THREAT-107 a listed file that is a pipe or a folder neither hangs nor is read', async () => {
    const pipe = await anotherFolder()
    rmSync(pipe.at('trust/anchors.json'))
    execFileSync('mkfifo', [pipe.at('trust/anchors.json')])
    const dir = await anotherFolder()
    rmSync(dir.at('trust/anchors.json'))
    mkdirSync(dir.at('trust/anchors.json'))
    for (const { trust } of [pipe, dir]) expect(codesOf(await against(trust), 'trust')).toEqual(['BUNDLE_FORMAT'])
  })

  it('an endless file in place of a listed one is read no further than its length', async () => {
    const other = await anotherFolder()
    truncateSync(other.at('trust/anchors.json'), 3_000_000_000)
    const ran = await against(other.trust)
    expect(codesOf(ran, 'trust')).toEqual(['BUNDLE_INCONSISTENT'])
  })
})

describe('tta verify: bad inputs', () => {
  it.each([
    ['an empty file', ''],
    ['one line feed', '\n'],
    ['text', 'hello world'],
    ['JSON', '{"a":1}'],
    ['a number', '42'],
    ['binary garbage', new Uint8Array(4096).map((_, index) => (index * 7919) % 256)],
    ['dots', '..'],
    ['a byte order mark', '\ufeffeyJ'],
  ])('%s is rejected with a code at a pointer', async (_, content) => {
    const ran = await verify([folder.put('bad.jwt', content), '--json'])
    expect(ran.exitCode).toBe(1)
    expect(ran.err).toBe('')
    const { report } = ran.json().results[0]
    const problems = [
      ...report.problems,
      ...report.credentials.flatMap(({ checks }: { checks: object }) =>
        Object.values(checks).flatMap(({ state, problems = [] }) => (state === 'failed' ? problems : [])),
      ),
    ]
    expect(problems.length).toBeGreaterThan(0)
    expect(problems[0]).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/), pointer: expect.any(String) })
  })

  it('THREAT-033 a file of 10 GB is not read: rejected as too large, in no time', async () => {
    const huge = folder.put('huge.jwt', '')
    truncateSync(huge, 10_000_000_000)
    const ran = await verify([huge, '--json'])
    expect(ran.exitCode).toBe(1)
    expect(ran.err).toContain('only the beginning was read')
    expect(ran.out).toContain('LIMIT_SIZE')
    expect(ran.json().results[0].tooLarge).toBe(true)
    rmSync(huge)
  })

  it('THREAT-033 endless standard input is read no further than the limit', async () => {
    let asked = 0
    const readStdin = async (maxBytes: number) => {
      asked = maxBytes
      return new Uint8Array(maxBytes).fill(0x41)
    }
    const ran = await verify(['-', '--json'], { readStdin })
    expect(ran.exitCode).toBe(1)
    expect(asked).toBeLessThanOrEqual(8 * 1024 * 1024 + 2)
    expect(ran.out).toContain('LIMIT_SIZE')
  })

  it('a device and a pipe are refused without waiting: exit 4', async () => {
    const pipe = folder.at('pipe.jwt')
    if (!existsSync(pipe)) execFileSync('mkfifo', [pipe])
    for (const path of [pipe, '/dev/zero']) {
      const { exitCode, err } = await verify([path])
      expect(exitCode).toBe(4)
      expect(err).toContain('is not a regular file')
    }
    rmSync(pipe)
  })

  it('THREAT-045 one line feed at the end is dropped; two, a carriage return or a second document are not', async () => {
    expect((await verify([folder.put('lf.jwt', `${genuine}\n`)])).exitCode).toBe(0)
    for (const content of [
      `${genuine}\n\n`,
      `${genuine}\r\n`,
      ` ${genuine}`,
      `${genuine} ${genuine}`,
      `${genuine}\n${genuine}`,
    ]) {
      expect((await verify([folder.put('around.jwt', content)])).exitCode).toBe(1)
    }
  })

  it('THREAT-043 a file name cannot forge output', async () => {
    const { err, out } = await verify([`${folder.path}/x\u001b[31m\naccepted: all.jwt`])
    expect(err + out).not.toMatch(/\u001b|\naccepted/)
    expect(err).toContain('\\u{a}accepted')
  })

  it('THREAT-044 a name that no file can have is named, not explained by the system', async () => {
    const { exitCode, err } = await verify([`${folder.path}/a\u0000b`])
    expect(exitCode).toBe(4)
    expect(err).not.toMatch(/ERR_INVALID|Received|\n +at /)
  })
})

describe('tta verify: folders and standard input', () => {
  it('takes all *.jwt directly inside a folder, sorted, and nothing below', async () => {
    mkdirSync(folder.at('box/deeper'), { recursive: true })
    folder.put('box/b.jwt', genuine)
    folder.put('box/a.jwt', tamper(genuine))
    folder.put('box/notes.txt', 'not a credential')
    folder.put('box/deeper/c.jwt', 'garbage')
    const ran = await verify([folder.at('box'), '--json'])
    expect(ran.json().results.map(({ file }: { file: string }) => file)).toEqual([
      folder.at('box/a.jwt'),
      folder.at('box/b.jwt'),
    ])
    expect(ran.exitCode).toBe(1)
  })

  it('a folder without any is named: exit 4', async () => {
    mkdirSync(folder.at('none'), { recursive: true })
    const { exitCode, err } = await verify([folder.at('none')])
    expect(exitCode).toBe(4)
    expect(err).toContain('no *.jwt and no *.jsonl in this folder')
  })

  it('reads standard input as -', async () => {
    expect((await verify(['-'], { stdin: `${genuine}\n` })).exitCode).toBe(0)
    expect((await verify(['-', '-'])).exitCode).toBe(2)
  })
})

describe('tta verify: the question', () => {
  it('asks for findings under another version of the catalogue', async () => {
    const asked = await verify([good, '--catalogue', 'https://alliance.example/catalogues/trusted-tech@2.0', '--json'])
    expect(asked.json().results[0].report.question.catalogue).toEqual({
      id: 'https://alliance.example/catalogues/trusted-tech',
      version: '2.0',
    })
    const unknown = await verify([
      good,
      '--catalogue',
      'https://alliance.example/catalogues/trusted-tech@9.9',
      '--json',
    ])
    expect(unknown.exitCode).not.toBe(0)
    for (const text of [
      '2.0',
      'trusted-tech@2.0',
      'https://alliance.example/catalogues/trusted-tech',
      '@2.0',
      'x:y@',
    ]) {
      const { exitCode, err } = await verify([good, '--catalogue', text])
      expect([exitCode, err]).toEqual([2, expect.stringContaining('is no catalogue and version')])
    }
  })

  it('compares the version in use, by purl or apart', async () => {
    expect((await verify([good, '--product', `${PRODUCT_ID}@4.3.0`])).exitCode).toBe(0)
    expect((await verify([good, '--product', PRODUCT_ID, '--product-version', '4.3.0'])).exitCode).toBe(0)
    expect((await verify([good, '--product', 'pkg:generic/somebody-else/gauge@4.3.0'])).exitCode).toBe(1)
  })

  it('takes the digest of a build from the file itself', async () => {
    const build = folder.put('gateway.bin', 'the build')
    const document = certificate()
    document.credentialSubject.digests = [`sha256-${sha256('the build')}`]
    const file = folder.put('build.jwt', await sign(document, actors.assessor))
    expect((await verify([file, '--product', PRODUCT_ID, '--digest', build])).exitCode).toBe(0)
    writeFileSync(build, 'another build')
    const ran = await verify([file, '--product', PRODUCT_ID, '--digest', build, '--json'])
    expect(ran.exitCode).toBe(1)
    expect(codesOf(ran, 'product')).toEqual(['PRODUCT_MISMATCH'])
    expect((await verify([file, '--digest', folder.at('absent.bin')])).exitCode).toBe(4)
  })

  it('compares evidence at hand', async () => {
    const document = certificate()
    const [first] = document.credentialSubject.conformity.assessments
    first.evidence = [
      {
        id: `${first.id}-e1`,
        type: 'Evidence',
        name: 'sbom.json',
        mediaType: 'application/json',
        digestSRI: `sha256-${sha256('{"sbom":true}')}`,
        classification: 'public',
        role: 'supports',
        capturedAt: '2026-09-01T09:00:00Z',
      },
    ]
    const file = folder.put('evidence.jwt', await sign(document, actors.assessor))
    folder.put('evidence/sbom.json', '{"sbom":true}')
    const same = await verify([file, '--evidence', folder.at('evidence'), '--json'])
    expect(same.exitCode).toBe(0)
    expect(same.json().results[0].report.credentials[0].checks.evidence.state).toBe('passed')
    folder.put('evidence/sbom.json', '{"sbom":false}')
    const changed = await verify([file, '--evidence', folder.at('evidence'), '--json'])
    expect(changed.exitCode).toBe(1)
    expect(codesOf(changed, 'evidence')).toEqual(['EVIDENCE_MISMATCH'])
    expect((await verify([file, '--evidence', folder.at('absent')])).exitCode).toBe(4)
  })

  it('judges for an earlier time', async () => {
    const ran = await verify([good, '--at', '2026-10-15T00:00:00+02:00', '--json'])
    expect(ran.exitCode).toBe(0)
    expect(ran.json().results[0].report.question.evaluateAt).toBe('2026-10-14T22:00:00Z')
    expect((await verify([good, '--at', '2026-01-01T00:00:00Z'])).exitCode).toBe(1)
  })

  it('expects a presentation for an audience, with a nonce, or for an origin', async () => {
    const answer = folder.put(
      'answer.jwt',
      await present({
        holder: actors.vendor,
        secured: [genuine],
        document: { binding: 'challenge' },
        claims: { aud: 'https://buyer.example', nonce: 'n-1' },
      }),
    )
    const asked = (...args: readonly string[]) => verify([answer, '--audience', 'https://buyer.example', ...args])
    expect((await asked('--nonce', 'n-1')).exitCode).toBe(0)
    expect((await asked('--nonce', 'n-2')).exitCode).toBe(1)
    expect((await asked()).exitCode).toBe(1)
    expect((await verify([answer, '--origin', 'https://buyer.example'])).exitCode).toBe(1)
    expect((await verify([good, '--audience', 'https://buyer.example'])).exitCode).toBe(1)
    const unasked = await verify([answer])
    expect(unasked.exitCode).toBe(0)
    expect(unasked.out).toContain('not authenticated')
  })

  it.each([
    [['--at', 'yesterday'], 'no RFC 3339 time'],
    [['--at', '2026-10-15T00:00:00'], 'no RFC 3339 time'],
    [['--at', '2027-01-01T00:00:00Z'], 'later than now'],
    [['--product', 'Gauge Gateway'], 'a name alone never identifies a product'],
    [['--product', 'pkg:generic/x@1', '--product-version', '2'], 'give one of them'],
    [['--nonce', 'n'], '--nonce needs --audience'],
    [['--origin', 'https://a.example', '--audience', 'b'], 'stands alone'],
    [['--origin', 'https://a.example/page'], 'no https origin'],
    [['--origin', 'http://a.example'], 'no https origin'],
    [['--report', 'json'], '--out'],
    [['--out', 'x'], '--report'],
    [['--report', 'html', '--out', 'x'], 'is one of json, text'],
    [['--audience'], '--audience needs a value'],
    [['--audience', '--allow-sample'], '--audience needs a value'],
    [['--allow-sample=yes'], 'takes no value'],
    [['--at', '2026-10-01T00:00:00Z', '--at', '2026-10-02T00:00:00Z'], 'is given twice'],
    [['--bundel', 'x'], 'did you mean --bundle?'],
    [['--allow-everything'], 'unknown flag --allow-everything'],
    [['-x'], 'unknown flag -x'],
  ])('%j is a mistake of usage: exit 2', async (args, message) => {
    const { exitCode, err, out } = await verify([good, ...args])
    expect(exitCode).toBe(2)
    expect(err).toContain(message)
    expect(err).toContain('tta verify --help')
    expect(out).toBe('')
  })

  it.each([[['verify']], [['verify', 'x.jwt']], [['verify', '--bundle', 'x', '--root', 'y']]])(
    '%j lacks something: exit 2',
    async (args) => {
      expect((await tta(args, { now: NOW })).exitCode).toBe(2)
    },
  )
})

describe('tta verify: reports', () => {
  it('--json is one object, on standard output alone, and follows the published schema', async () => {
    const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
    const ajv = new Ajv2020({ allErrors: true })
    ajv.addSchema(read('../../../reports/schemas/report.schema.json'))
    const validate = ajv.compile(read('../../schemas/verify.schema.json'))
    const parts = await usualParts()
    const suspended = await statusList(actors.assessor, 'suspension', ['1', '2'])
    const other = await anotherFolder({ statusLists: [...(parts.statusLists ?? []).slice(0, 2), suspended] })
    for (const ran of [
      await verify([good, '--json']),
      await verify([good, tampered, folder.at('absent.jwt'), '--json']),
      await verify([folder.put('bad.jwt', ''), '--json']),
      await verify([good, '--json', '--nonsense']),
      await tta(['verify', good, '--bundle', folder.trust, '--json'], { now: NOW }),
      await tta(['verify', good, '--bundle', other.trust, '--root', other.root, '--json'], { now: NOW }),
    ]) {
      validate(ran.json())
      expect(validate.errors).toBeNull()
      expect(ran.json().exitCode).toBe(ran.exitCode)
    }
  })

  it('writes a report to a file, whole or not at all', async () => {
    const out = folder.at('report.json')
    const { exitCode } = await verify([good, '--report', 'json', '--out', out])
    expect(exitCode).toBe(0)
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ reportVersion: 1, verdict: 'accepted' })
    await verify([good, '--report', 'text', '--out', out])
    expect(readFileSync(out, 'utf8')).toMatch(/^ACCEPTED\n/)
    const nowhere = await verify([good, '--report', 'json', '--out', folder.at('absent/report.json')])
    expect(nowhere.exitCode).toBe(4)
    expect(nowhere.err).toContain('cannot write')
    expect((await verify([good, tampered, '--report', 'json', '--out', out])).exitCode).toBe(2)
  })

  it('has colour on a terminal only, none with NO_COLOR, and the same words either way', async () => {
    const sequence = '\u001b['
    const plain = await verify([good])
    const coloured = await verify([good], { outIsTerminal: true })
    const declined = await verify([good], { outIsTerminal: true, env: { NO_COLOR: '1' } })
    expect(plain.out).not.toContain(sequence)
    expect(declined.out).toBe(plain.out)
    expect(coloured.out).toContain(sequence)
    expect(coloured.out.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain.out)
  })

  it('THREAT-078 shows local time beside UTC: of this machine, of a zone, or none; never in JSON', async () => {
    const localOffset = () => -300
    const here = (...args: readonly string[]) => verify([good, ...args], { localOffset, columns: 100 })
    const flat = (text: string) => text.replace(/\s+/g, ' ')
    expect(flat((await here()).out)).toMatch(/2026-\S+Z = 2026-\S+-05:00/)
    const zone = flat((await here('--time-zone', 'Asia/Kolkata')).out)
    expect(zone).toMatch(/2026-\S+Z = 2026-\S+\+05:30/)
    expect(zone).not.toContain('-05:00')
    // Two dates of one report, on both sides of the change of clocks.
    const berlin = flat((await here('--time-zone', 'Europe/Berlin')).out)
    expect(berlin).toContain('+01:00')
    expect(berlin).toContain('+02:00')
    expect((await here('--time-zone', 'utc')).out).toBe((await verify([good], { columns: 100 })).out)
    expect((await here('--json')).out).toBe((await verify([good, '--json'])).out)
    const wrong = await here('--time-zone', 'Middle/Earth')
    expect([wrong.exitCode, wrong.err]).toEqual([2, expect.stringContaining('is no time zone')])
  })

  it('gives the same bytes for the same inputs', async () => {
    expect((await verify([good, '--json'])).out).toBe((await verify([good, '--json'])).out)
  })
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
