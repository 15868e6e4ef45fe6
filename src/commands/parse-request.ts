import { RequestId } from '../core/ids.ts'
import type { UsageProblem } from '../core/reply.ts'
import { splitReason } from './split-reason.ts'
import { LONGEST } from './typed.ts'

export type ParsedRequest =
  | { readonly ok: true; readonly request: RequestId; readonly reason?: string }
  | { readonly ok: false; readonly problem: UsageProblem }

/** Reads `<request> [because <reason>]`. Crockford's letters are read whatever their case. */
export function parseRequest(words: string): ParsedRequest {
  if (words.length > LONGEST) return { ok: false, problem: 'too_long' }
  const { names, reason } = splitReason(words)
  const [name, ...more] = names
  if (name === undefined) return { ok: false, problem: 'no_request' }
  const id = RequestId.safeParse(name.toUpperCase())
  if (!id.success) return { ok: false, problem: 'bad_request' }
  if (more.length > 0) return { ok: false, problem: 'unknown_word' }
  return { ok: true, request: id.data, ...(reason ? { reason } : {}) }
}
