import { expect, it } from 'vitest'
import { draftPointer } from './draft-pointer.js'

it.each([
  ['', ''],
  ['/validUntil', '/validUntil'],
  ['/issuer/name', '/issuer/name'],
  ['/credentialStatus/0/id', '/credentialStatus/0/id'],
  ['/credentialSubject', '/product'],
  ['/credentialSubject/manufacturer/registrations/0/value', '/product/manufacturer/registrations/0/value'],
  ['/credentialSubject/digests/3', '/product/digests'],
  ['/credentialSubject/exclusions/1/text/en', '/product/exclusions/1/en'],
  ['/credentialSubject/exclusions/1/text', '/product/exclusions/1'],
  ['/credentialSubject/conformity', ''],
  ['/credentialSubject/conformity/attestationType', ''],
  ['/credentialSubject/conformity/scheme/digestSRI', '/scheme/digestSRI'],
  ['/credentialSubject/conformity/statedParty', '/statedParty'],
  ['/credentialSubject/conformity/assessments', '/assessments'],
  ['/credentialSubject/conformity/assessments/2/rationale/en', '/assessments/2/rationale/en'],
  ['/credentialSubject/conformity/assessments/2/conditions/0/text/de', '/assessments/2/conditions/0/de'],
  ['/credentialSubject/conformity/assessments/12/evidence/1/digestSRI', '/assessments/12/evidence/1/digestSRI'],
  ['/credentialSubjects/0', '/credentialSubjects/0'],
])('%j in a claim is %j in its draft', (pointer, expected) => {
  expect(draftPointer(pointer)).toBe(expected)
})
