import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask } from '../../src/core/asking.ts'
import { nextStep } from '../../src/core/next-step.ts'
import { remind } from '../../src/core/reminding.ts'
import type { Rule } from '../../src/core/rules.ts'
import { anAsking, aRequestId, later, ONE_APPROVAL, SAM, T0, waiting } from '../builders.ts'
import { type MemoryStore, openMemory } from '../memory-store.ts'

const ID = aRequestId(1)

describe('a reminder', () => {
  const RULE: Rule = { ...ONE_APPROVAL, expires: 3_600_000, remind: 600_000 }
  let folder = ''
  const file = () => join(folder, 'bot.db')

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cckm-bot-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  /** What a life does, and how the next one finds the request: by a wake-up, with every older one dropped. */
  async function nextLife(live: (memory: MemoryStore) => Promise<unknown>) {
    const before = openMemory(file())
    await live(before)
    await before.rows('DELETE FROM jobs')
    await before.store.close()
    const after = openMemory(file())
    await after.store.rebuildJobs()
    const found = await after.store.requests.request(ID)
    const woken = await after.subjects()
    await after.store.close()
    if (!found) throw new Error('the request is gone')
    const step = (when: Date) => nextStep(found, { cardPosted: true }, when)
    return { found, woken, step }
  }

  it('that is still to come is known to the next life, which is woken for it', async () => {
    const { found, woken, step } = await nextLife(({ walk }) => walk([ask(anAsking({ rule: RULE }), T0)]))
    expect(woken).toContain('request:R-11111111')
    expect(found).toEqual(waiting({ rule: RULE }))
    expect(step(later(2_999))).toEqual({ do: 'wait', until: later(3_000).getTime() })
    expect(step(later(3_000))).toMatchObject({ do: 'remind' })
  })

  it('that was given is not given again by the next life', async () => {
    const { woken, step } = await nextLife(({ walk }) =>
      walk([ask(anAsking({ rule: RULE }), T0), remind(waiting({ rule: RULE }), [SAM], later(3_000))]),
    )
    expect(woken).toContain('request:R-11111111')
    expect(step(later(3_001))).toEqual({ do: 'wait', until: later(3_600).getTime() })
  })
})
