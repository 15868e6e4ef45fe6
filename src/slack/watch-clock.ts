import type { FetchFunction } from '@slack/web-api'
import type { Log } from '../ports.ts'

/** Slack says the time to the second, and an answer may be under way for a while. */
const MOST_APART_MS = 60_000

/** The same calls; says once when the clock of this machine and Slack's come to differ, and once when they agree again. */
export function watchClock(fetch: FetchFunction, log: Log, now: () => Date): FetchFunction {
  let apart = false
  return async (url, init) => {
    const response = await fetch(url, init)
    const theirs = Date.parse(response.headers.get('date') ?? '')
    if (Number.isNaN(theirs)) return response
    const seconds = Math.round((now().getTime() - theirs) / 1_000)
    const differ = Math.abs(seconds) * 1_000 > MOST_APART_MS
    if (differ && !apart)
      log.warn(
        { seconds },
        'the clock of this machine differs from that of slack by so many seconds: set it, because deadlines and the times in the audit log are by it',
      )
    if (!differ && apart) log.info({}, 'the clock of this machine agrees with that of slack again')
    apart = differ
    return response
  }
}
