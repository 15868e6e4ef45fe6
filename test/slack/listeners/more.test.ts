import { describe, expect, it } from 'vitest'
import { MORE, moreButton } from '../../../src/slack/views/more.ts'
import { act } from '../../simulators/slack/harness.ts'
import { client } from '../harness.ts'
import { type Listening, listening } from './listening.ts'

const LINE = 'find &lt;b&gt; rotation off page 2'

/** A page of a list as its reader has it, with the button under it. */
async function pageOf({ slack }: Listening, line: string): Promise<string> {
  const [user, channel] = [slack.users.requester, slack.channels.audit]
  const blocks = [...moreButton('Show the next keys', line)]
  const { message_ts } = await client(slack).chat.postEphemeral({ channel, user, text: 'keys', blocks })
  return message_ts ?? ''
}

function press({ slack }: Listening, ts: string, more: object = {}) {
  const place = { user: slack.users.requester, channel: slack.channels.audit, ts, actionId: MORE }
  return act(slack, 'press', { ...place, ...more })
}

describe('the button under a page', () => {
  it('is acked at once, and answers the line in its value as if its reader had typed it', async () => {
    const bot = await listening()
    const ts = await pageOf(bot, LINE)
    expect(await press(bot, ts)).toMatchObject({ ackMs: expect.any(Number) })
    await expect.poll(() => bot.read).toHaveLength(1)
    const { slack } = bot
    expect(bot.read).toMatchObject([
      {
        ...{ kind: 'command', by: slack.users.requester, channel: slack.channels.audit, text: LINE },
        id: expect.stringMatching(new RegExp(`^more:${slack.users.requester}:`)),
        responseUrl: expect.stringContaining('/actions/'),
      },
    ])
    expect(bot.taken).toEqual([])
  })

  it('answers each press on its own', async () => {
    const bot = await listening()
    const ts = await pageOf(bot, LINE)
    await press(bot, ts)
    await press(bot, ts)
    await expect.poll(() => new Set(bot.read.map(({ id }) => id)).size).toBe(2)
  })

  it.each(['rotate alias/x', 'withdraw R-7K2M9QXD', 'approve R-7K2M9QXD', 'deny R-7K2M9QXD because no'])(
    'does nothing with a value that somebody forged: %s',
    async (value) => {
      const bot = await listening()
      const ts = await pageOf(bot, LINE)
      expect(await press(bot, ts, { value })).toMatchObject({ ackMs: expect.any(Number) })
      await expect.poll(() => bot.lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
      expect([bot.read, bot.taken, bot.formsFor]).toEqual([[], [], []])
    },
  )
})
