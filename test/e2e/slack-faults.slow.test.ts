import { describe, expect, it } from 'vitest'
import { blockIds, textOf, until } from '../../simulators/observed.ts'
import { entriesOf, outcomeOf, refusalsOf } from './audit.ts'
import { type KeyName, stageOfFile } from './staged.ts'

const ONCE = { cards: 1, sent: 1, committed: 1, on: true, shown: true, told: 1 }
const LINES = { thread: ['asked', 'succeeded'] }

const { stage, seen, freshKey } = await stageOfFile()

const ask = ({ alias }: KeyName) => seen.type(stage.slack.users.requester, `rotate ${alias}`)
const slowWrite = ({ id }: KeyName, ms: number) =>
  seen.cipherTrustFault({ kind: 'slow', ms, match: `POST /api/v1/cckm/aws/keys/${id}/enable` })

describe('a Slack that stumbles', () => {
  it.each([
    ['chat.postMessage', '429', 2],
    ['chat.postMessage', '500', 1],
    ['chat.postMessage', 'drop_after_commit', 1],
    ['chat.update', '429', 1],
    ['chat.update', 'drop_after_commit', 1],
    ['response_url', '500', 1],
    ['response_url', 'drop_after_commit', 1],
    ['chat.getPermalink', '500', 1],
  ])('at %s with %s gets every message once', async (method, kind, times) => {
    const key = freshKey()
    const troubles = async () =>
      (await seen.slackCalls()).filter((call) => call.method === method && call.status !== 200).length
    const before = await troubles()
    await seen.slackFault({ method, kind, times })

    const answer = await ask(key)

    expect(blockIds(answer)).toEqual(['asked'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject({ ...ONCE, ...LINES })
    expect(await troubles()).toBe(before + times)
  })

  it('loses the answer to a line, and the line is found, not posted twice', async () => {
    const key = freshKey()
    await slowWrite(key, 1_500)
    await ask(key)
    await until(
      () => seen.cardsOf(key.alias),
      ([card]) => card?.thread.length === 1,
    )
    await seen.slackFault({ method: 'chat.postMessage', kind: 'drop_after_commit' })

    expect(await outcomeOf(stage, seen, key)).toMatchObject({ ...ONCE, ...LINES })
    const lost = (await seen.slackCalls()).filter(
      ({ method, status }) => method === 'chat.postMessage' && !status,
    )
    expect(lost.length).toBeGreaterThan(0)
  })

  it('makes three requests at once wait for their turn, and leaves nothing out', async () => {
    await seen.world({ postLimit: true })
    const keys = [freshKey(), freshKey(), freshKey()]

    await Promise.all(keys.map(ask))

    for (const key of keys) expect(await outcomeOf(stage, seen, key)).toMatchObject({ ...ONCE, ...LINES })
    await seen.world({ postLimit: false })
  })
})

describe('a card that somebody deletes before the outcome', () => {
  it('is made anew with the outcome, and nothing is sent twice', async () => {
    const key = freshKey()
    await slowWrite(key, 1_500)
    await ask(key)
    const [card] = await until(
      () => seen.cardsOf(key.alias),
      ([found]) => found?.thread.length === 1,
    )
    await seen.world({ deleteMessage: { channel: stage.slack.channels.audit, ts: card?.ts } })

    const outcome = await outcomeOf(stage, seen, key)

    expect(outcome).toMatchObject({ ...ONCE, ...LINES })
    const [anew] = await seen.cardsOf(key.alias)
    expect(anew?.ts).not.toBe(card?.ts)
    expect(textOf(anew ?? { blocks: [] }, 'foot')).toContain(entriesOf(stage, key.id)[0]?.request)
  })
})

describe('a channel that cannot be used', () => {
  const { is_member, is_archived, is_ext_shared } = {
    is_member: true,
    is_archived: false,
    is_ext_shared: false,
  }

  it.each([
    ['archived', { is_archived: true }],
    ['left by the bot', { is_member: false }],
    ['shared with another company', { is_ext_shared: true }],
  ])('%s: nothing is asked and nothing is sent', async (_, set) => {
    const { audit } = stage.slack.channels
    const key = freshKey()
    await seen.world({ channel: { id: audit, set } })

    const answer = await ask(key)
    await seen.world({ channel: { id: audit, set: { is_member, is_archived, is_ext_shared } } })

    expect(blockIds(answer)).toEqual(['refused:channel_unusable'])
    expect((await seen.writes()).filter(({ path }) => path.includes(key.id))).toEqual([])
    expect(refusalsOf(stage, stage.slack.users.requester)).toContain('channel_unusable')
  })

  it('archived before the outcome: the requester hears it, and the write is not repeated', async () => {
    const { audit } = stage.slack.channels
    const key = freshKey()
    await slowWrite(key, 1_500)
    await ask(key)
    await until(
      () => seen.writes(),
      (writes) => writes.some(({ path }) => path.includes(key.id)),
    )
    await seen.world({ channel: { id: audit, set: { is_archived: true } } })

    const told = await until(
      () => seen.transcript(stage.slack.users.requester),
      (messages) => messages.some(({ text }) => text.includes(entriesOf(stage, key.id)[0]?.request ?? '')),
    )

    expect(told.at(-1)?.text).toContain(entriesOf(stage, key.id)[0]?.request)
    expect(entriesOf(stage, key.id).at(-1)).toMatchObject({ kind: 'succeeded' })
    expect((await seen.writes()).filter(({ path }) => path.includes(key.id))).toHaveLength(1)
  })
})
