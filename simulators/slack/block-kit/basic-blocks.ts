import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { button, workflowButton } from './buttons.ts'
import {
  checkboxes,
  datepicker,
  datetimepicker,
  fileInput,
  overflow,
  radioButtons,
  richTextInput,
  textInputs,
  timepicker,
} from './inputs.ts'
import { imageElement } from './media.ts'
import { selects } from './selects.ts'
import { anyText, blockId, listOf, mrkdwn, plainText } from './text-objects.ts'

const pickers = [checkboxes, datepicker, radioButtons, timepicker, ...selects] as const
const buttons = [button, workflowButton, overflow] as const

export const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(LIMITS.section.text).optional(),
    fields: listOf(anyText(LIMITS.section.field), LIMITS.section.fields).optional(),
    accessory: z.discriminatedUnion('type', [imageElement, ...buttons, ...pickers]).optional(),
    expand: z.boolean().optional(),
  })
  .superRefine((block, context) => {
    if (block.text || block.fields) return
    context.addIssue({ code: 'custom', message: 'missing required field: text' })
  })

export const header = z.strictObject({
  type: z.literal('header'),
  block_id: blockId,
  text: plainText(LIMITS.header.text),
})

export const divider = z.strictObject({ type: z.literal('divider'), block_id: blockId })

export const context = z.strictObject({
  type: z.literal('context'),
  block_id: blockId,
  elements: listOf(
    z.discriminatedUnion('type', [plainText(LIMITS.text), mrkdwn(LIMITS.text), imageElement]),
    LIMITS.context.elements,
  ),
})

export const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: blockId,
  elements: listOf(
    z.discriminatedUnion('type', [...buttons, ...pickers, datetimepicker, richTextInput]),
    LIMITS.actions.elements,
  ),
})

export const input = z
  .strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plainText(LIMITS.input.label),
    hint: plainText(LIMITS.input.hint).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: z.discriminatedUnion('type', [
      ...textInputs,
      ...pickers,
      datetimepicker,
      richTextInput,
      fileInput,
    ]),
  })
  .superRefine(({ dispatch_action, element }, context) => {
    if (!dispatch_action || element.type !== 'file_input') return
    context.addIssue({
      code: 'custom',
      message: 'not possible with a file_input',
      path: ['dispatch_action'],
    })
  })
