import { describe, expect, it } from 'vitest'
import type { Owed } from '../../src/core/delivery.ts'
import { AUDIT, CARD_TS, pathTo, SHELL } from '../builders.ts'
import { ID } from '../usecases/two-persons.ts'
import { OTHER, tamper } from './audit-files.ts'
import { botBeside } from './bot-beside.ts'
import { cli } from './harness.ts'

/** Two requests that are over: of the first Slack took neither the card nor a line, of the second all. */
async function afterAnArchive() {
  const beside = await botBeside(pathTo.failed(), pathTo.failed(OTHER))
  const { deliveries } = beside.store
  await deliveries.cardPosted(ID, CARD_TS, 1)
  await deliveries.cardGivenUp(ID, 'is_archived')
  const owed = (await deliveries.delivery(ID))?.owed ?? []
  for (const message of owed) await settled(message)
  for (const message of (await deliveries.delivery(OTHER.id))?.owed ?? [])
    await deliveries.messagePosted(message.id, CARD_TS)
  await deliveries.cardPosted(OTHER.id, CARD_TS, 5)
  await beside.rows('DELETE FROM jobs')
  return beside

  /** Lines have no card to stand under, the message to the requester came through, the outcome was refused. */
  function settled(message: Owed): Promise<void> {
    if (message.telling === 'outcome') return deliveries.messageGivenUp(message, AUDIT, 'not_in_channel')
    return deliveries.messagePosted(message.id, message.telling === 'dm' ? CARD_TS : null)
  }
}

describe('requests retry-posts', () => {
  it.each([[[ID]], [[]]])(
    'owes again what was given up, and nothing that stands already: %j',
    async (argv) => {
      const { requests, store, subjects, newest } = await afterAnArchive()
      const { exit, out, err } = await requests('retry-posts', ...argv)
      const { seq, hash, entry } = await newest()
      expect({ exit, err }).toEqual({ exit: 0, err: '' })
      expect(out).toEqual([
        `${ID}: 4 messages are tried again. It stands in the audit log #${seq} · ${String(hash).slice(0, 32)}.`,
        'The bot tells it in Slack, at once where it runs, or else when it starts.',
      ])
      expect(entry).toMatchObject({ kind: 'posts_retried', by: 'os:anna', request: ID, posts: 4 })
      const delivery = await store.deliveries.delivery(ID)
      expect(delivery?.card).toMatchObject({ ts: CARD_TS, drawn: 0, givenUp: false })
      expect(delivery?.owed.map(({ telling }) => telling)).toEqual(['line', 'line', 'outcome'])
      expect((await store.deliveries.delivery(OTHER.id))?.owed).toEqual([])
      expect(await subjects()).toEqual([`card:${ID}`, 'print:entries'])
    },
  )

  it('has each looked for before it is posted again', async () => {
    const { requests, store } = await afterAnArchive()
    const lost = (await store.posts.posted({ all: true, before: null, most: 9 })).find(
      ({ request }) => request.id === ID,
    )
    expect(lost).toMatchObject({ untold: 3, owed: 0 })
    await requests('retry-posts')
    const [first] = (await store.deliveries.delivery(ID))?.owed ?? []
    await store.deliveries.tryingMessage(first?.id ?? 0)
    expect(await store.deliveries.tryingMessage(first?.id ?? 0)).toBe(1)
  })

  it.each([[[]], [[OTHER.id]]])('says that nothing was given up: %j', async (argv) => {
    const { requests, store, kinds } = await afterAnArchive()
    await store.posts.retryPosts(ID, SHELL)
    const before = await kinds()
    const { exit, out } = await requests('retry-posts', ...argv)
    expect({ exit, out }).toEqual({
      exit: 0,
      out: ['Nothing was given up, so there is nothing to try again.'],
    })
    expect(await kinds()).toEqual(before)
  })

  it('leaves the log such that an edit of its request is still seen', async () => {
    const { requests, file, stop } = await afterAnArchive()
    await requests('retry-posts')
    const verify = () => cli(['audit', 'verify'], { DATABASE_URL: `sqlite:${file}` })
    expect((await verify()).exit).toBe(0)
    await stop()
    tamper(
      file,
      `UPDATE requests SET state = 'denied', body = json_set(body, '$.state', 'denied') WHERE id = '${ID}'`,
    )
    expect((await verify()).out.join('\n')).toMatch(/state/)
  })

  it('ends with 2 where there is no such request', async () => {
    const { requests } = await afterAnArchive()
    const { exit, err } = await requests('retry-posts', 'R-ZZZZZZZZ')
    expect(exit).toBe(2)
    expect(err).toMatch(/^There is no request with this id/)
  })
})
