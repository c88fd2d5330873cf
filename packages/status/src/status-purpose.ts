/** The purposes that the profile knows, worst news first. */
export const STATUS_PURPOSES = ['revocation', 'suspension'] as const

/** What a set bit means: revoked for good, or suspended until it is cleared. */
export type StatusPurpose = (typeof STATUS_PURPOSES)[number]

export function isStatusPurpose(value: unknown): value is StatusPurpose {
  return STATUS_PURPOSES.includes(value as StatusPurpose)
}
