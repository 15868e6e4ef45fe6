import { z } from 'zod'
import { BLOCK_LIMITS } from './block-limits.ts'

/** A string of at least `min` and at most `max` code points, refused in Slack's words. */
export function bounded(max: number, min = 1) {
  return z.string().superRefine((value, context) => {
    const length = [...value].length
    if (length < min) context.addIssue({ code: 'custom', message: `must be more than ${min - 1} characters` })
    if (length > max) context.addIssue({ code: 'custom', message: `must be less than ${max + 1} characters` })
  })
}

export function plainText(max: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: bounded(max),
    emoji: z.boolean().optional(),
  })
}

export function mrkdwn(max: number) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: bounded(max),
    verbatim: z.boolean().optional(),
  })
}

export function anyText(max: number) {
  return z.discriminatedUnion('type', [plainText(max), mrkdwn(max)])
}

/** A list of at least one and at most `max` items. */
export function listOf<T extends z.ZodType>(item: T, max: number, min = 1) {
  return z.array(item).min(min).max(max)
}

export const blockId = bounded(BLOCK_LIMITS.blockId).optional()
export const actionId = bounded(BLOCK_LIMITS.actionId).optional()
export const placeholder = plainText(BLOCK_LIMITS.placeholder).optional()
