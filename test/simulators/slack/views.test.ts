import { describe, expect, it } from 'vitest'
import { form, plain } from './form.ts'
import { act, boltApp, errorOf, slackForTest, type, webClient } from './harness.ts'

describe('views.open', () => {
  it('exchanges a trigger once, within three seconds', async () => {
    let now = 1_700_000_000_000
    const slack = await slackForTest({ now: () => now })
    const { views } = webClient(slack)
    const trigger = async () => (await type(slack, 'x')).triggerId ?? ''
    const [fresh, stale] = [await trigger(), await trigger()]

    expect(await errorOf(views.open({ trigger_id: fresh, view: form() }))).toBe('no error')
    expect(await errorOf(views.open({ trigger_id: fresh, view: form() }))).toBe('exchanged_trigger_id')
    now += 3001
    expect(await errorOf(views.open({ trigger_id: stale, view: form() }))).toBe('expired_trigger_id')
    expect(await errorOf(views.open({ trigger_id: '1.2.abc', view: form() }))).toBe('invalid_trigger_id')
  })

  it('refuses a view with the places of its faults, and keeps the trigger', async () => {
    const slack = await slackForTest()
    const { views } = webClient(slack)
    const { triggerId: trigger_id = '' } = await type(slack, 'x')

    const bad = views.open({ trigger_id, view: form({ title: plain('x'.repeat(25)) }) })

    await expect(bad).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: {
          messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
        },
      },
    })
    expect(await errorOf(views.open({ trigger_id, view: form() }))).toBe('no error')
  })

  it('refuses a trigger that is none, a home, and more than 250 kB', async () => {
    const slack = await slackForTest()
    const { views } = webClient(slack)
    const { triggerId: trigger_id = '' } = await type(slack, 'x')
    const large = form({ blocks: Array(90).fill({ type: 'section', text: plain('x'.repeat(2990)) }) })
    const home = { type: 'home', blocks: form().blocks } as never

    expect(await errorOf(views.open({ trigger_id: 'nonsense', view: form() }))).toBe('invalid_arguments')
    expect(await errorOf(views.open({ trigger_id, view: home }))).toBe('invalid_arguments')
    expect(await errorOf(views.open({ trigger_id, view: large }))).toBe('view_too_large')
  })

  it('keeps an external_id to one view, by which it can be updated', async () => {
    const slack = await slackForTest()
    const { views } = webClient(slack)
    const [first, second] = [await type(slack, 'x'), await type(slack, 'x', { user: slack.users.approver1 })]
    const view = form({ external_id: 'R-1' })
    await views.open({ trigger_id: first.triggerId ?? '', view })

    expect(await errorOf(views.open({ trigger_id: second.triggerId ?? '', view }))).toBe(
      'duplicate_external_id',
    )
    expect(await errorOf(views.update({ external_id: 'R-1', view }))).toBe('no error')
    expect(await errorOf(views.update({ external_id: 'R-2', view }))).toBe('not_found')
  })
})

describe('submit', () => {
  it.each([
    ['a view that is not open', { viewId: 'V0' }, /does not have the view V0 open/],
    ['an input that is not there', { values: { other: { text: { value: 'x' } } } }, /no input other\/text/],
    [
      'nothing in an input that must be filled',
      { values: { why: { text: { value: '' } } } },
      /must be filled in/,
    ],
    ['more than the input takes', { values: { why: { text: { value: 'x'.repeat(21) } } } }, /at most 20/],
  ])('refuses %s', async (_what, more, sentence) => {
    const slack = await slackForTest()
    const { triggerId: trigger_id = '' } = await type(slack, 'x')
    const { view } = await webClient(slack).views.open({ trigger_id, view: form() })

    const answer = await act(slack, 'submit', { user: slack.users.requester, viewId: view?.id, ...more })

    expect(answer).toEqual({ error: expect.stringMatching(sentence) })
  })

  it('refuses a view of somebody else, unless it is to be forged', async () => {
    const slack = await slackForTest()
    const { triggerId: trigger_id = '' } = await type(slack, 'x')
    const { view } = await webClient(slack).views.open({ trigger_id, view: form() })
    await boltApp(slack, (app) => app.view('ask', ({ ack }) => ack()))
    const stolen = { user: slack.users.outsider, viewId: view?.id }

    expect(await act(slack, 'submit', stolen)).toEqual({ error: expect.stringMatching(/does not have/) })
    expect(await act(slack, 'submit', { ...stolen, forge: true })).toMatchObject({ ack: {} })
  })

  it('keeps the modal when the errors name a block that is no input', async () => {
    const slack = await slackForTest()
    const user = slack.users.requester
    const { triggerId: trigger_id = '' } = await type(slack, 'x', { user })
    const { view } = await webClient(slack).views.open({ trigger_id, view: form() })
    await boltApp(slack, (app) => {
      app.view('ask', ({ ack }) => ack({ response_action: 'errors', errors: { elsewhere: 'no' } }))
    })

    const answer = await act(slack, 'submit', { user, viewId: view?.id })

    expect(answer).toMatchObject({ error: 'invalid_view_response', modals: [{ errors: {} }] })
  })
})
