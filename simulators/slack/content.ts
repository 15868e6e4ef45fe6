import { areBlocks, checkBlocks, describeProblem } from './block-kit/check-blocks.ts'
import { fillIds } from './block-kit/fill-ids.ts'
import { type Fields, parseJson } from './json.ts'
import { SlackError } from './slack-error.ts'
import type { Block } from './world.ts'

export interface Content {
  readonly text?: string | undefined
  readonly blocks?: readonly Block[] | undefined
}

/** `text` and `blocks` of a message, checked; both may be absent. Throws invalid_blocks(_format). */
export function readContent(fields: Fields): Content {
  const blocks = readBlocks(fields.blocks)
  const text = typeof fields.text === 'string' ? fields.text : undefined
  return { text, blocks }
}

export function isEmpty({ text, blocks }: Content): boolean {
  return !text && !blocks?.length
}

function readBlocks(given: unknown): Block[] | undefined {
  if (given === undefined || given === null || given === '') return undefined
  const blocks = typeof given === 'string' ? parseJson(given) : given
  if (!areBlocks(blocks)) throw new SlackError('invalid_blocks_format')
  const problems = checkBlocks(blocks).map(describeProblem)
  if (problems.length > 0) throw invalidBlocks(problems)
  return fillIds(blocks)
}

function invalidBlocks(problems: readonly string[]): SlackError {
  return new SlackError('invalid_blocks', {
    body: {
      errors: problems,
      response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
    },
  })
}
