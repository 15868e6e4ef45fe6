import { WebClient } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { clientOptions } from '../../src/slack/clients.ts'
import { createForms } from '../../src/slack/forms.ts'
import { decisionForm, loading } from '../../src/slack/views/form.ts'
import { ONE_APPROVAL, waiting } from '../builders.ts'
import { act, boltApp, screen, slackForTest, type } from '../simulators/slack/harness.ts'
import { accessTo, callsTo, client, fault, keptLog, nobodyAt, now } from './harness.ts'

const form = decisionForm(
  { kind: 'form', verdict: 'approve', request: waiting(), rule: ONE_APPROVAL, counting: [] },
  '',
)

/** Forms of a bot, and the trigger of somebody who typed a command just now. */
async function formsForTest(at = Date.now()) {
  const clock = { at }
  const slack = await slackForTest({ now: () => clock.at })
  const { log, lines } = keptLog()
  await boltApp(slack, (app) => app.command('/cckm', ({ ack }) => ack()))
  const trigger = (await type(slack, 'approve')).triggerId ?? ''
  const user = slack.users.requester
  return { slack, clock, lines, log, trigger, user, forms: createForms({ interactive: client(slack), log }) }
}

describe('forms', () => {
  it('open a view, and put another one in its place', async () => {
    const { slack, forms, trigger, user } = await formsForTest()
    const id = await forms.open(trigger, loading())
    expect((await screen(slack, user)).modals).toMatchObject([{ id, blocks: [{ block_id: 'loading' }] }])
    expect(await forms.show(id ?? '', form)).toBe('shown')
    expect((await screen(slack, user)).modals).toMatchObject([{ id, callback_id: 'decision' }])
  })

  it.each([
    ['is over three seconds old', 3_001],
    ['is young enough', 2_999],
  ])('open nothing by a trigger that %s, and say so', async (_, age) => {
    const { slack, clock, forms, trigger, user, lines } = await formsForTest()
    clock.at += age
    const opened = await forms.open(trigger, loading())
    expect(opened === null).toBe(age > 3_000)
    expect((await screen(slack, user)).modals).toHaveLength(age > 3_000 ? 0 : 1)
    expect(lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields)).toEqual(
      age > 3_000 ? [{ refused: 'expired_trigger_id' }] : [],
    )
  })

  it.each(['429', '500', 'drop_after_commit', 'internal_error'])(
    'do not throw when a view cannot be opened, and do not try twice: %s',
    async (kind) => {
      const { slack, forms, trigger, lines } = await formsForTest()
      await fault(slack, 'views.open', kind)
      expect(await forms.open(trigger, loading())).toBeNull()
      expect(await callsTo(slack, 'views.open')).toHaveLength(1)
      expect(lines.map(({ sentence }) => sentence)).toContain('a form could not be shown')
    },
  )

  it('open nothing where Slack cannot be reached', async () => {
    const { slack, log, trigger } = await formsForTest()
    const access = { ...accessTo(slack), apiUrl: await nobodyAt('/api/') }
    const interactive = new WebClient(slack.botToken, clientOptions(access, log, now))
    expect(await createForms({ interactive, log }).open(trigger, loading())).toBeNull()
  })

  it('tell a form that was closed from one that could not be shown', async () => {
    const { slack, forms, trigger, user, lines } = await formsForTest()
    const id = (await forms.open(trigger, loading())) ?? ''
    await fault(slack, 'views.update', '500')
    expect(await forms.show(id, form)).toBe('failed')
    await act(slack, 'close', { user, viewId: id })
    expect(await forms.show(id, form)).toBe('closed')
    expect(lines.filter(({ sentence }) => sentence === 'a form could not be shown')).toHaveLength(1)
  })
})
