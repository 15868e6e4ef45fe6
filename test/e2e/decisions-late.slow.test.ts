import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'vitest'
import { z } from 'zod'
import { blockIds, textOf, until } from '../../simulators/observed.ts'
import { entriesOf, outcomeOf, read, refusalsOf } from './audit.ts'
import { type Asked, decidingStage, outcomesIn, shownIn } from './deciding.ts'

const EXPIRES_MS = 4_000

const { stage, seen, people, ask, entries, cardThatSays, writesFor } = await decidingStage(`${EXPIRES_MS}ms`)
const { oncall } = stage.slack.channels

const kindsOf = ({ id }: Asked) => entries(id).map(({ kind }) => kind)

describe.concurrent('a click after the deadline, while the job that expires requests is late', () => {
  it('finds it too late by itself; the job expires the request when it comes', async ({ expect }) => {
    const [approver, other, third] = [people.approver(), people.approver(), people.approver()]
    const asked = await ask()
    const form = await seen.openForm(approver, asked.card, 'approve')
    await makeLate(asked)

    const submitted = await seen.submit(approver, form ?? { id: '' })
    const pressed = await seen.openForm(other, asked.card, 'deny')
    const typed = await seen.type(third, `deny ${asked.id} because no`)

    const heard = [blockIds(submitted), shownIn(pressed), blockIds(typed)]
    expect(shownIn(form)).toContain('comment')
    expect(heard).toEqual([['refused:too_late'], ['refused:too_late'], ['refused:too_late']])
    expect([approver, other, third].map((person) => refusalsOf(stage, person))).toEqual([
      ['too_late'],
      ['too_late'],
      ['too_late'],
    ])
    // Nobody else had noticed by then, so it was the click that looked at the time.
    expect(kindsOf(asked)).toEqual(['asked'])
    expect(await writesFor(asked.key)).toEqual([])

    wake(asked)
    expect(await outcomeOf(stage, seen, asked.key)).toMatchObject({
      ...{ kinds: ['asked', 'expired'], thread: ['asked', 'expired'], cards: 1, sent: 0, told: 1 },
    })
  })

  it('still lets whoever asked take it back', async ({ expect }) => {
    const asked = await ask()
    await makeLate(asked)

    const answer = await seen.type(asked.requester, `withdraw ${asked.id}`)

    expect(blockIds(answer)).toEqual(['withdrawn'])
    expect(await outcomeOf(stage, seen, asked.key)).toMatchObject({ kinds: ['asked', 'withdrawn'], sent: 0 })
  })
})

describe.concurrent('a request that nobody decides about', () => {
  it('expires at its time: on the card, in the thread, to the requester and where it was typed', async ({
    expect,
  }) => {
    const { id, key, card } = await ask({ channel: oncall })

    const outcome = await outcomeOf(stage, seen, key)

    expect(outcome).toMatchObject({
      ...{ kinds: ['asked', 'expired'], thread: ['asked', 'expired'], cards: 1, sent: 0, told: 1 },
    })
    expect(await outcomesIn(seen, oncall, id)).toHaveLength(1)
    const expired = await cardThatSays(id, /^Expired/)
    expect(expired.ts).toBe(card.ts)
    const buttons = expired.blocks.map(({ block_id }) => block_id)
    expect([buttons.includes('again'), buttons.includes('decide')]).toEqual([true, false])
  })

  it('is too late for a form that was opened in time', async ({ expect }) => {
    const approver = people.approver()
    const { id, key, card } = await ask()
    const form = await seen.openForm(approver, card, 'approve')
    await cardThatSays(id, /^Expired/)

    const answer = await seen.submit(approver, form ?? { id: '' })

    expect(blockIds(answer)).toHaveLength(1)
    expect(blockIds(answer)[0]).toMatch(/^refused:(too_late|already_decided)$/)
    expect(entries(id).map(({ kind }) => kind)).toEqual(['asked', 'expired'])
    expect(await writesFor(key)).toEqual([])
  })

  it('can be asked again from its card, as a new request that is decided anew', async ({ expect }) => {
    const [requester, approver] = [people.requester(), people.approver()]
    const asked = await ask({ because: 'CHG-4711' })
    const expired = await cardThatSays(asked.id, /^Expired/)

    const answer = await seen.press(requester, expired, 'ask_again')

    expect(blockIds(answer)).toEqual(['asked'])
    const fresh = entriesOf(stage, asked.key.id)[0]
    expect(fresh).toMatchObject({ kind: 'asked', by: requester, follows: asked.id })
    const card = await cardThatSays(fresh?.request ?? '', /^Waiting/)
    expect(textOf(card, 'asked')).toContain(asked.id)
    expect(textOf(card, 'asked')).not.toContain('CHG-4711')
    const form = await seen.openForm(approver, card, 'approve')
    expect(blockIds(await seen.submit(approver, form ?? { id: '' }))).toEqual(['decided'])
    expect(await outcomeOf(stage, seen, asked.key)).toMatchObject({ sent: 1, committed: 1, on: true })
  })
})

const Waiting = z.array(z.object({ due: z.int(), expiresAt: z.int() }))

/** Puts the job that would expire a request off for an hour, and waits until the deadline is over. */
async function makeLate({ id }: Asked): Promise<void> {
  const look = async () =>
    Waiting.parse(
      read(
        stage.database,
        `SELECT j.due, r.body ->> '$.expiresAt' AS expiresAt FROM jobs j JOIN requests r ON j.subject = 'request:' || r.id
         WHERE r.id = '${id}' AND j.owner IS NULL`,
      ),
    )
  const [job] = await until(look, ([found]) => found !== undefined && found.due === found.expiresAt)
  write(`UPDATE jobs SET due = due + 3600000 WHERE subject = 'request:${id}'`)
  const { expiresAt = 0 } = job ?? {}
  await until(
    async () => Date.now(),
    (now) => now > expiresAt,
  )
}

function wake({ id }: Asked): void {
  write(`UPDATE jobs SET due = 0 WHERE subject = 'request:${id}'`)
}

function write(sql: string): void {
  const db = new DatabaseSync(stage.database, { timeout: 2_000 })
  db.exec(sql)
  db.close()
}
