import { z } from 'zod'
import type { Rotation } from '../../core/key.ts'

/**
 * What AWS calls the status of rotation, under its own names. Periods are JSON numbers in newer replies, once documented
 * as text, and 0 or absent while off; older CipherTrust reports the flag only. What is unreadable counts as not reported.
 */
export const rotationFields = {
  KeyRotationEnabled: z.boolean().nullish(),
  RotationPeriodInDays: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .nullish()
    .catch(undefined),
  NextRotationDate: z.string().nullish().catch(undefined),
}
const RotationFields = z.object(rotationFields)

/** A status that names the flag. Without one there is none: a missing flag is never taken for an answer. */
export const RotationStatus = RotationFields.extend({ KeyRotationEnabled: z.boolean() }).transform((fields) =>
  toRotation(fields.KeyRotationEnabled, fields),
)

export function toRotation(on: boolean, fields: z.infer<typeof RotationFields>): Rotation {
  const { RotationPeriodInDays: days, NextRotationDate: nextDate } = fields
  return {
    on,
    ...(days && Number.isInteger(days) && days > 0 ? { periodDays: days } : {}),
    ...(nextDate ? { nextDate } : {}),
  }
}
