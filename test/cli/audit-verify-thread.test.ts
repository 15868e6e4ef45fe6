import { describe, expect, it } from 'vitest'
import { change, client } from '../slack/harness.ts'
import { anchored, at } from './audit-channel.ts'
import { ASKED, approvedLife, rechain, tamper } from './audit-files.ts'

describe('audit verify --slack --request', () => {
  async function threaded() {
    const { slack, file, rows, verify } = await anchored()
    const bot = client(slack)
    const channel = slack.channels.audit
    const card = await bot.chat.postMessage({ channel, text: 'card' })
    const db: string[] = [`UPDATE cards SET channel = '${channel}', ts = '${card.ts}' WHERE id = '${ASKED}'`]
    const lines: string[] = []
    for (const [n, { entry }] of approvedLife().entries()) {
      if (!['asked', 'approved', 'succeeded'].includes(entry.kind)) continue
      const { seq, hash } = at(rows, n + 2)
      const { ts } = await bot.chat.postMessage({
        channel,
        text: `line ${seq}`,
        ...{ thread_ts: String(card.ts) },
        metadata: { event_type: 'cckm_line', event_payload: { request: ASKED, seq, hash } },
      })
      lines.push(String(ts))
      db.push(
        `UPDATE messages SET ts = '${ts}', posted_at = 1 WHERE card_id = '${ASKED}' AND seq = ${seq} AND telling = 'line'`,
      )
    }
    tamper(file, ...db)
    return { slack, file, verify: () => verify(['--request', ASKED]), lines }
  }

  it('compares the lines of its thread', async () => {
    const { verify } = await threaded()
    const { exit, out } = await verify()
    expect(exit).toBe(0)
    expect(out.join('\n')).toContain(
      'Compared with 5 hashes that others keep (Slack: 5, file: 0): all agree.',
    )
  })

  it('finds by them what was rewritten between two anchors', async () => {
    const { file, verify } = await threaded()
    tamper(file, `UPDATE audit SET body = replace(body, 'U0SAM', 'U0KIM') WHERE seq = 3`)
    rechain(file)
    const { exit, out } = await verify()
    expect(exit).toBe(1)
    expect(out.join('\n')).toMatch(
      /first at #3\.\n#3 was rewritten: The line in the thread of R-11111111 \(\/archives\/\w+\/p\d+\) says/,
    )
  })

  it('tells a line that was deleted from tampering', async () => {
    const { slack, lines, verify } = await threaded()
    await change(slack, { deleteMessage: { channel: slack.channels.audit, ts: lines[1] } })
    const { exit, out } = await verify()
    expect(exit).toBe(3)
    expect(out.join('\n')).toContain('Missing: The line of #3 is no longer in the thread of R-11111111')
  })

  it('says that the thread is not known', async () => {
    const { verify } = await anchored()
    const { exit, out } = await verify(['--request', ASKED])
    expect(exit).toBe(3)
    expect(out.join('\n')).toContain('does not know where the card of R-11111111 stands')
  })
})
