import type { z } from 'zod'
import { isRecord } from '../json.ts'

/** What is wrong, and where: a JSON pointer such as `/blocks/0/text/text`. */
export interface BlockProblem {
  readonly pointer: string
  readonly problem: string
}

/** What a schema found, at the place where Slack points to. */
export function inSlacksWords(
  { issues }: z.core.$ZodError,
  root: readonly PropertyKey[],
): readonly BlockProblem[] {
  return issues.flatMap((issue) => say(issue, [...root, ...issue.path]))
}

export function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part)}`).join('')
}

function say(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): BlockProblem[] {
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
    case 'too_small': {
      const least = issue.inclusive === false ? 'more than' : 'no fewer than'
      return [{ pointer: here, problem: `${least} ${issue.minimum} ${unit(issue.origin)}` }]
    }
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
