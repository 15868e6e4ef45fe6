import { describe, expect, it } from 'vitest'
import type { Slack } from '../../simulators/slack/start.ts'
import { anchorText } from '../../src/core/anchor.ts'
import { ChannelId, MessageTs } from '../../src/core/ids.ts'
import { openMemory } from '../memory-store.ts'
import { change, client, fault, nobodyAt } from '../slack/harness.ts'
import { anchored, at, postCard } from './audit-channel.ts'
import { rechain, type rowsOf, tamper } from './audit-files.ts'
import { cli, TOKEN } from './harness.ts'

/** The log notes that an anchor stands in the channel, as the bot does once it was posted. */
async function noted(
  file: string,
  slack: Slack,
  anchor: Pick<ReturnType<typeof rowsOf>[number], 'seq' | 'hash'>,
  ts: string,
) {
  const bot = openMemory(file)
  const { seq, hash } = anchor
  const place = { channel: ChannelId.parse(slack.channels.audit), ts: MessageTs.parse(ts) }
  await bot.store.ledger.note({ v: 1, kind: 'anchored', at: '2026-03-02T10:00:01.000Z', seq, hash, ...place })
  await bot.store.close()
}

describe('audit verify --slack', () => {
  it('finds the anchors, and says up to where others can tell', async () => {
    const { verify } = await anchored()
    const { exit, out, err } = await verify()
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out.join('\n')).toContain(
      'Compared with 2 hashes that others keep (Slack: 2, file: 0): all agree.',
    )
    expect(out.join('\n')).toMatch(
      /The newest that agrees is #8, told .* UTC: all up to it is as it was then; nothing that others keep covers the 4 entries after it yet\./,
    )
  })

  it('finds a log that was rewritten whole between two anchors', async () => {
    const { file, verify } = await anchored()
    tamper(
      file,
      `UPDATE audit SET body = replace(body, 'U0SAM', 'U0KIM') WHERE seq = 6`,
      `UPDATE audit SET body = replace(body, '"at"', '"At"') WHERE seq = 7`,
    )
    rechain(file)
    const { exit, out } = await verify()
    expect(exit).toBe(1)
    expect(out.join('\n')).toMatch(
      /somewhere from #5 to #8: The anchor that was posted .* UTC \(\/archives\/\w+\/p\d+\) says that #8 had the hash/,
    )
  })

  it('finds by the foot of a card what was rewritten after the newest anchor', async () => {
    const { slack, file, rows, verify } = await anchored([1])
    await postCard(slack, at(rows, 6))
    const before = await verify()
    expect(before.exit).toBe(0)
    expect(before.out.join('\n')).toMatch(/\(Slack: 2, file: 0\): all agree\.\nThe newest that agrees is #6:/)
    tamper(
      file,
      `UPDATE audit SET body = replace(body, 'U0SAM', 'U0KIM') WHERE seq = 3`,
      `UPDATE requests SET body = replace(body, 'U0SAM', 'U0KIM')`,
    )
    rechain(file)
    const { exit, out } = await verify()
    expect(exit).toBe(1)
    expect(out.slice(0, 2).join('\n')).toMatch(
      /somewhere from #2 to #6\..*\n.* from #2 to #6: The card of R-11111111 \(\/archives\/\w+\/p\d+\) says that #6 had the hash/,
    )
  })

  it('finds a log whose end was cut, with its head', async () => {
    const { file, verify } = await anchored([4, 12])
    tamper(
      file,
      'DELETE FROM audit WHERE seq > 10',
      'DELETE FROM messages WHERE seq > 10',
      'UPDATE head SET seq = 10, hash = (SELECT hash FROM audit WHERE seq = 10)',
    )
    const { exit, out } = await verify()
    expect(exit).toBe(1)
    expect(out.join('\n')).toMatch(
      /first at #11\.\nThe log is cut: #11 to #12 are missing at its end\. The anchor that was posted/,
    )
  })

  it.each([
    ['data', /The anchor that was posted/],
    ['text', /The text of the anchor that was posted/],
  ])('tells of an anchor whose %s was edited', async (part, says) => {
    const { slack, posted, rows, verify } = await anchored()
    const hash = 'f'.repeat(64)
    const same = at(rows, 4).hash
    const payload = (it: string) => ({
      event_type: 'cckm_anchor',
      event_payload: { seq: 4, hash: it, at: '2026-03-02T10:00:00.000Z' },
    })
    await client(slack).chat.update({
      channel: slack.channels.audit,
      ts: posted[0] ?? '',
      text: anchorText({ seq: 4, hash: part === 'text' ? hash : same }),
      metadata: payload(part === 'data' ? hash : same),
    })
    const { exit, out } = await verify()
    expect(exit).toBe(1)
    expect(out.join('\n')).toMatch(/somewhere from #1 to #4\.\n/)
    expect(out.join('\n')).toMatch(says)
    expect(out.join('\n')).toContain('unless that was edited')
  })

  it('tells an anchor that was deleted from tampering', async () => {
    const { slack, file, rows, posted, verify } = await anchored([8, 4])
    await noted(file, slack, at(rows, 4), posted[1] ?? '')
    expect((await verify()).exit).toBe(0)
    await change(slack, { deleteMessage: { channel: slack.channels.audit, ts: posted[1] } })
    const { exit, out } = await verify()
    expect(exit).toBe(3)
    expect(out[0]).toBe('The log is intact in itself, but a witness is missing.')
    expect(out.join('\n')).toMatch(
      /Missing: The anchor of #4, posted .* UTC \(\/archives\/C\w+\/p\d+\), is no longer there/,
    )
  })

  it('does not miss an anchor that is older than all that Slack still shows', async () => {
    const { slack, file, rows, posted, verify } = await anchored([4, 8])
    await noted(file, slack, at(rows, 4), posted[0] ?? '')
    await change(slack, { deleteMessage: { channel: slack.channels.audit, ts: posted[0] } })
    const { exit, out } = await verify()
    expect(exit).toBe(0)
    expect(out.join('\n')).toContain(
      'Slack no longer shows one older anchor, nor anything else of that time.',
    )
  })

  it('says that there is no anchor at all', async () => {
    const { verify } = await anchored([])
    const { exit, out } = await verify()
    expect(exit).toBe(3)
    expect(out.join('\n')).toContain('Missing: There is no anchor in Slack.')
  })

  it.each([
    [
      'Slack is down',
      async (slack: Slack) => void (await fault(slack, 'auth.test', '500')),
      {},
      /does not answer as Slack does/,
    ],
    [
      'the channel is not for the bot',
      async (slack: Slack) => void (await fault(slack, 'conversations.history', 'channel_not_found')),
      {},
      /channel_not_found/,
    ],
    ['the token is wrong', async () => {}, { SLACK_BOT_TOKEN: TOKEN }, /SLACK_BOT_TOKEN \(invalid_auth\)/],
  ])('tells from tampering that %s', async (_, break_, env, says) => {
    const { slack, verify } = await anchored()
    await break_(slack)
    const { exit, out } = await verify([], env)
    expect(exit).toBe(3)
    expect(out[0]).toBe('The log is intact in itself, but a witness is missing.')
    expect(out.join('\n')).toMatch(says)
  })

  it('says of a tampered log that it is one, also when nobody can be reached', async () => {
    const { file, verify } = await anchored()
    tamper(file, 'DELETE FROM audit WHERE seq = 4')
    const { exit, out } = await verify([], { SLACK_API_URL: await nobodyAt('/api/') })
    expect(exit).toBe(1)
    expect(out.join('\n')).toMatch(/first at #4/)
    expect(out.join('\n')).toMatch(/Missing: Slack cannot be reached/)
  })

  it('waits when Slack asks it to', async () => {
    const { slack, verify } = await anchored()
    await fault(slack, 'conversations.history', '429')
    const { exit, sleeps } = await verify()
    expect(exit).toBe(0)
    expect(sleeps).toHaveLength(1)
  })

  it('names what it lacks, all of it', async () => {
    const { env } = await anchored([])
    const { exit, err } = await cli(['audit', 'verify', '--slack'], { ...env, POLICY_FILE: 'nowhere.yml' })
    expect(exit).toBe(2)
    expect(err).toMatch(/^SLACK_BOT_TOKEN is missing/)
    expect(err).toMatch(/^nowhere\.yml:1:1: /m)
  })
})
