import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Anchor } from '../../src/core/anchor.ts'
import { MessageTs } from '../../src/core/ids.ts'
import { MessengerFault, type PostAnchor } from '../../src/ports.ts'
import { anchorTheLog } from '../../src/usecases/anchor-the-log.ts'
import { aLog, HOUR } from './anchoring.ts'

const DAY = 24 * HOUR
const CHANNEL_LOST = new MessengerFault('unusable_channel', { slack: 'is_archived' })

/** What Slack does with a post; and where the bot dies. */
const post = fc.constantFrom('taken', 'taken', 'lost before', 'lost after', 'no channel')
const death = fc.constantFrom('none', 'none', 'none', 'trying', 'posted')
const step = fc.oneof(
  fc.record({ do: fc.constant('note' as const) }),
  fc.record({ do: fc.constant('anchor' as const), post, death }),
  fc.record({ do: fc.constant('wait' as const), s: fc.integer({ min: -2 * DAY, max: 2 * DAY }) }),
)

it('there is at most one anchor a day, each tells the truth, and in the end one covers all', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const log = aLog()
      const channel: Anchor[] = []
      const slack =
        (does: string): PostAnchor =>
        async (anchor, { look }) => {
          const found = look && channel.some(({ hash }) => hash === anchor.hash)
          if (does === 'no channel') throw CHANNEL_LOST
          if (does === 'lost before') throw new MessengerFault('unknown')
          if (!found) channel.push(anchor)
          if (does === 'lost after') throw new MessengerFault('unknown')
          return MessageTs.parse('1.1')
        }
      const anchor = async (does: string, dies = 'none') => {
        const { anchors } = log.deps
        const dying = dies === 'none' ? {} : { [dies]: () => Promise.reject(new MessengerFault('unknown')) }
        const deps = { ...log.deps, postAnchor: slack(does), anchors: { ...anchors, ...dying } }
        await anchorTheLog(deps).catch((error: unknown) => {
          if (!(error instanceof MessengerFault)) throw error
        })
      }
      for (const one of steps) {
        if (one.do === 'note') await log.note()
        if (one.do === 'wait') log.wait(one.s)
        if (one.do === 'anchor') await anchor(one.post, one.death)
      }
      log.wait(1_000 * DAY)
      await log.note()
      await anchor('taken')

      const days = channel.map(({ at }) => at.slice(0, 10))
      expect(new Set(days).size).toBe(days.length)
      const written = new Map(log.written.map(({ seq, hash }) => [seq, hash]))
      for (const { seq, hash } of [...channel, ...log.announced]) expect(written.get(seq)).toBe(hash)
      const said = log.written.map(({ entry }) => entry).filter(({ kind }) => kind === 'anchored')
      expect(said.length).toBeLessThanOrEqual(channel.length)
      const last = log.written.findLast(({ entry }) => entry.kind === 'stopped')
      expect(channel.at(-1)?.seq).toBeGreaterThanOrEqual(last?.seq ?? 0)
    }),
    { numRuns: 200, seed: 7 },
  )
})
