import { formatInstant, type QuestionReport } from '@trusted-tech/model'
import type { Asked } from '../verify-input.js'

/** The question as the report prints it: everything that shaped the verdict, the loosening options included. */
export function reportQuestion(asked: Asked): QuestionReport {
  const { product, catalogue, binding } = asked
  return {
    evaluateAt: formatInstant(asked.evaluateAt),
    ...(product === undefined ? {} : { product }),
    ...(catalogue === undefined ? {} : { catalogue }),
    ...(binding === undefined ? {} : { binding }),
    evidence: asked.evidence?.length ?? 0,
    allowSample: asked.allowSample,
    allowUnknownVendor: asked.allowUnknownVendor,
  }
}
