import { DESK_FLAGS } from '../desk/open-desk.js'

/** The flags of `tta status`. */
export const STATUS_FLAGS = {
  ...DESK_FLAGS,
  out: { kind: 'text', value: 'DIR', help: 'publish: the folder for the lists' },
  days: { kind: 'text', value: 'N', help: 'publish: how long a list is good for, 1 to 100 days (default: 30)' },
  product: { kind: 'text', value: 'ID', help: 'list: what was issued for this product, by its exact id' },
  type: { kind: 'text', value: 'TYPE', help: 'list: credentials of this type' },
  state: {
    kind: 'text',
    value: 'STATE',
    oneOf: ['good', 'suspended', 'revoked'],
    help: 'list: how it stands: good, suspended or revoked',
  },
  limit: { kind: 'text', value: 'N', help: 'list: so many at a time, 1 to 1000 (default: 50)' },
  after: { kind: 'text', value: 'MARK', help: 'list: the page that follows, by the mark at the end of the one before' },
} as const
