import { changeStatusCommand } from '../issue/change-status-command.js'

/** `tta reinstate`: lifts a suspension. */
export const reinstateCommand = changeStatusCommand({
  name: 'reinstate',
  act: 'reinstated',
  summary: 'Lifts the suspension of a credential that this desk issued.',
  note: 'A revocation is never lifted.',
  example: 'a certificate that was suspended',
})
