import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { anyText, bounded, listOf, plainText } from './text-objects.ts'

export const colour = z.enum(['primary', 'danger'])

export const confirm = z
  .strictObject({
    title: plainText(LIMITS.confirm.title).optional(),
    text: anyText(LIMITS.confirm.text),
    confirm: plainText(LIMITS.confirm.confirm).optional(),
    deny: plainText(LIMITS.confirm.deny).optional(),
    style: colour.optional(),
  })
  .optional()

export const option = z.strictObject({
  text: plainText(LIMITS.option.text),
  value: bounded(LIMITS.option.value),
  description: plainText(LIMITS.option.description).optional(),
})

/** Checkboxes and radio buttons take mrkdwn as well. */
export const markedOption = z.strictObject({
  text: anyText(LIMITS.option.text),
  value: bounded(LIMITS.option.value),
  description: anyText(LIMITS.option.description).optional(),
})

/** Only the options of an overflow menu lead anywhere. */
export const linkedOption = option.extend({
  value: bounded(LIMITS.option.value).optional(),
  url: bounded(LIMITS.option.url).optional(),
})

export const optionGroup = z.strictObject({
  label: plainText(LIMITS.optionGroup.label),
  options: listOf(option, LIMITS.optionGroup.options),
})

export const dispatchActionConfig = z
  .strictObject({
    trigger_actions_on: listOf(z.enum(['on_enter_pressed', 'on_character_entered']), 2),
  })
  .optional()

export const conversationFilter = z
  .strictObject({
    include: listOf(z.enum(['im', 'mpim', 'private', 'public']), 4).optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .refine((filter) => Object.keys(filter).length > 0, 'must name at least one criterion')
  .optional()

/** The two ways to name an image; exactly one of them must be there. */
export const imageSource = {
  image_url: bounded(LIMITS.image.url).optional(),
  slack_file: z
    .strictObject({ id: z.string().optional(), url: bounded(LIMITS.image.url).optional() })
    .refine(({ id, url }) => (id === undefined) !== (url === undefined), 'must have exactly one of: id, url')
    .optional(),
}

export function hasOneSource(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined)
}

export const ONE_SOURCE = 'must have exactly one of: image_url, slack_file'
