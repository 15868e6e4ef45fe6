import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { confirm, conversationFilter, option, optionGroup } from './composition.ts'
import { actionId, listOf, placeholder } from './text-objects.ts'

const one = { action_id: actionId, confirm, focus_on_load: z.boolean().optional(), placeholder }
const many = { ...one, max_selected_items: z.int().min(1).optional() }

const choices = {
  options: listOf(option, LIMITS.select.options).optional(),
  option_groups: listOf(optionGroup, LIMITS.select.groups).optional(),
}

const minQueryLength = z.int().min(0).optional()
const conversations = { default_to_current_conversation: z.boolean().optional(), filter: conversationFilter }
const respondable = { response_url_enabled: z.boolean().optional() }
const ids = z.array(z.string()).min(1).optional()

export const selects = [
  z
    .strictObject({
      type: z.literal('static_select'),
      ...one,
      ...choices,
      initial_option: option.optional(),
    })
    .superRefine(oneSourceOfChoices)
    .superRefine(initialAmongChoices),
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...many,
      ...choices,
      initial_options: z.array(option).min(1).optional(),
    })
    .superRefine(oneSourceOfChoices)
    .superRefine(initialAmongChoices),
  z.strictObject({
    type: z.literal('external_select'),
    ...one,
    min_query_length: minQueryLength,
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...many,
    min_query_length: minQueryLength,
    initial_options: z.array(option).min(1).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...one, initial_user: z.string().optional() }),
  z.strictObject({ type: z.literal('multi_users_select'), ...many, initial_users: ids }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...one,
    ...conversations,
    ...respondable,
    initial_conversation: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...many,
    ...conversations,
    initial_conversations: ids,
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...one,
    ...respondable,
    initial_channel: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...many, initial_channels: ids }),
] as const

type Choice = z.output<typeof option>

interface Choosable {
  readonly options?: readonly Choice[] | undefined
  readonly option_groups?: readonly { readonly options: readonly Choice[] }[] | undefined
  readonly initial_option?: Choice | undefined
  readonly initial_options?: readonly Choice[] | undefined
}

function oneSourceOfChoices({ options, option_groups }: Choosable, context: z.core.$RefinementCtx): void {
  if ((options === undefined) !== (option_groups === undefined)) return
  const message = options
    ? 'only one of `options` and `option_groups` is allowed'
    : 'missing required field: options'
  context.addIssue({ code: 'custom', message })
}

/** What is chosen at first must be one of the choices, to the letter. */
function initialAmongChoices(select: Choosable, context: z.core.$RefinementCtx): void {
  const { options = [], option_groups = [], initial_option, initial_options = [] } = select
  const known = new Set([...options, ...option_groups.flatMap((group) => group.options)].map(identity))
  const message = 'initial option is not among the options'
  if (initial_option && !known.has(identity(initial_option))) {
    context.addIssue({ code: 'custom', message, path: ['initial_option'] })
  }
  for (const [index, initial] of initial_options.entries()) {
    if (known.has(identity(initial))) continue
    context.addIssue({ code: 'custom', message, path: ['initial_options', index] })
  }
}

function identity({ text, value }: Choice): string {
  return JSON.stringify([text.text, value])
}
