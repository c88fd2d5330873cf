import { isJsonObject, type JsonObject, type Problem, printable } from '@trusted-tech/model'
import { type Page, reasonMessage } from '@trusted-tech/reports'
import { objectsAt, textAt, textsAt } from './claimed-value.js'
import type { Inspection } from './inspect-document.js'

/** One document: header, claims, issuer, subject, dates, assessments, status entries; known members only. */
export function writeInspection(page: Page, inspection: Inspection, indent = 0): void {
  if (inspection.kind === 'unreadable') {
    writeProblems(page, inspection.problems, indent)
    return
  }
  const { document, header, claims } = inspection
  const field = (label: string, text: string | undefined) => {
    if (text !== undefined && text !== '') page.field(label, text, { indent: indent + 2, column: 17 })
  }
  page.line(`${inspection.kind} as ${inspection.mechanism}`, { indent, tone: 'strong' })
  for (const member of ['alg', 'kid', 'typ', 'cty']) field(`header ${member}`, textAt(header, member))
  for (const member of ['iss', 'sub', 'jti', 'nbf', 'exp', 'aud', 'nonce'])
    field(`claim ${member}`, textAt(claims, member))
  field('signed', inspection.claimedSigningTime)
  field('id', textAt(document, 'id'))
  field('type', textsAt(document, 'type'))
  field('holder', textAt(document, 'holder'))
  field('binding', textAt(document, 'binding'))
  field('issuer', named(document, 'issuer'))
  field('valid from', textAt(document, 'validFrom'))
  field('valid until', textAt(document, 'validUntil'))
  const subject = document['credentialSubject']
  if (isJsonObject(subject)) writeSubject(page, subject, field, indent)
  for (const entry of objectsAt(document, 'credentialStatus')) {
    field(
      'status entry',
      parts([
        textAt(entry, 'statusPurpose'),
        at(textAt(entry, 'statusListIndex')),
        textAt(entry, 'statusListCredential'),
      ]),
    )
  }
  for (const contained of inspection.contained) {
    page.blank()
    writeInspection(page, contained, indent + 2)
  }
}

function writeSubject(
  page: Page,
  subject: JsonObject,
  field: (label: string, text: string | undefined) => void,
  indent: number,
): void {
  field('subject', parts([textAt(subject, 'name'), angled(textAt(subject, 'id'))]))
  field('manufacturer', named(subject, 'manufacturer'))
  field('versions', textAt(subject, 'versions'))
  field('digests', textsAt(subject, 'digests'))
  field('classes', textsAt(subject, 'productClasses'))
  field('market', textsAt(subject, 'market'))
  field('configuration', textAt(subject, 'configuration'))
  field('status purpose', textAt(subject, 'statusPurpose'))
  const scope = ['actions', 'criteria', 'maxAssuranceLevel', 'productClasses', 'jurisdictions']
  for (const member of scope) field(member, textsAt(subject, 'accreditedFor', member))
  field('attestation', textAt(subject, 'conformity', 'attestationType'))
  field('stated party', textAt(subject, 'conformity', 'statedParty'))
  field(
    'catalogue',
    parts([textAt(subject, 'conformity', 'scheme', 'id'), textAt(subject, 'conformity', 'scheme', 'version')]),
  )
  field('accreditation', textAt(subject, 'accreditation', 'id'))
  field('supersedes', textAt(subject, 'supersedes'))
  for (const assessment of objectsAt(subject, 'conformity', 'assessments')) {
    const evidence = objectsAt(assessment, 'evidence').length
    const claimed = ['criterion', 'result', 'assuranceLevel', 'method', 'assessedOn'].map((member) =>
      textAt(assessment, member),
    )
    page.field('assessment', parts([...claimed, evidence > 0 ? `${evidence} evidence` : undefined]) ?? '-', {
      indent: indent + 2,
      column: 17,
    })
  }
}

/** Why a document could not be shown. */
export function writeProblems(page: Page, problems: readonly Problem[], indent: number): void {
  for (const { code, pointer, expected, actual } of problems) {
    page.line(`cannot be shown: ${code}${pointer === '' ? '' : ` at ${printable(pointer)}`}`, { indent, tone: 'bad' })
    page.line(reasonMessage(code).answer, { indent: indent + 2 })
    if (expected !== undefined) page.line(`expected: ${printable(expected)}`, { indent: indent + 2 })
    if (actual !== undefined) page.line(`found: ${printable(actual)}`, { indent: indent + 2 })
  }
}

/** A body given as `{id, name}` or as its id alone. */
function named(document: JsonObject, member: string): string | undefined {
  return textAt(document, member) ?? parts([textAt(document, member, 'name'), angled(textAt(document, member, 'id'))])
}

const angled = (text: string | undefined) => (text === undefined ? undefined : `<${text}>`)
const at = (text: string | undefined) => (text === undefined ? undefined : `index ${text}`)

function parts(texts: readonly (string | undefined)[]): string | undefined {
  const given = texts.filter((text) => text !== undefined)
  return given.length === 0 ? undefined : given.join(' ')
}
