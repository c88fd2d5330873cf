import type { Party } from '@trusted-tech/model'

export type WhoSaysSo = 'selfDeclared' | 'assessed' | 'assessedByAccredited'

/**
 * Who stands behind a statement, for people: self-declared, assessed, or assessed by an accredited assessor.
 *
 * A declaration is always self-declared. A certification counts as by an accredited assessor only if the derived party
 * is a third one, confirmed or not; an accredited body of the manufacturer's own group does not.
 */
export function whoSaysSo(attestationType: 'certification' | 'declaration', party: Party | undefined): WhoSaysSo {
  if (attestationType === 'declaration') return 'selfDeclared'
  return party === 'third' || party === 'thirdUnconfirmed' ? 'assessedByAccredited' : 'assessed'
}
