import { RequestId } from '../../src/core/ids.ts'
import { advance } from '../../src/usecases/advance.ts'
import { deliver } from '../../src/usecases/deliver.ts'
import { aKey, CARD_TS } from '../builders.ts'
import type { Script, World } from './world.ts'

export const often = <T>(answer: T): T[] => Array.from({ length: 60 }, () => answer)

/** A Slack that takes everything, and a CipherTrust that is asked before the mark. */
export const ports: Script = {
  ...{ postCard: often(CARD_TS), redrawCard: often<true>(true), postLine: often(CARD_TS) },
  ...{ tellRequester: often(CARD_TS), postOutcome: often(CARD_TS) },
  ...{ read: often(aKey()), prepare: often('account-1') },
}

/**
 * Runs what is due, and with `untilIdle` whatever will be, setting the clock to it. An exception is the end of the
 * process: the next one finds no job any more, and makes them anew. The log is not anchored here.
 */
export async function runJobs(world: World, untilIdle = true): Promise<void> {
  const { store, deps, rows, clock } = world
  for (let turn = 0; turn < 300; turn++) {
    const job = await store.jobs.claim('bot-1', 180_000)
    if (job) {
      const [kind, id] = job.subject.split(':')
      const handle = kind === 'card' ? deliver : advance
      const handled = kind === 'anchor' ? Promise.resolve(null) : handle(deps, RequestId.parse(id))
      const done = handled.then((again) => store.jobs.finish(job, again))
      await done.catch(async () => {
        await rows('DELETE FROM jobs')
        await store.rebuildJobs()
      })
    } else {
      const [next] = await rows('SELECT min(due) AS due FROM jobs')
      if (!untilIdle || typeof next?.due !== 'number') return
      clock.at = new Date(next.due)
    }
  }
  throw new Error('it never comes to an end')
}

/** What a bot that has come to rest must have said: every line once, and the card as the request is. */
export async function told(world: World) {
  const owed = await world.rows('SELECT id FROM messages WHERE posted_at IS NULL')
  const outdated = await world.rows(
    'SELECT c.id FROM cards c JOIN requests r ON r.id = c.id WHERE c.drawn <> r.version',
  )
  return { owed, outdated }
}
