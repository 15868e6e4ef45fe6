import type { Anchor } from '../../src/core/anchor.ts'
import { MessageTs } from '../../src/core/ids.ts'
import type { PostAnchor } from '../../src/ports.ts'
import { anchorTheLog } from '../../src/usecases/anchor-the-log.ts'
import { policy } from '../builders.ts'
import { openMemory } from '../memory-store.ts'
import { keptLog } from '../slack/harness.ts'

export const HOUR = 3_600
export const TS = MessageTs.parse('1772442001.000300')
/** After the day that the tests begin in. */
export const MIDNIGHT = Date.parse('2026-03-03T00:00:00.000Z')

type Answer = MessageTs | Error

/** A log to be anchored; Slack answers one after the other, and then takes everything. */
export function aLog(...answers: Answer[]) {
  const memory = openMemory()
  const posts: (Pick<Anchor, 'seq'> & { readonly look: boolean })[] = []
  const announced: Anchor[] = []
  const { log, lines } = keptLog()
  const postAnchor: PostAnchor = async ({ seq }, { look }) => {
    posts.push({ seq, look })
    const answer = answers.shift() ?? TS
    if (answer instanceof Error) throw answer
    return answer
  }
  const deps = {
    ...{ now: () => memory.clock.at, policy, anchors: memory.store.anchors, postAnchor, log },
    announce: (anchor: Anchor) => void announced.push(anchor),
  }
  const { wait, store, clock } = memory
  return {
    ...{ ...memory, deps, posts, announced, lines },
    anchor: () => anchorTheLog(deps),
    note: () => store.ledger.note({ v: 1, kind: 'stopped', at: clock.at.toISOString() }),
    /** Another day of UTC begins. */
    tomorrow: () => wait(24 * HOUR),
  }
}
