import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { actionId, anyText, bounded, plainText } from './text-objects.ts'

const colour = z.enum(['primary', 'danger'])

const confirm = z.strictObject({
  title: plainText(LIMITS.confirm.title).optional(),
  text: anyText(LIMITS.confirm.text),
  confirm: plainText(LIMITS.confirm.confirm).optional(),
  deny: plainText(LIMITS.confirm.deny).optional(),
  style: colour.optional(),
})

export const button = z.strictObject({
  type: z.literal('button'),
  action_id: actionId,
  text: plainText(LIMITS.button.text),
  value: bounded(LIMITS.button.value).optional(),
  url: bounded(LIMITS.button.url).optional(),
  style: colour.optional(),
  confirm: confirm.optional(),
  accessibility_label: bounded(LIMITS.button.accessibilityLabel).optional(),
})

export const imageElement = z.strictObject({
  type: z.literal('image'),
  image_url: bounded(LIMITS.image.url),
  alt_text: bounded(LIMITS.image.altText),
})

export const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: actionId,
  initial_value: z.string().optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(LIMITS.plainTextInput.maxLength).optional(),
  max_length: z.int().min(1).max(LIMITS.plainTextInput.maxLength).optional(),
  focus_on_load: z.boolean().optional(),
  placeholder: plainText(LIMITS.plainTextInput.placeholder).optional(),
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])) })
    .optional(),
})
