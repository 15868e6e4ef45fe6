import { describe, expect, it } from 'vitest'
import { MessageTs } from '../../src/core/ids.ts'
import { MessengerFault } from '../../src/ports.ts'
import { deliver } from '../../src/usecases/deliver.ts'
import { CARD_TS, pathTo, SHELL } from '../builders.ts'
import { ID } from './two-persons.ts'
import { createWorld, type Script } from './world.ts'

const LINE_TS = MessageTs.parse('1772442000.000200')
const archived = () => new MessengerFault('unusable_channel', { slack: 'is_archived' })

const ARCHIVED = [archived(), archived()]
const MORE_THAN_A_DAY_S = 90_000

/** A request whose channel stayed archived for a day after its end; somebody at the command line had its posts tried again. */
async function retried(script: Script) {
  const world = createWorld({ ...script, tellRequester: [LINE_TS], postOutcome: [LINE_TS] })
  await world.begin(pathTo.requested())
  await world.deps.ledger.commit(...pathTo.succeeded().slice(1))
  for (const _ of [1, 2]) await deliver(world.deps, ID)
  world.wait(MORE_THAN_A_DAY_S)
  expect(await deliver(world.deps, ID)).toBeNull()
  const before = world.calls.length
  const posts = await world.store.posts.retryPosts(ID, SHELL)
  return { ...world, posts, since: () => world.calls.slice(before) }
}

describe('deliver, after posts that were given up are owed again,', () => {
  it('redraws the card and tells the lines that nobody saw, and nothing that was told already', async () => {
    const { deps, since, posts, store } = await retried({
      redrawCard: [true],
      postLine: [...ARCHIVED, LINE_TS, LINE_TS],
    })
    expect(posts).toBe(3)
    expect(await deliver(deps, ID)).toBeNull()
    expect(since()).toEqual([
      { call: 'postLine', with: ['asked', CARD_TS, { look: true }] },
      { call: 'postLine', with: ['succeeded', CARD_TS, { look: true }] },
      { call: 'redrawCard', with: ['succeeded v5, newest succeeded', CARD_TS] },
    ])
    expect(await store.requests.cardOf(ID)).toMatchObject({ ts: CARD_TS })
    expect((await store.deliveries.delivery(ID))?.owed).toEqual([])
  })

  it('gives them up once more where the channel is archived still, with one more entry', async () => {
    const { deps, since, kinds, store } = await retried({ postLine: [...ARCHIVED, archived()] })
    for (const _ of [1, 2]) await deliver(deps, ID)
    expect(await deliver(deps, ID)).toBeNull()
    expect(since().map(({ call }) => call)).toEqual(['postLine'])
    expect((await kinds()).slice(-3)).toEqual(['post_given_up', 'posts_retried', 'post_given_up'])
    expect(await store.posts.retryPosts(ID, SHELL)).toBe(3)
  })
})
