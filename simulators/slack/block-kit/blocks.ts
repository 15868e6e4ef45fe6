import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { button, imageElement, plainTextInput } from './elements.ts'
import { richTextElement } from './rich-text.ts'
import { anyText, blockId, bounded, mrkdwn, plainText } from './text-objects.ts'

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(LIMITS.section.text).optional(),
    fields: z.array(anyText(LIMITS.section.field)).min(1).max(LIMITS.section.fields).optional(),
    accessory: z.discriminatedUnion('type', [button, imageElement]).optional(),
    expand: z.boolean().optional(),
  })
  .superRefine((block, context) => {
    if (block.text || block.fields) return
    context.addIssue({ code: 'custom', message: 'missing required field: text' })
  })

const header = z.strictObject({
  type: z.literal('header'),
  block_id: blockId,
  text: plainText(LIMITS.header.text),
})

const divider = z.strictObject({ type: z.literal('divider'), block_id: blockId })

const context = z.strictObject({
  type: z.literal('context'),
  block_id: blockId,
  elements: z
    .array(z.discriminatedUnion('type', [plainText(LIMITS.text), mrkdwn(LIMITS.text), imageElement]))
    .min(1)
    .max(LIMITS.context.elements),
})

const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: blockId,
  elements: z
    .array(z.discriminatedUnion('type', [button]))
    .min(1)
    .max(LIMITS.actions.elements),
})

const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: blockId,
  elements: z.array(richTextElement).min(1),
})

const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plainText(LIMITS.input.label),
  hint: plainText(LIMITS.input.hint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: z.discriminatedUnion('type', [plainTextInput]),
})

const image = z.strictObject({
  type: z.literal('image'),
  block_id: blockId,
  image_url: bounded(LIMITS.image.url),
  alt_text: bounded(LIMITS.image.altText),
  title: plainText(LIMITS.image.title).optional(),
})

export const anyBlock = z.discriminatedUnion('type', [
  section,
  header,
  divider,
  context,
  actions,
  richText,
  input,
  image,
])
