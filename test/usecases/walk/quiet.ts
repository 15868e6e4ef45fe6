import { RequestId } from '../../../src/core/ids.ts'
import { LIFE } from '../../life-table.ts'
import { must } from './book.ts'
import { ANN, KIM, LEA, ONCALL, SAM, SECURITY } from './cast.ts'
import type { Player } from './player.ts'

const DAY = 86_400
const isOpen = (state: string) => LIFE[state] !== undefined

/** All faults gone, people at their places, and time enough: every request comes to its end, and all of it is told. */
export async function comeToRest({ world, model, step, bot }: Player): Promise<void> {
  world.heal()
  world.changeSlack({ members: { [ONCALL]: [ANN, SAM], [SECURITY]: [SAM, KIM] }, deactivated: [] })
  await step({ deed: { do: 'restart', policy: 'two' } })
  for (const { which, does } of [
    { which: 0, does: 'approve' },
    { which: 1, does: 'deny' },
  ] as const)
    await step({ deed: { do: does, who: KIM, which } })
  await step({ deed: { do: 'wait', s: 2 * DAY, promptly: true } })
  const open = model.books().filter(({ body }) => isOpen(body.state))
  for (const { body, key } of open) {
    const { state, personAskedAt } = body
    must(state === 'unconfirmed' && personAskedAt !== undefined, `${body.id} is left ${state}`)
    must(world.inAws(key).hidden, `${body.id} waits for a person although its key can be read`)
    await step({ deed: { do: 'settle_off', who: LEA, which: whichOf(body.id), place: 'card' } })
  }
  await step({ deed: { do: 'wait', s: DAY, promptly: true } })
  for (const { body } of model.books()) must(!isOpen(body.state), `${body.id} is still ${body.state}`)
  await bot.jobs()

  function whichOf(id: string): number {
    return model
      .books()
      .toReversed()
      .findIndex(({ body }) => body.id === id)
  }
}

/** What must hold in the end, of the whole of it. */
export async function judgeWhole({ world, model, bot }: Player): Promise<void> {
  const books = model.books()
  for (const { body } of books) {
    const successors = books.filter(
      (other) => other.body.follows === body.id && other.body.inputId === `follows:${body.id}`,
    )
    must(
      successors.length === (body.state === 'superseded' ? 1 : 0),
      `${body.id} has ${successors.length} successors`,
    )
    must(successors[0]?.body.id === body.successor, `${body.id} names another successor than follows it`)
    must(world.callsOf(body.id).length <= 1, `${body.id} had several calls carried out`)
  }
  const owed = await bot.rows(`SELECT m.id FROM messages m WHERE m.posted_at IS NULL`)
  must(owed.length === 0, `${owed.length} messages were never told`)
  const cards = await bot.rows(
    'SELECT c.id, c.ts, c.drawn, c.given_up, r.version FROM cards c JOIN requests r ON r.id = c.id',
  )
  for (const { id, ts, drawn, given_up, version } of cards) {
    const standing = world.posted.filter((message) => message.name === id && !message.deleted)
    if (bot.overslept.has(RequestId.parse(id))) continue
    must(standing.length <= 1, `${id} has ${standing.length} cards`)
    const [card] = standing
    if (given_up === 1 || !card) continue
    must(
      card.ts === ts && card.version === version && drawn === version,
      `the card of ${id} is not up to date`,
    )
  }
  if (bot.overslept.size > 0) return
  const names = world.posted.flatMap(({ name, thread }) => (thread === null ? [] : [`${name} ${thread}`]))
  must(new Set(names).size === names.length, 'a line was told twice in one thread')
}
