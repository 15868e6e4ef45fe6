import { describe, expect, it } from 'vitest'
import { get, slackForTest, webClient } from './harness.ts'

describe('the workspace page', () => {
  it('is served with a policy that lets it talk to its own origin only', async () => {
    const slack = await slackForTest()
    const page = await fetch(slack.workspaceUrl)
    const script = await fetch(new URL('/workspace.js', slack.workspaceUrl))

    expect(await page.text()).toContain('<label for="line">Slash command</label>')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect(await script.text()).not.toContain('innerHTML')
  })

  it('names everybody one may be', async () => {
    const slack = await slackForTest()
    const { requester, outsider } = slack.users
    expect(await get(slack, '/workspace')).toMatchObject({
      people: expect.arrayContaining([
        { id: requester, role: 'requester', name: 'ann' },
        { id: outsider, role: 'outsider', name: 'otto' },
      ]),
    })
  })

  it('shows an ephemeral message to its reader alone', async () => {
    const slack = await slackForTest()
    const { requester, approver1 } = slack.users
    const channel = slack.channels.audit
    await webClient(slack).chat.postEphemeral({ channel, user: requester, text: 'psst &amp; <@U1|ann>' })

    const seenBy = (as: string) => get(slack, `/workspace/conversation?channel=${channel}&as=${as}`)

    expect(await seenBy(requester)).toMatchObject([{ who: 'cckm', text: 'psst & @ann', onlyYou: true }])
    expect(await seenBy(approver1)).toEqual([])
  })
})
