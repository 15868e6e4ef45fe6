import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { confirm, dispatchActionConfig, linkedOption, markedOption } from './composition.ts'
import { richText } from './rich-text.ts'
import { actionId, listOf, placeholder } from './text-objects.ts'

const focus = z.boolean().optional()
const typed = {
  action_id: actionId,
  dispatch_action_config: dispatchActionConfig,
  focus_on_load: focus,
  placeholder,
}
const picked = { action_id: actionId, confirm, focus_on_load: focus }
const length = z.int().max(LIMITS.plainTextInput.maxLength)
const lines = z.int().min(1).max(LIMITS.richTextInput.lines).optional()
const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'must be a number')
  .optional()

export const textInputs = [
  z
    .strictObject({
      type: z.literal('plain_text_input'),
      ...typed,
      initial_value: z.string().optional(),
      multiline: z.boolean().optional(),
      min_length: length.min(0).optional(),
      max_length: length.min(1).optional(),
    })
    .superRefine(({ min_length = 0, max_length = Number.POSITIVE_INFINITY }, context) => {
      if (min_length > max_length) refuse(context, 'min_length', 'must not be more than `max_length`')
    }),
  z.strictObject({
    type: z.literal('email_text_input'),
    ...typed,
    initial_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('url_text_input'),
    ...typed,
    initial_value: z.string().optional(),
  }),
  z
    .strictObject({
      type: z.literal('number_input'),
      ...typed,
      is_decimal_allowed: z.boolean(),
      initial_value: decimal,
      min_value: decimal,
      max_value: decimal,
    })
    .superRefine(({ min_value, max_value }, context) => {
      if (min_value === undefined || max_value === undefined || Number(min_value) <= Number(max_value)) return
      refuse(context, 'min_value', 'must not be more than `max_value`')
    }),
] as const

export const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: richText.optional(),
  min_lines: lines,
  max_lines: lines,
})

export const fileInput = z.strictObject({
  type: z.literal('file_input'),
  action_id: actionId,
  filetypes: z.array(z.string()).optional(),
  max_files: z.int().min(1).max(LIMITS.fileInput.files).optional(),
})

export const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...picked,
  placeholder,
  initial_date: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, 'must be a date: YYYY-MM-DD')
    .optional(),
})

export const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...picked,
  placeholder,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time: HH:mm')
    .optional(),
  timezone: z.string().optional(),
})

export const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...picked,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
})

export const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...picked,
  options: listOf(markedOption, LIMITS.checkboxes.options),
  initial_options: listOf(markedOption, LIMITS.checkboxes.options).optional(),
})

export const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...picked,
  options: listOf(markedOption, LIMITS.radioButtons.options),
  initial_option: markedOption.optional(),
})

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  confirm,
  options: listOf(linkedOption, LIMITS.overflow.options),
})

function refuse(context: z.core.$RefinementCtx, field: string, message: string): void {
  context.addIssue({ code: 'custom', message, path: [field] })
}
