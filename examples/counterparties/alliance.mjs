// @ts-check
import { readFileSync } from 'node:fs'
import { createMemoryIssuanceStore, issueStatement, publishStatusLists } from '@trusted-tech/issuer'
import { addDays, formatInstant } from '@trusted-tech/model'
import { settle, thumbprint } from '@trusted-tech/proofs'
import { buildTrustFiles, openManifest, openTrust, signManifest } from '@trusted-tech/trust'
import { createParty } from './party.mjs'

/** @typedef {{ manifest: Uint8Array, files: ReadonlyMap<string, Uint8Array> }} TrustFolder a trust folder, file by file */
/** @typedef {{ id: string, publicKeyMultibase?: string }} Key */
/** @typedef {{ id: string, verificationMethod?: readonly (Key | string)[] }} DidDocument */

const read = (/** @type {string} */ path) => new Uint8Array(readFileSync(new URL(`../../${path}`, import.meta.url)))

/**
 * The alliance of these examples, in memory: it accredits, admits, and publishes trust data. A real one keeps a desk of
 * its own, and its root key elsewhere.
 *
 * @param {import('@trusted-tech/model').Instant} now
 */
export function createAlliance(now) {
  const since = addDays(now, -400)
  const registry = createParty({ name: 'Registry of the sample alliance', domain: 'registry.alliance.example' })
  const alliance = createParty({ name: 'Sample Alliance for Trusted Technology', domain: 'alliance.example' })
  const store = createMemoryIssuanceStore()
  /** @type {string[]} */
  const statements = []
  const histories = [keyHistory(alliance.didDocument)]
  let version = 0

  /** @param {DidDocument} didDocument */
  function keyHistory({ id, verificationMethod = [] }) {
    const purposes = /** @type {const} */ (['assertionMethod', 'authentication'])
    const keys = verificationMethod.flatMap((method) => {
      if (typeof method === 'string' || method.publicKeyMultibase === undefined) return []
      return [{ id: method.id, publicKeyMultibase: method.publicKeyMultibase, purposes, from: formatInstant(since) }]
    })
    return { id, keys }
  }

  /** @param {import('@trusted-tech/issuer').StatementDraft} draft */
  async function state(draft) {
    const { did, name, key, signer } = alliance
    const method = {
      id: signer.verificationMethod,
      controller: did,
      purposes: /** @type {const} */ (['assertionMethod']),
    }
    const { secured } = await issueStatement({
      issuer: { id: did, name },
      signer,
      verificationMethods: [{ ...method, key }],
      store,
      statusBase: 'https://alliance.example/status',
      now: addDays(now, -300),
      validFrom: addDays(now, -300),
      validUntil: addDays(now, 700),
      draft,
    })
    statements.push(secured)
  }

  return {
    /** What a buyer pins, after comparing it through a second channel. */
    root: thumbprint(registry.key),

    /** @param {{ name: string, didDocument: DidDocument }} assessor */
    async accredit({ name, didDocument }) {
      histories.push(keyHistory(didDocument))
      await state({
        type: 'AccreditationCredential',
        subject: {
          id: didDocument.id,
          name,
          accreditedFor: JSON.parse(new TextDecoder().decode(read('examples/scopes/every-principle.json'))),
          maxPathLength: 0,
          maxCredentialLifetime: 'P1096D',
          independence: 'established',
          requireLogged: false,
          controlGroup: name,
        },
      })
    },

    /** @param {{ name: string, did: string }} vendor */
    async admit({ name, did }) {
      await state({ type: 'MembershipCredential', subject: { id: did, name, role: 'vendor', controlGroup: name } })
    },

    /**
     * Signs a new edition of the trust data, with the status lists that others handed in.
     *
     * @param {readonly { secured: string }[]} [handedIn]
     * @returns {Promise<TrustFolder>}
     */
    async publish(handedIn = []) {
      const { did, signer } = alliance
      const own = await publishStatusLists({ issuer: did, signer, store, now, validDays: 30 })
      const files = buildTrustFiles({
        anchors: [did],
        keyHistories: histories,
        statements,
        statusLists: [...own, ...handedIn].map(({ secured }) => secured),
        catalogues: new Map(
          ['trusted-tech-1.0', 'trusted-tech-2.0'].map((name) => [
            name,
            read(`packages/model/catalogues/${name}.json`),
          ]),
        ),
      })
      version += 1
      const edition = { version, issuedAt: now, expires: addDays(now, 60) }
      const rootJwk = { ...registry.key.jwk }
      return { files, manifest: await signManifest({ files, ...edition, signer: registry.signer, rootJwk }) }
    },
  }
}

/**
 * Opens trust data under a pinned root, as everybody does with what an alliance handed out.
 *
 * @param {{ folder: TrustFolder, root: string, now: import('@trusted-tech/model').Instant }} options
 */
export async function openTrustFolder({ folder, root, now }) {
  const plan = openManifest({ manifest: folder.manifest, root: { thumbprint: root }, now })
  const manifest = plan.conclude(await settle(plan.jobs))
  return manifest.ok ? openTrust({ manifest: manifest.value, files: folder.files }) : manifest
}
