import { z } from 'zod'
import { actions, context, divider, header, input, section } from './basic-blocks.ts'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { file, image, imageElement, video } from './media.ts'
import { richText } from './rich-text.ts'
import { table } from './tables.ts'
import { anyText, blockId, listOf, plainText } from './text-objects.ts'

const inside = [
  actions,
  context,
  divider,
  file,
  header,
  image,
  input,
  richText,
  section,
  table,
  video,
] as const

export const container = z
  .strictObject({
    type: z.literal('container'),
    block_id: blockId,
    title: plainText(LIMITS.container.title).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(LIMITS.container.subtitle).optional(),
    child_blocks: listOf(z.discriminatedUnion('type', inside), LIMITS.container.blocks),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .superRefine((block, refinement) => {
    if ((block.title === undefined) === (block.rich_text_title === undefined)) {
      const message = 'must have exactly one of: title, rich_text_title'
      refinement.addIssue({ code: 'custom', message })
    }
    if (block.default_collapsed && !block.is_collapsible) {
      const message = 'only with `is_collapsible`'
      refinement.addIssue({ code: 'custom', message, path: ['default_collapsed'] })
    }
  })
