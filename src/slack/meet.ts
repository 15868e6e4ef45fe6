import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Clock, Log } from '../ports.ts'
import type { Author } from './find-message.ts'
import type { Home } from './people.ts'
import { platformError } from './slack-fault.ts'
import { isForGood, SlackRefused } from './slack-refused.ts'

/** Who the bot is, and where it is at home. */
export interface Met {
  readonly home: Home
  readonly us: Author
  readonly userId: string
}

const AuthTest = z.object({
  team_id: z.string(),
  enterprise_id: z.string().nullish(),
  bot_id: z.string(),
  user_id: z.string(),
})

const PAUSES_S = [1, 2, 5, 10, 30] as const

/** Asks Slack who the bot is, for as long as it takes. Throws SlackRefused when the token will never do. */
export async function meetSlack(slack: WebClient, clock: Clock, log: Log): Promise<Met> {
  for (let tries = 0; ; tries++) {
    try {
      return await meetOnce(slack)
    } catch (error) {
      if (error instanceof SlackRefused) throw error
      const seconds = PAUSES_S[Math.min(tries, PAUSES_S.length - 1)] ?? 30
      log.warn({ seconds }, 'slack cannot be reached; trying again')
      await clock.sleep(seconds * 1_000)
    }
  }
}

/** The same, asked once: throws what Slack's client throws when it does not say. */
export async function meetOnce(slack: WebClient): Promise<Met> {
  try {
    const me = AuthTest.parse(await slack.auth.test())
    const enterprise = me.enterprise_id ? { enterpriseId: me.enterprise_id } : {}
    return { home: { teamId: me.team_id, ...enterprise }, us: { botId: me.bot_id }, userId: me.user_id }
  } catch (error) {
    const refusal = platformError(error)
    throw refusal && isForGood(refusal) ? new SlackRefused(refusal, 'SLACK_BOT_TOKEN') : error
  }
}
