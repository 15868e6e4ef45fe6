import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { hasOneSource, imageSource, ONE_SOURCE } from './composition.ts'
import { blockId, bounded, plainText } from './text-objects.ts'

export const imageElement = z
  .strictObject({ type: z.literal('image'), ...imageSource, alt_text: bounded(LIMITS.image.altText) })
  .refine(hasOneSource, ONE_SOURCE)

export const image = z
  .strictObject({
    type: z.literal('image'),
    block_id: blockId,
    ...imageSource,
    alt_text: bounded(LIMITS.image.altText),
    title: plainText(LIMITS.image.title).optional(),
  })
  .refine(hasOneSource, ONE_SOURCE)

export const video = z.strictObject({
  type: z.literal('video'),
  block_id: blockId,
  video_url: https(LIMITS.video.url),
  thumbnail_url: bounded(LIMITS.video.thumbnail),
  alt_text: bounded(LIMITS.video.altText),
  title: plainText(LIMITS.video.title),
  title_url: https(LIMITS.video.titleUrl).optional(),
  author_name: bounded(LIMITS.video.author).optional(),
  provider_name: bounded(LIMITS.video.provider).optional(),
  provider_icon_url: bounded(LIMITS.video.providerIcon).optional(),
  description: plainText(LIMITS.video.description).optional(),
})

/** A file that lives elsewhere; it stands in messages that Slack itself wrote. */
export const file = z.strictObject({
  type: z.literal('file'),
  block_id: blockId,
  external_id: z.string(),
  source: z.literal('remote'),
})

export const markdown = z.strictObject({
  type: z.literal('markdown'),
  block_id: blockId,
  text: bounded(LIMITS.markdown.text),
})

function https(max: number) {
  return bounded(max).refine((value) => value.startsWith('https://'), 'must be an https url')
}
