import { WebClient } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { clientOptions } from '../../src/slack/clients.ts'
import { meetSlack } from '../../src/slack/meet.ts'
import { SlackRefused } from '../../src/slack/slack-refused.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { accessTo, callsTo, client, fault, keptLog, now } from './harness.ts'

async function meeting() {
  const slack = await slackForTest()
  const sleeps: number[] = []
  const { log, lines } = keptLog()
  const sleep = async (ms: number) => void sleeps.push(ms)
  return { slack, sleeps, lines, meet: (web = client(slack)) => meetSlack(web, { now, sleep }, log) }
}

describe('meetSlack', () => {
  it('learns who the bot is and where it is at home', async () => {
    const { slack, meet, sleeps } = await meeting()
    const met = await meet()
    expect(met).toEqual({
      home: { teamId: slack.teamId },
      us: { botId: expect.stringMatching(/^B/) },
      userId: expect.stringMatching(/^U/),
    })
    expect(sleeps).toEqual([])
  })

  it('waits longer and longer for a Slack that does not answer, up to half a minute', async () => {
    const { slack, meet, sleeps, lines } = await meeting()
    await fault(slack, 'auth.test', '500', { times: 7 })
    expect(await meet()).toMatchObject({ home: { teamId: slack.teamId } })
    expect(sleeps).toEqual([1, 2, 5, 10, 30, 30, 30].map((seconds) => seconds * 1_000))
    expect(lines.map(({ level }) => level)).toEqual(Array.from({ length: 7 }, () => 'warn'))
  })

  it.each(['429', 'internal_error', 'drop_after_commit', 'missing_scope'])(
    'tries again after %s',
    async (kind) => {
      const { slack, meet, sleeps } = await meeting()
      await fault(slack, 'auth.test', kind)
      expect(await meet()).toMatchObject({ home: { teamId: slack.teamId } })
      expect(sleeps).toEqual([1_000])
    },
  )

  it.each(['invalid_auth', 'account_inactive', 'token_revoked', 'token_expired', 'not_authed'])(
    'gives up at %s, naming the variable but not the token',
    async (kind) => {
      const { slack, meet, sleeps } = await meeting()
      await fault(slack, 'auth.test', kind)
      const refused = await meet().catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(SlackRefused)
      expect(String(refused)).toContain('SLACK_BOT_TOKEN')
      expect(String(refused)).not.toContain(slack.botToken)
      expect(sleeps).toEqual([])
      expect(await callsTo(slack, 'auth.test')).toHaveLength(1)
    },
  )

  it('gives up on a token that Slack does not know', async () => {
    const { slack, meet } = await meeting()
    const web = new WebClient('xoxb-wrong', clientOptions(accessTo(slack), keptLog().log, now))
    await expect(meet(web)).rejects.toBeInstanceOf(SlackRefused)
  })
})
