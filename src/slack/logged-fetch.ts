import type { FetchFunction } from '@slack/web-api'
import type { Log } from '../ports.ts'

/** fetch with one log line for each call: the method's name, the status and the time; never an address or a body. */
export function loggedFetch(log: Log, now: () => Date): FetchFunction {
  return async (url, init) => {
    const call = { method: methodOf(String(url)) }
    const start = now().getTime()
    const elapsed = () => now().getTime() - start
    try {
      const response = await fetch(url, init)
      log.debug({ ...call, status: response.status, ms: elapsed() }, 'slack answered')
      return response
    } catch (error) {
      log.warn({ ...call, ms: elapsed(), cause: causeOf(error) }, 'slack did not answer')
      throw error
    }
  }
}

/** A response_url is a secret as a whole; a Web API address ends in the method. */
function methodOf(url: string): string {
  return /\/api\/([a-zA-Z0-9.]+)$/.exec(url)?.[1] ?? 'response_url'
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error && 'code' in cause
    ? String(cause.code)
    : cause instanceof Error
      ? cause.name
      : 'unknown'
}
