import { createActor } from './actor.js'

/** Everybody a story needs, with fixed keys. */
export const actors = {
  registry: createActor({ seed: 'registry', name: 'Registry', did: 'did:web:registry.alliance.example' }),
  alliance: createActor({
    seed: 'alliance',
    name: 'Trusted Technology Alliance (sample)',
    did: 'did:web:alliance.example',
  }),
  assessor: createActor({ seed: 'assessor', name: 'Meridian Assurance', did: 'did:web:meridian-assurance.example' }),
  limited: createActor({ seed: 'limited', name: 'Harbour Software Lab', did: 'did:web:harbour-lab.example' }),
  delegate: createActor({ seed: 'delegate', name: 'Northern Accreditation', did: 'did:web:northern.example' }),
  stranger: createActor({ seed: 'stranger', name: 'Meridian Assurance', did: 'did:web:stranger.example' }),
  vendor: createActor({ seed: 'vendor', name: 'Tidewater Instruments' }),
  reseller: createActor({ seed: 'reseller', name: 'Quayside Trading' }),
  other: createActor({ seed: 'other', name: 'Somebody Else' }),
} as const
