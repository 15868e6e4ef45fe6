import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { ZodError } from 'zod'
import { MessengerFault } from '../ports.ts'
import { platformError } from './slack-fault.ts'
import { SlackRefused } from './slack-refused.ts'

/**
 * A sentence for the person at the command line about what Slack's client threw, without a token and without what was
 * received; null for what is not about Slack.
 */
export function slackProblem(error: unknown, apiUrl: string): string | null {
  const { origin } = new URL(apiUrl)
  if (error instanceof SlackRefused) return error.message
  if (error instanceof MessengerFault) return slackProblem(error.cause, apiUrl)
  if (error instanceof WebAPIRateLimitedError) return 'Slack asks to slow down. Try again in a minute.'
  if (error instanceof WebAPIPlatformError) return refused(platformError(error) ?? 'an unknown error')
  if (error instanceof WebAPIRequestError)
    return `Slack cannot be reached at ${origin}: look at the network, and at SLACK_API_URL where it is set.`
  if (error instanceof WebAPIHTTPError || error instanceof ZodError)
    return `What answers at ${origin} does not answer as Slack does: look at SLACK_API_URL, or try again later.`
  return null
}

function refused(error: string): string {
  return error === 'missing_scope'
    ? 'The Slack app may not ask this (missing_scope): bring its scopes up to manifest.yml, install it again, and take its new token.'
    : `Slack refused to answer (${error}). Try again, or look the word up at docs.slack.dev.`
}
