import { describe, expect, it } from 'vitest'
import { form } from './form.ts'
import { act, boltApp, screen, slackForTest, type } from './harness.ts'

describe('the replies to what a person did', () => {
  it('count an answer by an earlier response_url where there is none of its own', async () => {
    const slack = await slackForTest()
    const user = slack.users.requester
    const urls: string[] = []
    await boltApp(slack, (app) => {
      app.command('/cckm', async ({ ack, client, command }) => {
        await ack()
        urls.push(command.response_url)
        await client.views.open({ trigger_id: command.trigger_id, view: form() })
      })
      app.view('ask', async ({ ack }) => {
        await ack()
        await answer(urls[0], 'submitted')
      })
    })
    await type(slack, 'x', { user, untilView: true, wait: 2_000 })
    const { modals } = await screen(slack, user)

    const outcome = await act(slack, 'submit', { user, viewId: modals[0]?.id, wait: 2_000, until: 1 })

    expect(outcome.replies).toMatchObject([{ via: 'response_url', text: 'submitted' }])
  })

  it('leave out what answers another command of the same person', async () => {
    const slack = await slackForTest()
    const urls: string[] = []
    await boltApp(slack, (app) => {
      app.command('/cckm', async ({ ack, command }) => {
        await ack()
        urls.push(command.response_url)
        for (const url of urls) await answer(url, `to ${urls.indexOf(url)}`)
      })
    })
    await type(slack, 'first')

    const second = await type(slack, 'second', { wait: 2_000, until: 1 })

    expect(second.replies).toMatchObject([{ via: 'response_url', text: 'to 1' }])
  })
})

async function answer(url: string | undefined, text: string): Promise<void> {
  await fetch(url ?? '', { method: 'POST', body: JSON.stringify({ text }) })
}
