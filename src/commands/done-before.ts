import { doneBy } from '../core/done-by.ts'
import type { RequestId } from '../core/ids.ts'
import type { Input } from '../core/input.ts'
import type { Reply } from '../core/reply.ts'
import type { CommandDeps } from './command.ts'
import { parseRequest } from './parse-request.ts'
import { readTyped } from './typed.ts'

/**
 * The answer to an input that an earlier try, or an earlier life, carried out. Nobody is asked who they are for it:
 * whatever has changed since, it was done.
 */
export async function doneBefore({ reads }: Pick<CommandDeps, 'reads'>, input: Input): Promise<Reply | null> {
  const asked = await reads.requestOfInput(input.id)
  if (asked) return { kind: 'asked', request: asked }
  const id = namedBy(input)
  const named = id && (await reads.request(id))
  return named && doneBy(named, input.id)
}

function namedBy(input: Input): RequestId | null {
  if (input.kind !== 'command') return input.request
  const parsed = parseRequest(readTyped(input.text).words)
  return parsed.ok ? parsed.what.request : null
}
