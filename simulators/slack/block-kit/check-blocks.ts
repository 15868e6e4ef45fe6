import type { z } from 'zod'
import { isRecord } from '../json.ts'
import type { Block } from '../world.ts'
import { BLOCK_LIMITS } from './block-limits.ts'
import { anyBlock } from './blocks.ts'

/** What is wrong, and where: a JSON pointer such as `/blocks/0/text/text`. */
export interface BlockProblem {
  readonly pointer: string
  readonly problem: string
}

/** Everything Slack would say against these blocks of a message; nothing if they are fine. */
export function checkBlocks(blocks: readonly unknown[]): BlockProblem[] {
  const { blocks: most } = BLOCK_LIMITS.message
  if (blocks.length > most) return [{ pointer: '/blocks', problem: `no more than ${most} items allowed` }]
  return [...blocks.flatMap(checkBlock), ...repeatedIds(blocks)]
}

/** The problem as it stands in `errors` of Slack's reply. */
export function describeProblem({ pointer, problem }: BlockProblem): string {
  return `${problem} [json-pointer:${pointer}]`
}

export function areBlocks(value: unknown): value is Block[] {
  return Array.isArray(value) && value.every(isRecord)
}

function checkBlock(block: unknown, index: number): BlockProblem[] {
  const checked = anyBlock.safeParse(block, { reportInput: true })
  if (checked.success) return []
  return checked.error.issues.flatMap((issue) => inSlacksWords(issue, ['blocks', index, ...issue.path]))
}

function inSlacksWords(issue: z.core.$ZodIssue, path: PropertyKey[]): BlockProblem[] {
  const here = pointer(path)
  const parent = pointer(path.slice(0, -1))
  const field = String(path.at(-1))
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ pointer: here, problem: `invalid additional property: ${key}` }))
    case 'invalid_union': {
      const type = isRecord(issue.input) ? issue.input.type : undefined
      return type === undefined
        ? [{ pointer: parent, problem: 'missing required field: type' }]
        : [{ pointer: here, problem: `unsupported type: ${String(type)}` }]
    }
    case 'too_big':
      return [{ pointer: here, problem: `no more than ${issue.maximum} ${unit(issue.origin)}` }]
    case 'too_small':
      return [{ pointer: here, problem: `no fewer than ${issue.minimum} ${unit(issue.origin)}` }]
    case 'invalid_type':
    case 'invalid_value':
      if (issue.input === undefined) return [{ pointer: parent, problem: `missing required field: ${field}` }]
      return [{ pointer: here, problem: wanted(issue) }]
    default:
      return [{ pointer: here, problem: issue.message }]
  }
}

function unit(origin: string): string {
  return origin === 'array' ? 'items allowed' : 'allowed'
}

function wanted(issue: z.core.$ZodIssueInvalidType | z.core.$ZodIssueInvalidValue): string {
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.map(String).join(', ')}`
  return `must provide ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part)}`).join('')
}

/** A block_id once in a message, an action_id once in a block. */
function repeatedIds(blocks: readonly unknown[]): BlockProblem[] {
  const ids = blocks.map((block, index) => idAt(block, 'block_id', `/blocks/${index}`))
  const actionIds = blocks.map((block, index) => {
    const elements = isRecord(block) && Array.isArray(block.elements) ? block.elements : []
    return elements.map((element, at) => idAt(element, 'action_id', `/blocks/${index}/elements/${at}`))
  })
  return [ids, ...actionIds].flatMap(repeated)
}

type PlacedId = { readonly field: string; readonly id: string; readonly pointer: string } | undefined

function idAt(value: unknown, field: string, place: string): PlacedId {
  const id = isRecord(value) ? value[field] : undefined
  return typeof id === 'string' ? { field, id, pointer: `${place}/${field}` } : undefined
}

function repeated(ids: readonly PlacedId[]): BlockProblem[] {
  return ids.flatMap((placed, index) => {
    if (!placed || !ids.slice(0, index).some((earlier) => earlier?.id === placed.id)) return []
    return [{ pointer: placed.pointer, problem: `\`${placed.field}\` "${placed.id}" already exists` }]
  })
}
