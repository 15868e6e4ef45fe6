import { WebAPIRateLimitedError } from '@slack/web-api'
import { platformError } from './slack-fault.ts'
import { isForGood } from './slack-refused.ts'

/** Why a connection could not be opened, as far as it matters for the next try. */
export type OpenFailure = { readonly refused: string } | { readonly retryAfterMs: number }

/** Slack's word when it will never let this app in; else for how long it wants to be left alone. */
export function failureIn(error: unknown): OpenFailure {
  const refusal = platformError(error)
  if (refusal && isForGood(refusal)) return { refused: refusal }
  return { retryAfterMs: error instanceof WebAPIRateLimitedError ? error.retryAfter * 1_000 : 0 }
}
