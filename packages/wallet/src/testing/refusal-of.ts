import { TrustedTechError } from '@trusted-tech/model'

/** What an operation was refused with. */
export async function refusalOf(attempt: Promise<unknown>): Promise<TrustedTechError> {
  const error = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof TrustedTechError) return error
  throw new Error('not refused', { cause: error })
}

/** Its problems, as `CODE pointer`. */
export function told({ problems }: TrustedTechError): readonly string[] {
  return problems.map(({ code, pointer }) => `${code} ${pointer}`.trimEnd())
}
