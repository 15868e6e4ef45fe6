import { randomBlockId } from '../ids.ts'
import { isRecord } from '../json.ts'
import type { Block } from '../world.ts'

/** Slack makes up the ids that the app left out; they come back in reads and in presses. */
export function fillIds(blocks: readonly Block[]): Block[] {
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? randomBlockId(),
    ...(Array.isArray(block.elements) ? { elements: block.elements.map(withActionId) } : {}),
    ...(block.accessory ? { accessory: withActionId(block.accessory) } : {}),
  }))
}

function withActionId(element: unknown): unknown {
  if (!isRecord(element) || element.type !== 'button') return element
  return { ...element, action_id: element.action_id ?? randomBlockId() }
}
