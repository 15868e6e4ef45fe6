import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type Answer, blockIds, until } from '../../simulators/observed.ts'
import { type Staged, staged } from './staged.ts'

/** Twenty commands a second, of people who have nothing else under way. */
const EVERY_MS = 50
const PEOPLE = Array.from({ length: 60 }, (_, index) => `U0TYPIST${index + 100}`)

export interface Typed {
  readonly user: string
  readonly answer: Answer
}

/** A bot with both connections open, and people who may type. */
export async function underCommands() {
  const set = await staged()
  await set.start()
  await set.seen.world({ join: PEOPLE.map((id) => ({ id, name: id.toLowerCase() })) })
  await bothOpen(set)
  return { ...set, [Symbol.asyncDispose]: set.close }
}

export function bothOpen({ seen }: Staged, ms = 20_000): Promise<number> {
  return until(seen.connections, (open) => open === 2, ms)
}

/** Types for as long as `work` lasts, whoever is answered or not; resolves when the last one was. */
export async function commandsDuring({ seen }: Staged, work: () => Promise<void>): Promise<readonly Typed[]> {
  const typing: Promise<Typed>[] = []
  let over = false
  const working = work().finally(() => {
    over = true
  })
  for (const began = Date.now(); !over; await sleep(EVERY_MS)) {
    // A machine that is busy sleeps longer: what it is behind with is typed at once.
    for (let due = (Date.now() - began) / EVERY_MS; typing.length <= due; ) {
      const user = PEOPLE[typing.length % PEOPLE.length] ?? ''
      typing.push(seen.type(user, 'help').then((answer) => ({ user, answer })))
    }
  }
  await working
  return Promise.all(typing)
}

/** What came of the commands: how many were answered, and what Slack said of the others. */
export function tally(typed: readonly Typed[]) {
  const failed = (error: string) => typed.filter(({ answer }) => answer.error === error)
  return {
    answered: typed.filter(({ answer }) => blockIds(answer).includes('commands')).length,
    undeliverable: failed('dispatch_failed').length,
    lost: failed('operation_timeout'),
    other: typed
      .map(({ answer }) => answer.error)
      .filter((error) => error && error !== 'dispatch_failed' && error !== 'operation_timeout'),
  }
}

/** Whether Slack itself told somebody that their command came to nothing. */
export async function sawSlacksError({ seen, stage }: Staged, { user }: Typed): Promise<boolean> {
  const shown = await seen.transcript(stage.slack.channels.oncall)
  return shown.some(({ ephemeralFor, text }) => ephemeralFor === user && text.includes('failed because'))
}

export function describeRefreshes(count: number): void {
  describe(`${count} refreshes under twenty commands a second`, () => {
    it('leave no command undeliverable, and lose at most one each, whose person Slack tells', async () => {
      await using set = await underCommands()
      const before = await set.seen.opened()

      const began = Date.now()
      const typed = await commandsDuring(set, async () => {
        for (let refresh = 1; refresh <= count; refresh++) {
          await set.seen.socket({ do: 'refresh' })
          await until(set.seen.opened, (connections) => connections >= before + refresh)
          await bothOpen(set)
          // Sooner than that, Slack ends no connection that is worth another at once.
          await sleep(700)
        }
      })

      const { answered, undeliverable, lost, other } = tally(typed)
      const seconds = Math.round((Date.now() - began) / 1_000)
      const told = await Promise.all(lost.map((one) => sawSlacksError(set, one)))
      console.log(
        `${count} refreshes, ${typed.length} commands in ${seconds} s: ${answered} answered, ${undeliverable} undeliverable, ${lost.length} lost`,
      )
      expect({ undeliverable, other }).toEqual({ undeliverable: 0, other: [] })
      expect(lost.length).toBeLessThanOrEqual(count)
      expect(told).not.toContain(false)
      expect(answered + lost.length).toBe(typed.length)
      expect(typed.length).toBeGreaterThan(count)
    }, 600_000)
  })
}
