import { bareWord } from '../core/bare-word.ts'
import { RequestId } from '../core/ids.ts'
import { type Parsed, problem } from './command.ts'
import { because, REASON, splitReason, unknownWords } from './split-reason.ts'
import { LONGEST } from './typed.ts'

/** A request that is named, and what is said to it. */
export interface NamedRequest {
  readonly request: RequestId
  readonly reason?: string
}

/** Reads `<request> [because <reason>]`. */
export function parseRequest(line: string): Parsed<NamedRequest> {
  if (line.length > LONGEST) return problem('too_long')
  const { names, reason } = splitReason(line)
  const [name, ...more] = names
  if (name === undefined) return problem('no_request')
  const request = readRequestId(name)
  if (!request) return problem('bad_request', { word: name })
  if (more.length > 0) return problem('unknown_word', unknownWords(request, more, reason))
  if (reason === '') return problem('empty_reason', { line: `${request}${because(REASON)}` })
  return { ok: true, what: { request, ...(reason ? { reason } : {}) } }
}

export function printRequest({ request, reason }: NamedRequest): string {
  return `${request}${because(reason)}`
}

/**
 * The id of a request, whatever its case. Letters that Crockford left out for looking like others are read as those:
 * https://www.crockford.com/base32.html
 */
export function readRequestId(word: string): RequestId | null {
  const [, characters] = /^r[-‐‑–—]([0-9a-z]{8})$/i.exec(bareWord(word)) ?? []
  if (!characters) return null
  const read = characters.toUpperCase().replaceAll(/[IL]/g, '1').replaceAll('O', '0')
  return RequestId.safeParse(`R-${read}`).data ?? null
}
