import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectAccreditations, MAX_LINKS } from './accreditation-graph.js'
import { accreditationPaths, leadsToAnchor, MAX_PATHS } from './accreditation-paths.js'
import { deadEnds } from './dead-ends.js'
import type { AccreditationStatement, Statement } from './statement.js'
import { accreditation, membership } from './testing/statements.js'

const ANCHOR = 'did:web:alliance.example'
const did = (name: string | number) => `did:web:${name}.example`
const isAnchor = (body: string) => body === ANCHOR

let next = 1
const link = (subject: string, issuer: string, changes: object = {}) =>
  accreditation({ n: next++, subject, issuer, ...changes })
const graphOf = (listed: readonly Statement[], stapled: readonly Statement[] = [], issuer = did('issuer')) =>
  collectAccreditations({
    issuer,
    statementsAbout: (body) => listed.filter(({ subject }) => subject === body),
    isAnchor,
    stapled,
  })
const bodies = (path: readonly AccreditationStatement[]) => path.map(({ issuer }) => issuer)

describe('Specification 5: chains from an issuer up to an anchor', () => {
  it('one link, two links, two ways: the shortest first', () => {
    const graph = graphOf([
      link(did('issuer'), did('delegate')),
      link(did('delegate'), ANCHOR),
      link(did('issuer'), ANCHOR),
    ])
    expect(accreditationPaths({ graph }).paths.map(bodies)).toEqual([[ANCHOR], [did('delegate'), ANCHOR]])
    expect(graph.statements).toHaveLength(3)
    expect(deadEnds(graph)).toEqual([])
    expect([leadsToAnchor(graph), leadsToAnchor(graph)]).toEqual([true, true])
  })

  it('none where nobody leads on to an anchor, each time it is asked', () => {
    const graph = graphOf([link(did('issuer'), did('delegate'))])
    expect([leadsToAnchor(graph), leadsToAnchor(graph)]).toEqual([false, false])
    expect(leadsToAnchor(graphOf([]))).toBe(false)
  })

  it('a listed statement goes before a stapled one, whatever their ids', () => {
    const stapled = link(did('issuer'), ANCHOR, { listed: false })
    const listed = link(did('issuer'), ANCHOR)
    const { paths } = accreditationPaths({ graph: graphOf([listed], [stapled]) })
    expect(paths).toEqual([[listed], [stapled]])
  })

  it('a stapled copy of a listed statement is the listed one', () => {
    const listed = link(did('issuer'), ANCHOR)
    const graph = graphOf([listed], [{ ...listed, listed: false }])
    expect(graph.statements).toEqual([listed])
  })

  it('memberships accredit nobody', () => {
    const graph = graphOf([membership({ n: next++, subject: did('issuer'), issuer: ANCHOR })])
    expect(graph.statements).toEqual([])
    expect(accreditationPaths({ graph }).paths).toEqual([])
    expect(deadEnds(graph)).toEqual([])
  })

  it('at an anchor a chain ends, also where anchors accredit each other', () => {
    const other = did('other-anchor')
    const graph = collectAccreditations({
      issuer: ANCHOR,
      statementsAbout: (body) => (body === ANCHOR ? [link(ANCHOR, other)] : [link(other, ANCHOR)]),
      isAnchor: (body) => body === ANCHOR || body === other,
      stapled: [],
    })
    expect(accreditationPaths({ graph }).paths.map(bodies)).toEqual([[other]])
  })

  it.each([MAX_LINKS - 1, MAX_LINKS, MAX_LINKS + 1])('a chain of %i links', (links) => {
    const chain = Array.from({ length: links }, (_, index) =>
      link(index === 0 ? did('issuer') : did(index), index === links - 1 ? ANCHOR : did(index + 1)),
    )
    const graph = graphOf(chain)
    const { paths } = accreditationPaths({ graph })
    if (links <= MAX_LINKS) expect(paths).toEqual([chain])
    else {
      expect(paths).toEqual([])
      expect(deadEnds(graph)).toMatchObject([
        { code: 'ACCREDITATION_PATH', pointer: '/issuer/id', about: chain[7]?.id },
      ])
    }
  })
})

describe('Specification 5: ways that lead nowhere are reported', () => {
  it('THREAT-006 a body that nobody accredited accredits', () => {
    const forged = link(did('issuer'), did('nobody'))
    expect(deadEnds(graphOf([], [forged]))).toMatchObject([
      { code: 'ISSUER_NOT_TRUSTED', pointer: '/issuer/id', actual: did('nobody'), about: forged.id },
    ])
  })

  it('a body that accredits itself', () => {
    const own = link(did('issuer'), did('issuer'))
    const graph = graphOf([own])
    expect(accreditationPaths({ graph }).paths).toEqual([])
    expect(deadEnds(graph)).toMatchObject([{ code: 'ACCREDITATION_PATH', pointer: '/issuer/id', about: own.id }])
  })

  it('a body that accredits itself beside a true accreditation: one way, one dead end', () => {
    const own = link(did('issuer'), did('issuer'))
    const graph = graphOf([own, link(did('issuer'), ANCHOR)])
    expect(accreditationPaths({ graph }).paths.map(bodies)).toEqual([[ANCHOR]])
    expect(deadEnds(graph)).toMatchObject([{ code: 'ACCREDITATION_PATH', about: own.id }])
  })

  it('a cycle vouches for itself only', () => {
    const graph = graphOf([link(did('issuer'), did('a')), link(did('a'), did('b')), link(did('b'), did('a'))])
    expect(accreditationPaths({ graph }).paths).toEqual([])
    expect(deadEnds(graph).map(({ code }) => code)).toEqual([
      'ACCREDITATION_PATH',
      'ACCREDITATION_PATH',
      'ACCREDITATION_PATH',
    ])
  })

  it('a cycle on the way to an anchor: no body stands twice in a path', () => {
    const graph = graphOf([
      link(did('issuer'), did('a')),
      link(did('a'), did('b')),
      link(did('b'), did('a')),
      link(did('a'), ANCHOR),
    ])
    expect(accreditationPaths({ graph }).paths.map(bodies)).toEqual([[did('a'), ANCHOR]])
  })
})

describe('hostile graphs', () => {
  const within = (milliseconds: number, work: () => void) => {
    // The best of three: what is measured is the work, not its compilation or a busy machine.
    const times = [1, 2, 3].map(() => {
      const start = performance.now()
      work()
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(milliseconds)
  }
  const names = (count: number) => Array.from({ length: count }, (_, index) => did(`b${index}`))
  const complete = (count: number, top: readonly AccreditationStatement[]) => {
    const all = names(count)
    const statements = all.flatMap((subject) =>
      all.filter((other) => other !== subject).map((other) => link(subject, other)),
    )
    return [...all.map((body) => link(did('issuer'), body)), ...statements, ...top]
  }

  it('everybody accredits everybody, and none stands below an anchor', () => {
    const statements = complete(15, [])
    within(50, () => {
      const graph = graphOf([], statements)
      expect(accreditationPaths({ graph })).toEqual({ paths: [], truncated: false })
      expect(deadEnds(graph)).toHaveLength(16)
    })
  })

  it('everybody accredits everybody, and one stands below an anchor: the shortest ways are found, no more than 64', () => {
    const statements = complete(15, [link(did('b7'), ANCHOR)])
    within(50, () => {
      const { paths, truncated } = accreditationPaths({ graph: graphOf([], statements) })
      expect(paths).toHaveLength(MAX_PATHS)
      expect(truncated).toBe(true)
      expect(bodies(paths[0] ?? [])).toEqual([did('b7'), ANCHOR])
    })
  })

  it('layers, each body below each of the next layer, the top below nobody', () => {
    const layers = Array.from({ length: 7 }, (_, layer) =>
      Array.from({ length: 6 }, (_, index) => did(`l${layer}x${index}`)),
    )
    const statements = layers.flatMap((layer, index) =>
      layer.flatMap((body) => (layers[index + 1] ?? [did('nobody')]).map((above) => link(body, above))),
    )
    const start = (layers[0] ?? []).map((body) => link(did('issuer'), body))
    within(50, () => {
      expect(accreditationPaths({ graph: graphOf([], [...start, ...statements]) }).paths).toEqual([])
    })
  })

  it('ways that loop back below a far anchor end after a fixed amount of work', () => {
    const all = names(12)
    const statements = complete(12, [
      link(all[11] as string, did('c1')),
      link(did('c1'), did('c2')),
      link(did('c2'), did('c3')),
      link(did('c3'), did('c4')),
      link(did('c4'), did('c5')),
      link(did('c5'), ANCHOR),
    ])
    within(50, () => {
      const { paths } = accreditationPaths({ graph: graphOf([], statements) })
      expect(paths[0]).toHaveLength(7)
    })
  })

  it('ways that all lead back through a body they came through: the genuine one is found, and the search ends', () => {
    const all = names(15)
    const middle = did('middle')
    const statements = [
      link(did('issuer'), middle),
      link(middle, ANCHOR),
      ...all.flatMap((body) => [
        link(middle, body),
        link(body, middle),
        ...all.filter((other) => other !== body).map((other) => link(body, other)),
      ]),
    ]
    within(50, () => {
      const { paths, truncated } = accreditationPaths({ graph: graphOf([], statements) })
      expect(paths.map(bodies)).toEqual([[middle, ANCHOR]])
      expect(truncated).toBe(true)
    })
  })

  it('a thousand statements about the issuer', () => {
    const fan = Array.from({ length: 1000 }, (_, index) => link(did('issuer'), did(`f${index}`)))
    within(50, () => {
      const graph = graphOf([link(did('issuer'), ANCHOR)], fan)
      expect(accreditationPaths({ graph }).paths).toHaveLength(1)
      expect(deadEnds(graph)).toHaveLength(16)
    })
  })

  it('more statements than are looked at: listed ones are, and the rest is said to be left out', () => {
    const fan = Array.from({ length: 2000 }, (_, index) => link(did('issuer'), did(`f${index}`)))
    const graph = graphOf([link(did('issuer'), ANCHOR)], fan)
    expect(graph.statements).toHaveLength(1024)
    expect(accreditationPaths({ graph })).toMatchObject({ paths: [[{ issuer: ANCHOR }]], truncated: true })
  })

  it('any graph: every path is a chain of different bodies from the issuer to an anchor', () => {
    const body = fc.integer({ min: 0, max: 6 })
    const name = (index: number) => (index === 0 ? did('issuer') : index === 6 ? ANCHOR : did(index))
    fc.assert(
      fc.property(fc.array(fc.tuple(body, body), { maxLength: 40 }), (edges) => {
        const statements = edges.map(([subject, issuer], n) =>
          accreditation({ n, subject: name(subject), issuer: name(issuer) }),
        )
        const graph = graphOf(statements)
        for (const path of accreditationPaths({ graph }).paths) {
          const stations = [did('issuer'), ...bodies(path)]
          expect(path.map(({ subject }) => subject)).toEqual(stations.slice(0, -1))
          expect(new Set(stations).size).toBe(stations.length)
          expect(stations.indexOf(ANCHOR)).toBe(stations.length - 1)
          expect(path.length).toBeLessThanOrEqual(MAX_LINKS)
        }
        // Whether there is a way is a matter of plain reachability.
        const reached = new Set([did('issuer')])
        for (let round = 0; round < 7; round += 1) {
          for (const { subject, issuer } of statements)
            if (reached.has(subject) && subject !== ANCHOR) reached.add(issuer)
        }
        expect(accreditationPaths({ graph }).paths.length > 0).toBe(reached.has(ANCHOR))
      }),
      { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) },
    )
  })

  it('forged statements are left out before the search, and cannot hide the genuine way', () => {
    const forged = Array.from({ length: 250 }, () => link(did('issuer'), did('delegate'), { listed: false }))
    const genuine = link(did('issuer'), did('delegate'), { listed: false })
    const graph = graphOf([link(did('delegate'), ANCHOR)], [...forged, genuine])
    expect(accreditationPaths({ graph }).paths.some(([first]) => first === genuine)).toBe(false)
    const { paths } = accreditationPaths({ graph, usable: (statement) => !forged.includes(statement) })
    expect(paths).toMatchObject([[{ id: genuine.id }, { issuer: ANCHOR }]])
  })

  it('what is usable may depend on who vouches for the key', () => {
    const byDelegate = link(did('issuer'), did('delegate'), { listed: false })
    const [wrong, right] = [link(did('delegate'), ANCHOR), link(did('delegate'), ANCHOR)]
    const graph = graphOf([wrong, right], [byDelegate])
    const { paths } = accreditationPaths({
      graph,
      usable: (statement, voucher) => statement !== byDelegate || voucher === right,
    })
    expect(paths).toEqual([[byDelegate, right]])
  })
})
