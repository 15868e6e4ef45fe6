import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'
import { MessengerFault } from '../ports.ts'
import { isForGood } from './slack-refused.ts'

const UNUSABLE = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'team_access_not_granted',
])
const GONE = new Set(['message_not_found', 'thread_not_found', 'cant_update_message', 'edit_window_closed'])

/** What Slack says of itself, not of the message. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const PASSING = new Set([
  'accesslimited',
  'ekm_access_denied',
  'fatal_error',
  'internal_error',
  'ratelimited',
  'rate_limited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
])

/** Turns what Slack's client throws into the one fault the rest of the bot knows. */
export function messengerFault(error: unknown): MessengerFault {
  if (error instanceof MessengerFault) return error
  if (error instanceof WebAPIRateLimitedError)
    return new MessengerFault('rate_limited', { retryAfterMs: error.retryAfter * 1_000 })
  const code = platformError(error)
  if (code && UNUSABLE.has(code)) return new MessengerFault('unusable_channel', { slack: code, cause: error })
  if (code && GONE.has(code)) return new MessengerFault('gone', { slack: code, cause: error })
  // What is said of the bot's token is said of no message: what is owed waits until there is a good one.
  if (code && (PASSING.has(code) || isForGood(code)))
    return new MessengerFault('unknown', { slack: code, cause: error })
  return code
    ? new MessengerFault('refused', { slack: code, cause: error })
    : new MessengerFault('unknown', { cause: error })
}

/** Slack's own error name, when it answered with one: anything else in that place may quote what it was sent. */
export function platformError(error: unknown): string | null {
  const name = error instanceof WebAPIPlatformError ? error.data.error : ''
  return /^[a-z0-9_]{1,80}$/.test(name) ? name : null
}
