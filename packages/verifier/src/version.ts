/** Part of every report: another version must give the same verdict or name the check that differs. */
export const VERIFIER = { name: '@trusted-tech/verifier', version: '0.0.0' } as const
