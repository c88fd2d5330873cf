import { CREDENTIAL_TYPES } from '@trusted-tech/model'
import { HELD_STATES } from '@trusted-tech/wallet'
import type { FlagTable } from '../command-line/command.js'
import type { Action } from '../command-line/read-action.js'
import { DESK_FLAGS } from '../desk/open-desk.js'
import { TRUST_FLAGS } from '../trust-folder/trust-for.js'

export const WALLET_FLAGS = {
  ...DESK_FLAGS,
  ...TRUST_FLAGS,
  product: {
    kind: 'text',
    value: 'ID',
    help: 'list, dossier: the product, as a package URL with or without version, or as an https or urn URI',
  },
  'product-version': { kind: 'text', value: 'VERSION', help: 'list, dossier: claims that cover this version' },
  type: { kind: 'text', value: 'TYPE', oneOf: CREDENTIAL_TYPES, help: 'list: credentials of this type' },
  issuer: { kind: 'text', value: 'DID', help: 'list: what this issuer signed' },
  scheme: { kind: 'text', value: 'ID', help: 'list: claims assessed under this catalogue' },
  criterion: { kind: 'text', value: 'ID', help: 'list: claims with an assessment on this criterion or principle' },
  state: { kind: 'text', value: 'STATE', oneOf: HELD_STATES, help: 'list: what is in this state' },
  superseded: { kind: 'switch', help: 'list: predecessors too, which their successors else hide' },
  within: { kind: 'text', value: 'PnD', help: 'due: how many days ahead, such as P90D (default: P30D)' },
  ics: { kind: 'text', value: 'FILE', help: 'due: write it as an iCalendar file too' },
  audience: { kind: 'text', value: 'A', help: 'present, dossier: whom it is for: a buyer or a tender' },
  nonce: { kind: 'text', value: 'N', help: "present, dossier: the reader's nonce: an answer to a live request" },
  origin: { kind: 'text', value: 'URL', help: 'present, dossier: the https origin of the page that will show it' },
  expires: {
    kind: 'text',
    value: 'T',
    help: 'present, dossier: until when: a day, a time with offset, or PnD for n days',
  },
  out: { kind: 'text', value: 'FILE', help: 'present, dossier: the file to write; one that is there is not replaced' },
} as const satisfies FlagTable

const DESK = Object.keys(DESK_FLAGS)
const TRUST = [...DESK, ...Object.keys(TRUST_FLAGS)]
const BINDING = ['audience', 'nonce', 'origin', 'expires', 'out']
const FILTERS = ['product', 'product-version', 'type', 'issuer', 'scheme', 'criterion', 'state', 'superseded']

export const WALLET_ACTIONS = {
  add: { flags: TRUST },
  list: { flags: [...DESK, ...FILTERS] },
  show: { flags: DESK },
  check: { flags: TRUST },
  due: { flags: [...TRUST, 'within', 'ics'] },
  present: { flags: [...TRUST, ...BINDING] },
  dossier: { flags: [...TRUST, ...BINDING, 'product', 'product-version'] },
  remove: { flags: DESK },
} as const satisfies Record<string, Action>
