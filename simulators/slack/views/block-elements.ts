import { type Fields, isRecord } from '../json.ts'

/** An element that people can touch, and the block it stands in. */
export interface Placed {
  readonly block: Fields
  readonly element: Fields
}

/** Everything in these blocks that has an action_id, in reading order. */
export function elementsIn(blocks: readonly Fields[]): Placed[] {
  return blocks.flatMap((block) => {
    const nested = [block.child_blocks, block.type === 'carousel' ? block.elements : []].flat()
    const own = [block.element, block.accessory, block.elements, block.actions].flat()
    const placed = own
      .filter(isRecord)
      .filter((element) => typeof element.action_id === 'string')
      .map((element) => ({ block, element }))
    return [...placed, ...elementsIn(nested.filter(isRecord))]
  })
}

export function findElement(
  blocks: readonly Fields[],
  { actionId, blockId }: { actionId: string; blockId?: string | undefined },
): Placed | undefined {
  return elementsIn(blocks).find(
    ({ block, element }) =>
      element.action_id === actionId && (blockId === undefined || block.block_id === blockId),
  )
}
