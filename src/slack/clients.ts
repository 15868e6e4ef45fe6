import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '../ports.ts'
import { loggedFetch } from './logged-fetch.ts'
import { sdkLogger } from './sdk-log.ts'
import { watchClock } from './watch-clock.ts'

export interface SlackAccess {
  readonly botToken: string
  readonly appToken: string
  /** Ends in `/api/`. */
  readonly apiUrl: string
}

/**
 * What every client of Slack is made with. No retries: a repeated post is a second message, so what is tried again
 * is decided by whoever knows. A 429 is thrown at once instead of holding the calls behind it.
 */
export function clientOptions(
  access: Pick<SlackAccess, 'apiUrl'>,
  log: Log,
  now: () => Date,
): WebClientOptions {
  return {
    slackApiUrl: access.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    timeout: 10_000,
    logger: sdkLogger(log),
    fetch: loggedFetch(log, now),
  }
}

/** Two clients, so that a channel post that waits never delays what a person waits for. */
export function createClients(access: Omit<SlackAccess, 'appToken'>, log: Log, now: () => Date) {
  const options = clientOptions(access, log, now)
  const fetch = watchClock(loggedFetch(log, now), log, now)
  return {
    interactive: new WebClient(access.botToken, { ...options, fetch }),
    posts: new WebClient(access.botToken, clientOptions(access, log, now)),
  }
}
