import { describe, expect, it } from 'vitest'
import { boltApp, get, slackForTest, type } from './harness.ts'

describe('a Bolt app with nothing changed but the address', () => {
  it('acks a slash command, answers by response_url and posts to the channel', async () => {
    const slack = await slackForTest()
    await boltApp(slack, (app) => {
      app.command('/cckm', async ({ ack, respond, client, command }) => {
        await ack('on it')
        await client.chat.postMessage({ channel: command.channel_id, text: 'for everybody' })
        await respond(`you typed ${command.text}`)
      })
    })

    const outcome = await type(slack, 'rotate a & <b> for <@U1|ann>', { wait: 1000, until: 1 })

    expect(outcome).toMatchObject({
      ack: { text: 'on it' },
      replies: [{ via: 'response_url', text: 'you typed rotate a &amp; &lt;b&gt; for <@U1|ann>' }],
    })
    expect(await get(slack, `/control/transcript?channel=${slack.channels.audit}`)).toMatchObject([
      { text: 'on it', ephemeralFor: slack.users.requester },
      { text: 'for everybody' },
      { text: expect.stringMatching(/^you typed/), ephemeralFor: slack.users.requester },
    ])
  })

  it('collects ephemeral messages and direct messages as replies', async () => {
    const slack = await slackForTest()
    await boltApp(slack, (app) => {
      app.command('/cckm', async ({ ack, client, command: { channel_id: channel, user_id: user } }) => {
        await ack()
        await client.chat.postEphemeral({ channel, user, text: 'only you' })
        await client.chat.postMessage({ channel: user, text: 'in private' })
      })
    })

    const outcome = await type(slack, 'help', { wait: 1000, until: 2 })

    expect(outcome).toMatchObject({
      ack: {},
      replies: [
        { via: 'ephemeral', text: 'only you' },
        { via: 'dm', text: 'in private' },
      ],
    })
    expect(await get(slack, `/control/transcript?channel=${slack.users.requester}`)).toMatchObject([
      { text: 'in private' },
    ])
  })
})
