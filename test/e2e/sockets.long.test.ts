import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { bothOpen, commandsDuring, describeRefreshes, tally, underCommands } from './refreshes.ts'
import type { Staged } from './staged.ts'

describeRefreshes(100)

describe('connections that end without a word, under twenty commands a second', () => {
  it.each([1, 2, 3])(
    'are opened again, one torn at a time: nothing is undeliverable (round %i)',
    async () => {
      await using set = await underCommands()
      const typed = await commandsDuring(set, async () => {
        await set.seen.socket({ do: 'kill', which: 'oldest' })
        await sleep(500)
        await bothOpen(set)
      })
      const { answered, undeliverable, lost } = tally(typed)
      expect(undeliverable).toBe(0)
      expect(answered + lost.length).toBe(typed.length)
      expect(lost.length).toBeLessThanOrEqual(3)
    },
  )

  it('are opened again, both torn at once: whom Slack could not reach, it tells', async () => {
    await using set = await underCommands()
    const started = Date.now()
    let back = 0
    const typed = await commandsDuring(set, async () => {
      await set.seen.socket({ do: 'kill' })
      await sleep(200)
      await bothOpen(set)
      back = Date.now() - started
      await sleep(500)
    })
    const { answered, undeliverable, lost, other } = tally(typed)
    console.log(`both torn: back after ${back} ms; ${answered} answered, ${undeliverable} undeliverable`)
    expect(other).toEqual([])
    expect(answered + undeliverable + lost.length).toBe(typed.length)
    expect(typed.at(-1)?.answer.error).toBeUndefined()
  })

  it('are opened again when Slack answers no ping: nothing is undeliverable', async () => {
    await using set = await underCommands()
    const before = await set.seen.opened()
    const started = Date.now()
    const typed = await commandsDuring(set, async () => {
      await set.seen.socket({ do: 'no_pong', which: 'oldest' })
      while ((await set.seen.opened()) === before && Date.now() - started < 60_000) await sleep(250)
      await bothOpen(set)
    })
    console.log(`no pongs: another connection was asked for after ${Date.now() - started} ms`)
    expect(await set.seen.opened()).toBe(before + 1)
    expect(tally(typed)).toMatchObject({ undeliverable: 0, other: [] })
  }, 120_000)
})

describe('a Slack that opens no connection for two minutes', () => {
  it('is asked with growing pauses, and commands are taken again within half a minute of its end', async () => {
    await using set = await underCommands()
    const method = 'apps.connections.open'
    await set.seen.slackFault({ method, kind: '503', times: 1_000_000 })
    const before = await triesOf(set)
    await set.seen.socket({ do: 'kill' })
    await sleep(120_000)
    const tries = (await triesOf(set)) - before
    await set.seen.slackFault({ method, kind: 'none' })
    const ended = Date.now()
    await bothOpen(set, 60_000)
    const back = Date.now() - ended
    const [typed] = await commandsDuring(set, () => sleep(10))
    console.log(`503 for two minutes: ${tries} tries of both connections, back ${back} ms after its end`)
    expect(tries).toBeGreaterThan(8)
    expect(tries).toBeLessThan(24)
    expect(back).toBeLessThan(45_000)
    expect(typed?.answer.error).toBeUndefined()
  }, 300_000)
})

/** How often Slack was asked for a connection. */
async function triesOf({ seen }: Staged): Promise<number> {
  return (await seen.slackCalls()).filter(({ method }) => method === 'apps.connections.open').length
}
