import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { colour, confirm } from './composition.ts'
import { actionId, bounded, listOf, plainText } from './text-objects.ts'

const accessibilityLabel = bounded(LIMITS.button.accessibilityLabel).optional()

export const button = z.strictObject({
  type: z.literal('button'),
  action_id: actionId,
  text: plainText(LIMITS.button.text),
  value: bounded(LIMITS.button.value).optional(),
  url: bounded(LIMITS.button.url).optional(),
  style: colour.optional(),
  confirm,
  accessibility_label: accessibilityLabel,
})

export const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  action_id: actionId,
  text: plainText(LIMITS.button.text),
  workflow: z.strictObject({
    trigger: z.strictObject({
      url: bounded(LIMITS.button.url),
      customizable_input_parameters: z
        .array(z.strictObject({ name: z.string(), value: z.string() }))
        .optional(),
    }),
  }),
  style: colour.optional(),
  confirm,
  accessibility_label: accessibilityLabel,
})

export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  action_id: actionId,
  icon: z.enum(['trash']),
  text: plainText(LIMITS.button.text),
  value: bounded(LIMITS.button.value).optional(),
  confirm,
  accessibility_label: accessibilityLabel,
  visible_to_user_ids: listOf(z.string(), LIMITS.iconButton.visibleTo).optional(),
})

const feedbackButton = z.strictObject({
  text: plainText(LIMITS.button.text),
  value: bounded(LIMITS.button.value),
  accessibility_label: accessibilityLabel,
})

export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: actionId,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
})
