import type { App } from '@slack/bolt'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { parseManifest } from '../../simulators/slack/manifest.ts'
import type { Slack } from '../../simulators/slack/start.ts'
import { builtPage } from '../../simulators/web/built-page.ts'
import { launch } from '../../simulators/web/chromium.ts'
import { boltApp, slackForTest, socketClient, webClient } from '../simulators/slack/harness.ts'
import { needsChromium } from './browser.ts'
import { hand } from './played.ts'

const MANIFEST = parseManifest(`
features:
  app_home: { home_tab_enabled: true }
  slash_commands: [{ command: /any, description: Anything, usage_hint: open | close }]
  shortcuts:
    - { name: Begin, type: global, callback_id: begin }
    - { name: Take up, type: message, callback_id: take_up }
oauth_config: { scopes: { bot: [chat:write, files:write, commands, channels:read] } }
settings: { interactivity: { is_enabled: true }, event_subscriptions: { bot_events: [app_home_opened] } }
`)
const plain = (text: string) => ({ type: 'plain_text' as const, text })
const button = (action_id: string) => ({ type: 'button' as const, action_id, text: plain(action_id) })

const runs = needsChromium()
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  if (!runs) return
  // No page of a test waits until it is built.
  browser = (await Promise.all([launch(), builtPage()]))[0]
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
})
afterAll(() => browser?.close())

async function openPage(slack: Slack) {
  const page = await context.newPage()
  onTestFinished(() => page.close())
  page.setDefaultTimeout(15_000)
  await page.goto(slack.workspaceUrl)
  const me = hand(page)
  await me.composer.waitFor()
  return me
}

function withApp(register: (app: App) => void) {
  return async () => {
    const slack = await slackForTest({ manifest: MANIFEST })
    await boltApp(slack, register)
    return { slack, me: await openPage(slack) }
  }
}

describe('the page with any app', () => {
  it('shows what Slack shows when an app does not answer, and keeps the line', async () => {
    const slack = await slackForTest({ manifest: MANIFEST })
    const { ts } = await webClient(slack).chat.postMessage({
      ...{ channel: slack.channels.oncall, text: 'press' },
      blocks: [{ type: 'actions', elements: [button('go')] }],
    })
    const me = await openPage(slack)
    await me.type('/any open')
    await me.page.locator('main article', { hasText: 'dispatch_failed' }).waitFor()
    await socketClient(slack)
    const press = me.page.locator(`article[data-ts="${ts}"]`)
    // Slack waits three seconds for each answer: both are missing in the same three.
    await press.locator('[data-action-id=go]').click()
    await me.type('/any open')
    await press.getByRole('alert').waitFor()
    await me.page.locator('main article', { hasText: '/any failed because' }).waitFor()

    await expect.poll(() => me.composer.inputValue()).toBe('/any open')
    expect(await me.page.getByRole('complementary').textContent()).toContain('started alone')
  })

  it('keeps the line when the simulator has gone, and says so in words of its own', async () => {
    const slack = await slackForTest({ manifest: MANIFEST })
    const me = await openPage(slack)
    await me.page.route('**/control/command', (route) => route.abort())
    await me.type('/any open')
    const said = me.page.getByRole('main').getByRole('status')
    await expect.poll(() => said.textContent()).toMatch(/^The simulator does not answer\./)
    await expect.poll(() => me.composer.inputValue()).toBe('/any open')
    await me.page.routeWebSocket(/\/workspace\/live/, (socket) => socket.close())
    await me.page.reload()

    await expect.poll(() => said.textContent()).toMatch(/^The simulator does not answer\./)
  })

  it('draws a modal with its inputs, the errors at their fields, what is pushed over it, and its update', async () => {
    const input = (block_id: string, element: object) => ({
      type: 'input',
      block_id,
      label: plain(block_id),
      element,
    })
    const form = {
      ...{ type: 'modal' as const, callback_id: 'form', title: plain('Form'), submit: plain('Send') },
      blocks: [
        input('why', { type: 'plain_text_input', action_id: 'why' }),
        input('who', { type: 'external_select', action_id: 'who', min_query_length: 1 }),
        input('how', {
          type: 'radio_buttons',
          action_id: 'how',
          options: [{ text: plain('Fast'), value: 'fast' }],
        }),
      ],
    }
    const submitted: unknown[] = []
    const { me } = await withApp((app) => {
      app.command('/any', async ({ ack, client, body }) => {
        await ack()
        const loading = {
          type: 'modal' as const,
          title: plain('Wait'),
          blocks: [{ type: 'section' as const, text: plain('…') }],
        }
        const { view } = await client.views.open({ trigger_id: body.trigger_id, view: loading })
        await client.views.update({ view_id: view?.id ?? '', view: form as never })
      })
      app.options('who', ({ ack, payload }) =>
        ack({ options: [{ text: plain(`${payload.value}nn`), value: 'ann' }] }),
      )
      app.view('form', async ({ ack, view }) => {
        submitted.push(view.state.values)
        if (submitted.length === 1) return ack({ response_action: 'errors', errors: { why: 'Say more.' } })
        const pushed = {
          type: 'modal' as const,
          title: plain('Sure?'),
          blocks: [{ type: 'section' as const, text: plain('Over it') }],
        }
        return ack({ response_action: 'push', view: pushed })
      })
    })()
    await me.type('/any open')
    await me.dialog.locator('[data-action-id=why]').fill('x')
    await me.dialog.getByRole('combobox').fill('A')
    await me.dialog.getByRole('option').click()
    await me.dialog.locator('[data-action-id=how] input').check()
    await me.submit()
    const error = await me.dialog.locator('[data-block-id=why] [role=alert]').textContent()
    await me.dialog.locator('[data-action-id=why]').fill('because')
    await me.submit()
    await me.dialog.getByText('Over it').waitFor()
    await me.page.keyboard.press('Escape')
    await me.dialog.locator('[data-action-id=why]').waitFor()

    expect(error).toBe('Say more.')
    expect(submitted[1]).toMatchObject({
      why: { why: { value: 'because' } },
      who: { who: { selected_option: { value: 'ann', text: { text: 'Ann' } } } },
      how: { how: { selected_option: { value: 'fast' } } },
    })
    expect(await me.dialog.locator('[data-action-id=why]').inputValue()).toBe('because')
  })

  it('asks before a press where the app wants it, and draws what the library does not', async () => {
    const pressed: unknown[] = []
    const { slack, me } = await withApp((app) => {
      app.action('risky', async ({ ack, payload }) => {
        pressed.push(payload)
        await ack()
      })
      app.action('pick', async ({ ack, payload }) => {
        pressed.push(payload)
        await ack()
      })
    })()
    const confirm = {
      title: plain('Sure?'),
      text: plain('It is risky.'),
      confirm: plain('Yes'),
      deny: plain('No'),
    }
    const cell = (text: string) => ({ type: 'raw_text', text })
    const rows = [['key', 'flag'], ...Array.from({ length: 7 }, (_, n) => [`key-${n}`, n % 2 ? 'on' : 'off'])]
    const options = [{ text: plain('One'), value: '1' }]
    await webClient(slack).chat.postMessage({
      ...{ channel: slack.channels.oncall, text: 'all' },
      blocks: [
        { type: 'data_table', caption: 'Keys', rows: rows.map((row) => row.map(cell)) },
        {
          type: 'actions',
          elements: [
            { ...button('risky'), confirm },
            { type: 'static_select', action_id: 'pick', options },
          ],
        },
      ] as never,
    })
    await me.button('risky').click()
    await me.dialog.locator('[data-control=deny]').click()
    await me.button('risky').click()
    await me.dialog.locator('[data-control=confirm]').click()
    await me.page.locator('main select[data-action-id=pick]').selectOption('1')
    await expect.poll(() => pressed.length).toBe(2)
    const table = me.page.getByRole('table', { name: 'Keys' })
    const shown = await table.getByRole('row').count()
    await table.getByRole('button', { name: 'key' }).click()
    await table.getByRole('button', { name: 'key' }).click()

    expect(pressed).toMatchObject([
      { action_id: 'risky' },
      { action_id: 'pick', selected_option: { value: '1' } },
    ])
    expect(shown).toBe(6)
    expect(await table.getByRole('cell').first().textContent()).toBe('key-6')
  })

  it('opens the home, and offers the shortcuts of the app and of a message', async () => {
    const picked: string[] = []
    const { slack, me } = await withApp((app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        const blocks = [{ type: 'section' as const, block_id: 'hello', text: plain('At home') }]
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
      })
      for (const id of ['begin', 'take_up'])
        app.shortcut(id, async ({ ack }) => {
          picked.push(id)
          await ack()
        })
    })()
    await webClient(slack).chat.postMessage({ channel: slack.channels.oncall, text: 'take me' })
    await me.page.getByRole('button', { name: 'Shortcuts' }).click()
    await me.page.getByRole('menuitem').click()
    const message = me.page.locator('main article', { hasText: 'take me' })
    await message.hover()
    await message.getByRole('button', { name: 'More actions' }).click()
    await message.getByRole('menuitem').click()
    await expect.poll(() => picked).toEqual(['begin', 'take_up'])
    await me.page.getByRole('navigation').locator('[data-at=app]').click()
    await me.page.getByRole('tab').first().click()
    await me.page.locator('[data-block-id=hello]').waitFor()

    expect(await me.page.getByRole('tabpanel').textContent()).toContain('At home')
  })

  it('shows pictures in place, and why Slack refused blocks', async () => {
    const { slack, me } = await withApp((app) => {
      app.command('/any', ({ ack }) => ack({ blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] }))
    })()
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    )
    await webClient(slack).filesUploadV2({
      ...{ channel_id: slack.channels.oncall, file: png, filename: 'dot.png', title: 'A dot' },
    })
    const picture = me.page.getByRole('img', { name: 'A dot' })
    await picture.waitFor()
    const width = () => me.page.evaluate("document.querySelector('main .files img').naturalWidth")
    await expect.poll(width).toBe(1)
    await me.type('/any open')
    await me.page.locator('main article', { hasText: 'invalid_command_response' }).waitFor()
    const reason = await me.page.getByRole('complementary').locator('.refused p').first().textContent()

    expect(reason).toContain('/blocks/0')
  })
})
