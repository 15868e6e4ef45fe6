import { describe, expect, it } from 'vitest'
import { MORE, moreButton } from '../../../src/slack/views/more.ts'
import { waiting } from '../../builders.ts'
import { act } from '../../simulators/slack/harness.ts'
import { client, command } from '../harness.ts'
import { cardOf, listening, press } from './listening.ts'

/** Five look-ups that the requester waits for. */
async function busy() {
  const answered = Promise.withResolvers<void>()
  const work = () => answered.promise
  const bot = await listening({ answerNow: work, considerInForm: work })
  for (let n = 1; n <= 5; n++) expect((await command(bot.slack, 'help')).ack).toEqual({})
  return { ...bot, answer: answered.resolve }
}

describe('somebody who waits for five answers', () => {
  it('is told at once that a sixth command is not looked at, and is heard again once one is answered', async () => {
    const { slack, read, answer } = await busy()
    expect((await command(slack, 'whoami')).ack).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('still busy with what you typed and pressed before'),
    })
    expect(read).toHaveLength(5)
    answer()
    await expect.poll(async () => (await command(slack, 'whoami')).ack).toEqual({})
  })

  it('can still ask for something: that is stored, and counted there', async () => {
    const { slack, taken, answer } = await busy()
    expect((await command(slack, 'rotate alias/x')).ack).toEqual({})
    expect(taken).toHaveLength(1)
    answer()
  })

  it('does not stand in the way of anybody else', async () => {
    const bot = await busy()
    await press(bot, 'approve', await cardOf(bot, waiting()))
    await expect.poll(() => bot.considered).toHaveLength(1)
    expect(bot.told).toEqual([])
    bot.answer()
  })

  it('is told of a press of the button under a page, whose ack can say nothing', async () => {
    const bot = await busy()
    const { requester: user } = bot.slack.users
    const { audit: channel } = bot.slack.channels
    const blocks = [...moreButton('Show the next keys', 'find b page 2')]
    const { message_ts: ts } = await client(bot.slack).chat.postEphemeral({
      channel,
      user,
      text: 'k',
      blocks,
    })
    await act(bot.slack, 'press', { user, channel, ts, actionId: MORE })
    await expect.poll(() => bot.told).toMatchObject([{ to: { by: user }, refusal: 'too_many_of_yours' }])
    bot.answer()
  })

  it('is told of a press of Approve', async () => {
    const answered = Promise.withResolvers<void>()
    const bot = await listening({ considerInForm: () => answered.promise })
    const ts = await cardOf(bot, waiting())
    for (let n = 1; n <= 6; n++) await press(bot, 'approve', ts)
    await expect.poll(() => bot.told).toMatchObject([{ refusal: 'too_many_of_yours' }])
    expect(bot.considered).toHaveLength(5)
    answered.resolve()
  })
})
