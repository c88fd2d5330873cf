/** The checks of the verification algorithm, in its order (specification, section 9). */
export const CHECK_IDS = [
  'input',
  'trust',
  'form',
  'structure',
  'issuer',
  'key',
  'signature',
  'validity',
  'accreditation',
  'party',
  'status',
  'events',
  'log',
  'catalogue',
  'product',
  'evidence',
  'surveillance',
  'presentation',
  'presenter',
] as const

export type CheckId = (typeof CHECK_IDS)[number]
