import { z } from 'zod'
import { type Fields, isRecord } from '../json.ts'
import { BLOCK_LIMITS } from './block-limits.ts'
import { areBlocks, checkBlocks } from './check-blocks.ts'
import { type BlockProblem, inSlacksWords, pointer } from './slacks-words.ts'
import { bounded, plainText } from './text-objects.ts'

const { view: LIMITS } = BLOCK_LIMITS

const shared = {
  blocks: z.array(z.record(z.string(), z.unknown())).min(1).max(LIMITS.blocks),
  private_metadata: bounded(LIMITS.privateMetadata, 0).optional(),
  callback_id: bounded(LIMITS.callbackId, 0).optional(),
  external_id: bounded(LIMITS.externalId, 0).optional(),
}

const modal = z.strictObject({
  type: z.literal('modal'),
  title: plainText(LIMITS.title),
  close: plainText(LIMITS.close).optional(),
  submit: plainText(LIMITS.submit).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  ...shared,
})

const home = z.strictObject({ type: z.literal('home'), ...shared })

const anyView = z.discriminatedUnion('type', [modal, home])

export type ViewDefinition = z.output<typeof anyView>

/** Everything Slack would say against this view; nothing if it is fine. */
export function checkView(view: unknown, root: readonly PropertyKey[] = ['view']): readonly BlockProblem[] {
  const checked = anyView.safeParse(view, { reportInput: true })
  const outside = checked.success ? [] : inSlacksWords(checked.error, root)
  if (!isRecord(view) || !areBlocks(view.blocks) || view.blocks.length > LIMITS.blocks) return outside
  const surface = view.type === 'home' ? 'home' : 'modal'
  const inside = checkBlocks(view.blocks, { surface, root: [...root, 'blocks'] })
  return [...outside, ...inside, ...needsSubmit(view, root), ...focusedTwice(view.blocks, root)]
}

export function isView(view: unknown): view is ViewDefinition {
  return anyView.safeParse(view).success
}

function needsSubmit({ type, submit, blocks }: Fields, root: readonly PropertyKey[]): BlockProblem[] {
  if (type !== 'modal' || submit !== undefined || !areBlocks(blocks)) return []
  if (!blocks.some((block) => block.type === 'input')) return []
  return [{ pointer: pointer(root), problem: 'must define `submit` to use an `input` block in modals' }]
}

/** Only one element may take the focus. */
function focusedTwice(blocks: readonly Fields[], root: readonly PropertyKey[]): BlockProblem[] {
  const focused = blocks.flatMap((block, index) => {
    const path = [...root, 'blocks', index]
    const elements = Array.isArray(block.elements) ? block.elements : []
    const places = [
      { element: block.element, at: [...path, 'element'] },
      { element: block.accessory, at: [...path, 'accessory'] },
      ...elements.map((element, at) => ({ element, at: [...path, 'elements', at] })),
    ]
    return places.filter(({ element }) => isRecord(element) && element.focus_on_load === true)
  })
  return focused.slice(1).map(({ at }) => ({
    pointer: pointer([...at, 'focus_on_load']),
    problem: 'only one element may have `focus_on_load`',
  }))
}
