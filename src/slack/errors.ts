import type { FinalReply } from '../core/reply.ts'
import type { Log } from '../ports.ts'

/**
 * The only place where an exception becomes words: a sentence without its message, and a reference that stands in
 * the log beside it.
 */
export function brokenReply(error: unknown, reference: string, log: Log): FinalReply {
  log.error({ err: error, reference }, 'a command broke')
  return { kind: 'broken', reference }
}
