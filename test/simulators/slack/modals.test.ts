import type { App, ViewClosedAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { form, plain } from './form.ts'
import { act, boltApp, errorOf, screen, slackForTest, type } from './harness.ts'

const step = (title: string): ModalView => ({
  type: 'modal',
  title: plain(title),
  blocks: [
    {
      type: 'actions',
      block_id: 'steps',
      elements: [{ type: 'button', action_id: 'deeper', text: plain('Deeper') }],
    },
  ],
})

describe('a modal of a Bolt app', () => {
  it('opens loading, is drawn by an update with its hash, comes back with errors, and closes when all is well', async () => {
    const submitted: unknown[] = []
    const { slack, user } = await workspace((app) => {
      app.command('/cckm', async ({ ack, client, body }) => {
        await ack()
        const { view } = await client.views.open({ trigger_id: body.trigger_id, view: step('Loading') })
        const [id, hash] = [view?.id ?? '', view?.hash ?? '']
        await client.views.update({ view_id: id, hash, view: form() })
        await client.chat.postMessage({
          channel: body.user_id,
          text: await again(client.views.update({ view_id: id, hash, view: form() })),
        })
      })
      app.view('ask', async ({ ack, view, payload }) => {
        submitted.push(view.state.values)
        const text = payload.state.values.why?.text?.value ?? ''
        await ack(
          text.includes('CHG') ? undefined : { response_action: 'errors', errors: { why: 'Name a ticket.' } },
        )
      })
    })

    const typed = await type(slack, 'rotate', { wait: 2000, until: 1 })
    expect(typed.replies).toMatchObject([{ text: 'hash_conflict' }])
    const [modal] = (await screen(slack, user)).modals
    expect(modal).toMatchObject({ callback_id: 'ask', private_metadata: 'R-1', previous_view_id: null })
    const viewId = modal?.id

    const refused = await act(slack, 'submit', { user, viewId })
    expect(refused).toMatchObject({ modals: [{ errors: { why: 'Name a ticket.' } }] })
    const values = { why: { text: { type: 'plain_text_input', value: 'CHG-1' } } }
    const done = await act(slack, 'submit', { user, viewId, values })

    expect(done).toMatchObject({ ack: {}, modals: [] })
    expect(submitted).toEqual([{ why: { text: { type: 'plain_text_input', value: 'because' } } }, values])
  })

  it('pushes up to three, answers a submission with update, push and clear, and says when one was closed', async () => {
    const closed: boolean[] = []
    const answers = new Map<string, object>([
      ['push', { response_action: 'push', view: form({ notify_on_close: true }) }],
      ['update', { response_action: 'update', view: form({ title: plain('Updated') }) }],
      ['clear', { response_action: 'clear' }],
    ])
    const { slack, user } = await workspace((app) => {
      app.command('/cckm', async ({ ack, client, body: { trigger_id } }) => {
        await ack()
        await client.views.open({ trigger_id, view: form() })
      })
      app.view('ask', async ({ ack, view }) => {
        await ack(answers.get(view.state.values.why?.text?.value ?? '') as never)
      })
      app.view<ViewClosedAction>({ callback_id: 'ask', type: 'view_closed' }, async ({ ack, body }) => {
        closed.push(body.is_cleared)
        await ack()
      })
    })
    const send = async (value: string) => {
      const viewId = (await screen(slack, user)).modals.at(-1)?.id
      return act(slack, 'submit', { user, viewId, values: { why: { text: { value } } } })
    }

    await type(slack, 'x', { untilView: true, wait: 2000 })
    expect((await send('push')).modals).toHaveLength(2)
    expect((await send('update')).modals).toMatchObject([{}, { title: plain('Updated') }])
    expect((await send('push')).modals).toHaveLength(3)
    expect(await send('push')).toMatchObject({ error: 'invalid_view_response', modals: [{}, {}, {}] })
    const viewId = (await screen(slack, user)).modals.at(-1)?.id
    expect((await act(slack, 'close', { user, viewId })).modals).toHaveLength(2)
    expect(closed).toEqual([false])
    expect((await send('clear')).modals).toEqual([])
  })

  it('takes presses in a modal, and pushes by the trigger of a press', async () => {
    const { slack, user } = await workspace((app) => {
      app.command('/cckm', async ({ ack, client, body: { trigger_id } }) => {
        await ack()
        await client.views.open({ trigger_id, view: step('1') })
      })
      app.action('deeper', async ({ ack, client, body }) => {
        await ack()
        const trigger_id = 'trigger_id' in body ? body.trigger_id : ''
        const said = await again(client.views.push({ trigger_id, view: step('next') }))
        await client.chat.postMessage({ channel: user, text: said })
      })
    })
    await type(slack, 'x', { untilView: true, wait: 2000 })

    const said: unknown[] = []
    for (let depth = 1; depth <= 3; depth += 1) {
      const viewId = (await screen(slack, user)).modals.at(-1)?.id
      const { replies } = await act(slack, 'press', {
        user,
        viewId,
        actionId: 'deeper',
        wait: 2000,
        until: 1,
      })
      said.push(replies[0]?.text)
    }

    expect(said).toEqual(['no error', 'no error', 'push_limit_reached'])
    const { modals } = await screen(slack, user)
    expect(modals.map((view) => [view.root_view_id, view.previous_view_id])).toEqual([
      [modals[0]?.id, null],
      [modals[0]?.id, modals[0]?.id],
      [modals[0]?.id, modals[1]?.id],
    ])
  })
})

async function workspace(register: (app: App) => void) {
  const slack = await slackForTest()
  await boltApp(slack, register)
  return { slack, user: slack.users.requester }
}

async function again(call: Promise<unknown>): Promise<string> {
  return String(await errorOf(call))
}
