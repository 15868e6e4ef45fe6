import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { button } from './buttons.ts'
import { imageElement } from './media.ts'
import { anyText, blockId, listOf } from './text-objects.ts'

export const alert = z.strictObject({
  type: z.literal('alert'),
  block_id: blockId,
  text: anyText(LIMITS.alert.text),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
})

export const card = z
  .strictObject({
    type: z.literal('card'),
    block_id: blockId,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    slack_icon: z.strictObject({ type: z.literal('icon'), name: z.string().min(1) }).optional(),
    title: anyText(LIMITS.card.title).optional(),
    subtitle: anyText(LIMITS.card.subtitle).optional(),
    body: anyText(LIMITS.card.body).optional(),
    subtext: anyText(LIMITS.card.subtext).optional(),
    actions: listOf(z.discriminatedUnion('type', [button]), LIMITS.card.actions).optional(),
  })
  .superRefine(({ hero_image, title, actions, body, icon, slack_icon }, context) => {
    if (!hero_image && !title && !actions && !body) {
      const message = 'must have at least one of: hero_image, title, actions, body'
      context.addIssue({ code: 'custom', message })
    }
    if (icon && slack_icon) {
      context.addIssue({ code: 'custom', message: 'only one of `icon` and `slack_icon` is allowed' })
    }
  })

export const carousel = z.strictObject({
  type: z.literal('carousel'),
  block_id: blockId,
  elements: listOf(z.discriminatedUnion('type', [card]), LIMITS.carousel.cards),
})
