import { areBlocks, checkBlocks, checkLooseBlocks } from '../block-kit/check-blocks.ts'
import { checkView } from '../block-kit/check-view.ts'
import type { BlockProblem } from '../block-kit/slacks-words.ts'
import { isRecord, parseJson } from '../json.ts'
import { SlackError } from '../slack-error.ts'
import { invalidArguments } from '../views/read-view.ts'
import type { Method } from './method.ts'

const KINDS = ['blocks', 'message', 'view'] as const

/** Checks blocks, a message or a view, exactly one of them, without showing it to anybody. */
export const blocksValidate: Method = ({ args }) => {
  const given = KINDS.filter((kind) => args[kind] !== undefined && args[kind] !== '')
  const [kind] = given
  if (!kind || given.length > 1) throw invalidArguments('must have exactly one of: blocks, message, view')
  const value = args[kind]
  const problems = problemsIn(kind, typeof value === 'string' ? parseJson(value) : value)
  if (problems.length === 0) return {}
  const errors = problems.map(({ pointer, problem }) => ({
    pointer,
    code: 'failed_constraint',
    message: problem,
  }))
  throw new SlackError(`invalid_${kind}`, { body: { errors } })
}

function problemsIn(kind: (typeof KINDS)[number], value: unknown): readonly BlockProblem[] {
  if (kind === 'view') return checkView(value, [])
  if (kind === 'message') {
    const blocks = isRecord(value) ? (value.blocks ?? []) : undefined
    return areBlocks(blocks) ? checkBlocks(blocks) : [noArray('/blocks')]
  }
  return areBlocks(value) ? checkLooseBlocks(value, []) : [noArray('')]
}

function noArray(pointer: string): BlockProblem {
  return { pointer, problem: 'must provide an array' }
}
