import { z } from 'zod'
import { BLOCK_LIMITS as LIMITS } from './block-limits.ts'
import { feedbackButtons, iconButton } from './buttons.ts'
import { richText } from './rich-text.ts'
import { blockId, bounded, listOf } from './text-objects.ts'

export const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  block_id: blockId,
  elements: listOf(
    z.discriminatedUnion('type', [feedbackButtons, iconButton]),
    LIMITS.contextActions.elements,
  ),
})

const urlSource = z.strictObject({
  type: z.literal('url'),
  url: bounded(LIMITS.urlSource.url),
  text: z.string(),
})

const task = {
  block_id: blockId,
  task_id: bounded(LIMITS.blockId),
  title: bounded(LIMITS.text),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(urlSource).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
}

export const taskCard = z.strictObject({ type: z.literal('task_card'), ...task })

export const plan = z
  .strictObject({
    type: z.literal('plan'),
    block_id: blockId,
    title: bounded(LIMITS.text),
    tasks: listOf(
      z.strictObject({ type: z.literal('task_card').optional(), ...task }),
      LIMITS.plan.tasks,
      0,
    ).optional(),
  })
  .superRefine(({ tasks = [] }, context) => {
    const known = new Set<string>()
    for (const [index, { task_id }] of tasks.entries()) {
      if (known.has(task_id)) {
        context.addIssue({ code: 'custom', message: 'must be unique', path: ['tasks', index, 'task_id'] })
      }
      known.add(task_id)
    }
  })
