import { isRecord } from '../json.ts'
import type { Block } from '../world.ts'
import { BLOCK_LIMITS } from './block-limits.ts'
import { anyBlock } from './blocks.ts'
import { repeatedIds } from './repeated-ids.ts'
import { type BlockProblem, inSlacksWords, pointer } from './slacks-words.ts'
import { allowedOn, type Surface } from './surfaces.ts'
import { messageTotals } from './totals.ts'

interface Place {
  /** Where the blocks are to stand; blocks on their own may be of any surface. */
  readonly surface?: Surface | undefined
  /** The way to the blocks, for the pointers. */
  readonly root?: readonly PropertyKey[]
}

/** Everything Slack would say against these blocks; nothing if they are fine. */
export function checkBlocks(
  blocks: readonly unknown[],
  { surface = 'message', root = ['blocks'] }: Place = {},
): BlockProblem[] {
  const most = surface === 'message' ? BLOCK_LIMITS.message.blocks : BLOCK_LIMITS.view.blocks
  if (blocks.length > most) return [{ pointer: pointer(root), problem: `no more than ${most} items allowed` }]
  const found = [
    ...blocks.flatMap((block, index) => checkBlock(block, [...root, index], surface)),
    ...repeatedIds(blocks, root),
  ]
  // A block that is too long by itself has already said so.
  return found.length === 0 && surface === 'message' ? messageTotals(blocks, root) : found
}

/** The blocks alone, on whichever surface takes them. */
export function checkLooseBlocks(blocks: readonly unknown[], root: readonly PropertyKey[]): BlockProblem[] {
  const found = blocks.flatMap((block, index) => checkBlock(block, [...root, index]))
  const { blocks: most } = BLOCK_LIMITS.view
  const tooMany = { pointer: pointer(root), problem: `no more than ${most} items allowed` }
  return [...(blocks.length > most ? [tooMany] : []), ...found, ...repeatedIds(blocks, root)]
}

/** The problem as it stands in `errors` of Slack's reply. */
export function describeProblem({ pointer, problem }: BlockProblem): string {
  return `${problem} [json-pointer:${pointer}]`
}

export function areBlocks(value: unknown): value is Block[] {
  return Array.isArray(value) && value.every(isRecord)
}

function checkBlock(
  block: unknown,
  path: readonly PropertyKey[],
  surface?: Surface,
): readonly BlockProblem[] {
  const checked = anyBlock.safeParse(block, { reportInput: true })
  if (!checked.success) return inSlacksWords(checked.error, path)
  const { type } = checked.data
  if (!surface || allowedOn(surface, type)) return []
  return [{ pointer: pointer([...path, 'type']), problem: `unsupported type: ${type}` }]
}
