import { changeStatusCommand } from '../issue/change-status-command.js'

/** `tta revoke`: for good. */
export const revokeCommand = changeStatusCommand({
  name: 'revoke',
  act: 'revoked',
  summary: 'Revokes a credential that this desk issued, for good.',
  note: 'A revocation is never lifted; suspend what may come back.',
  example: 'a certificate that should not have been issued',
})
