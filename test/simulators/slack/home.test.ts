import { describe, expect, it } from 'vitest'
import { parseManifest } from '../../../simulators/slack/manifest.ts'
import { act, boltApp, errorOf, screen, slackForTest, webClient } from './harness.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const home = (text: string) => ({
  type: 'home' as const,
  blocks: [
    { type: 'section' as const, text: plain(text) },
    {
      type: 'actions' as const,
      block_id: 'top',
      elements: [
        { type: 'button' as const, action_id: 'refresh', text: plain('Refresh'), value: '1' },
        { type: 'users_select' as const, action_id: 'whose' },
      ],
    },
  ],
})

describe('the home of a Bolt app', () => {
  it('is published when a person opens it, and redrawn when they press in it', async () => {
    const slack = await slackForTest()
    const user = slack.users.requester
    const [opened, presses]: [unknown[], unknown[]] = [[], []]
    await boltApp(slack, (app) => {
      app.event('app_home_opened', async ({ client, event, body, context }) => {
        opened.push([event, body.authorizations, context.retryNum])
        await client.views.publish({ user_id: event.user, view: home('welcome') })
      })
      app.action('refresh', async ({ ack, client, body }) => {
        await ack()
        presses.push(body)
        await client.views.publish({ user_id: body.user.id, view: home('again') })
      })
    })

    await act(slack, 'home', { user, untilView: true, wait: 2000 })
    await act(slack, 'press', { user, home: true, actionId: 'refresh', untilView: true, wait: 2000 })

    expect(opened).toMatchObject([[{ tab: 'home', user }, [{ is_bot: true }], 0]])
    expect(presses).toMatchObject([{ container: { type: 'view' }, view: { type: 'home' } }])
    expect((await screen(slack, user)).home?.blocks[0]).toMatchObject({ text: { text: 'again' } })
    expect((await screen(slack, slack.users.approver1)).home).toBeNull()
  })

  it('keeps what was chosen in it, and is guarded by its hash', async () => {
    const slack = await slackForTest()
    const user = slack.users.requester
    const { views } = webClient(slack)
    const { view } = await views.publish({ user_id: user, view: home('one') })
    await act(slack, 'press', { user, home: true, actionId: 'whose', value: slack.users.guest })

    expect((await screen(slack, user)).home?.state).toEqual({
      values: { top: { whose: { type: 'users_select', selected_user: slack.users.guest } } },
    })
    const hash = view?.hash ?? ''
    await views.publish({ user_id: user, hash, view: home('two') })
    expect(await errorOf(views.publish({ user_id: user, hash, view: home('three') }))).toBe('hash_conflict')
    expect(await errorOf(views.publish({ user_id: 'U0', view: home('x') }))).toBe('user_not_found')
  })

  it('is delivered again with the number of the try and the reason', async () => {
    const slack = await slackForTest()
    const tries: unknown[] = []
    await boltApp(slack, (app) => {
      app.event('app_home_opened', async ({ context }) => {
        tries.push([context.retryNum, context.retryReason])
      })
    })
    await act(slack, 'home', { user: slack.users.requester, retry: { attempt: 2, reason: 'timeout' } })
    expect(tries).toEqual([[2, 'timeout']])
  })

  it('notes what the manifest would have kept from the app', async () => {
    const bare = parseManifest('oauth_config: { scopes: { bot: [] } }')
    const slack = await slackForTest({ manifest: bare })
    const { notes } = await act(slack, 'home', { user: slack.users.requester })
    expect(notes).toEqual([
      'The manifest does not switch the home tab on.',
      'The manifest does not subscribe to app_home_opened.',
    ])
  })
})

describe('shortcuts', () => {
  it('reach a Bolt app from everywhere and from a message', async () => {
    const slack = await slackForTest()
    const [user, channel] = [slack.users.requester, slack.channels.audit]
    const bodies: unknown[] = []
    await boltApp(slack, (app) => {
      app.shortcut('ask', async ({ ack, client, body: { trigger_id } }) => {
        await ack()
        const view = { type: 'modal' as const, title: plain('Ask'), blocks: home('x').blocks.slice(0, 1) }
        await client.views.open({ trigger_id, view })
      })
      app.shortcut({ callback_id: 'about', type: 'message_action' }, async ({ ack, body, respond }) => {
        await ack()
        bodies.push(body)
        await respond('about that')
      })
    })
    const { ts } = await webClient(slack).chat.postMessage({ channel, text: 'the card' })

    await act(slack, 'shortcut', { user, callbackId: 'ask', untilView: true, wait: 2000 })
    const about = await act(slack, 'shortcut', {
      user,
      callbackId: 'about',
      channel,
      ts,
      wait: 2000,
      until: 1,
    })

    expect((await screen(slack, user)).modals).toHaveLength(1)
    expect(about.replies).toMatchObject([{ via: 'response_url', text: 'about that' }])
    expect(bodies).toMatchObject([
      { message_ts: ts, message: { text: 'the card' }, channel: { id: channel } },
    ])
  })
})

describe('suggest', () => {
  it('asks a Bolt app for the options of a menu once enough was typed', async () => {
    const { slack, user, viewId } = await menu((value) => ({
      options: [{ text: plain(`alias/${value}`), value }],
    }))
    const ask = (value: string) => act(slack, 'suggest', { user, viewId, actionId: 'key', value })

    expect(await ask('p')).toMatchObject({ ack: null, error: 'query_too_short' })
    expect(await ask('pa')).toMatchObject({ ack: { options: [{ value: 'pa', text: plain('alias/pa') }] } })
  })

  it('refuses more than a hundred options, and other nonsense, with the place', async () => {
    const { slack, user, viewId } = await menu((value) =>
      value === 'many'
        ? { options: Array(101).fill({ text: plain('x'), value: 'x' }) }
        : { option_groups: [{ label: plain('x'.repeat(76)), options: [{ text: plain('x'), value: 'x' }] }] },
    )
    const ask = (value: string) => act(slack, 'suggest', { user, viewId, actionId: 'key', value })

    expect(await ask('many')).toMatchObject({
      error: 'invalid_options_response',
      problems: ['no more than 100 items allowed [json-pointer:/options]'],
    })
    expect(await ask('long')).toMatchObject({
      problems: ['must be less than 76 characters [json-pointer:/option_groups/0/label/text]'],
    })
  })
})

async function menu(answer: (value: string) => object) {
  const slack = await slackForTest()
  const user = slack.users.requester
  const { triggerId: trigger_id = '' } = await act(slack, 'shortcut', { user, callbackId: 'x' })
  const { view } = await webClient(slack).views.open({
    trigger_id,
    view: {
      type: 'modal',
      title: plain('Find'),
      submit: plain('Go'),
      blocks: [
        {
          type: 'input',
          label: plain('Key'),
          element: { type: 'external_select', action_id: 'key', min_query_length: 2 },
        },
      ],
    },
  })
  await boltApp(slack, (app) => {
    app.options('key', async ({ ack, payload }) => {
      await ack(answer(payload.value) as never)
    })
  })
  return { slack, user, viewId: view?.id }
}
