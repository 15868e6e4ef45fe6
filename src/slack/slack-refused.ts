/** Slack will not let this app in, now or later. The message is a sentence for the person who started the bot. */
export class SlackRefused extends Error {
  override name = 'SlackRefused' as const

  constructor(error: string, variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN') {
    super(
      `Slack refused the token of ${variable} (${error}). Take it from the app's pages at api.slack.com/apps again.`,
    )
  }
}

const FOR_GOOD = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
])

/** Whether trying again with the same token can help. */
export function isForGood(slackError: string): boolean {
  return FOR_GOOD.has(slackError)
}
