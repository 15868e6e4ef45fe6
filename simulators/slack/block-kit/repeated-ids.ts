import { isRecord } from '../json.ts'
import { type BlockProblem, pointer } from './slacks-words.ts'

/** A block_id once in a message or view, an action_id once in a block. */
export function repeatedIds(blocks: readonly unknown[], root: readonly PropertyKey[]): BlockProblem[] {
  const placed = blocks.flatMap((block, index) => withChildren(block, [...root, index]))
  const blockIds = placed.map(({ block, path }) => idAt(block, 'block_id', path))
  const actionIds = placed.map(({ block, path }) => {
    const elements = isRecord(block) && Array.isArray(block.elements) ? block.elements : []
    return elements.map((element, at) => idAt(element, 'action_id', [...path, 'elements', at]))
  })
  return [blockIds, ...actionIds].flatMap(repeated)
}

interface Placed {
  readonly block: unknown
  readonly path: readonly PropertyKey[]
}

function withChildren(block: unknown, path: readonly PropertyKey[]): Placed[] {
  const children = isRecord(block) && Array.isArray(block.child_blocks) ? block.child_blocks : []
  const inner = children.map((child, index) => ({ block: child, path: [...path, 'child_blocks', index] }))
  return [{ block, path }, ...inner]
}

type PlacedId = { readonly field: string; readonly id: string; readonly pointer: string } | undefined

function idAt(value: unknown, field: string, path: readonly PropertyKey[]): PlacedId {
  const id = isRecord(value) ? value[field] : undefined
  return typeof id === 'string' ? { field, id, pointer: pointer([...path, field]) } : undefined
}

function repeated(ids: readonly PlacedId[]): BlockProblem[] {
  const known = new Set<string>()
  return ids.flatMap((placed) => {
    if (!placed) return []
    const again = known.has(placed.id)
    known.add(placed.id)
    return again
      ? [{ pointer: placed.pointer, problem: `\`${placed.field}\` "${placed.id}" already exists` }]
      : []
  })
}
