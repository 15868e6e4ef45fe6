import { z } from 'zod'
import { BLOCK_LIMITS } from './block-limits.ts'
import { blockId, bounded } from './text-objects.ts'

// The reference names no length for rich text; the bound is the one of a whole message.
const LONGEST = 40_000

const marks = {
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  underline: z.boolean().optional(),
}

const style = z.strictObject({ ...marks, code: z.boolean().optional() }).optional()

// What Slack's own input box says of a mention comes back in messages, and may be sent again.
const mentionStyle = z
  .strictObject({
    ...marks,
    code: z.boolean().optional(),
    highlight: z.boolean().optional(),
    client_highlight: z.boolean().optional(),
    unlink: z.boolean().optional(),
  })
  .optional()

const text = z.strictObject({ type: z.literal('text'), text: bounded(LONGEST), style })

const link = z.strictObject({
  type: z.literal('link'),
  url: bounded(LONGEST),
  text: z.string().optional(),
  unsafe: z.boolean().optional(),
  style,
})

const inline = z.discriminatedUnion('type', [
  text,
  link,
  z.strictObject({ type: z.literal('user'), user_id: z.string(), style: mentionStyle }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: z.string(), style: mentionStyle }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string(), style: mentionStyle }),
  z.strictObject({ type: z.literal('team'), team_id: z.string(), style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({ type: z.literal('color'), value: z.string(), style }),
  z.strictObject({
    type: z.literal('emoji'),
    name: z.string(),
    unicode: z.string().optional(),
    url: z.string().optional(),
    style,
  }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: z.string(),
    url: z.string().optional(),
    fallback: z.string().optional(),
    style,
  }),
])

const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(inline) })
const border = z.union([z.literal(0), z.literal(1)]).optional()

const richTextElement = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    indent: z.int().min(0).max(BLOCK_LIMITS.richTextList.indent).optional(),
    offset: z.int().min(0).optional(),
    border,
    elements: z.array(section),
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), border, elements: z.array(inline) }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    border,
    elements: z.array(z.discriminatedUnion('type', [text, link])),
  }),
])

export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: blockId,
  elements: z.array(richTextElement).min(1),
})
