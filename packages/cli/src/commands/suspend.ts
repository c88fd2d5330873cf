import { changeStatusCommand } from '../issue/change-status-command.js'

/** `tta suspend`: until it is reinstated. */
export const suspendCommand = changeStatusCommand({
  name: 'suspend',
  act: 'suspended',
  summary: 'Suspends a credential that this desk issued, until it is reinstated.',
  note: 'While it is suspended, buyers reject it. tta reinstate lifts the suspension.',
  example: 'a certificate, while a finding is looked into',
})
