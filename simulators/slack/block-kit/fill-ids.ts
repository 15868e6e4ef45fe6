import { randomBlockId } from '../ids.ts'
import { isRecord } from '../json.ts'
import type { Block } from '../world.ts'

const WITHOUT_ACTION = new Set(['image', 'plain_text', 'mrkdwn', 'card'])

/** Slack makes up the ids that the app left out; they come back in reads and in presses. */
export function fillIds(blocks: readonly Block[]): Block[] {
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? randomBlockId(),
    ...filled(block, 'elements'),
    ...filled(block, 'actions'),
    ...(block.accessory ? { accessory: withActionId(block.accessory) } : {}),
    ...(block.element ? { element: withActionId(block.element) } : {}),
    ...(Array.isArray(block.child_blocks)
      ? { child_blocks: fillIds(block.child_blocks.filter(isRecord)) }
      : {}),
  }))
}

function filled(block: Block, field: 'elements' | 'actions'): Block {
  const elements = block[field]
  if (!Array.isArray(elements) || block.type === 'rich_text') return {}
  if (block.type === 'carousel') return { [field]: fillIds(elements.filter(isRecord)) }
  return { [field]: elements.map(withActionId) }
}

function withActionId(element: unknown): unknown {
  if (!isRecord(element) || WITHOUT_ACTION.has(String(element.type))) return element
  return { ...element, action_id: element.action_id ?? randomBlockId() }
}
