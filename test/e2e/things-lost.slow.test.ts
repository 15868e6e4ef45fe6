import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'vitest'
import { textOf, until } from '../../simulators/observed.ts'
import { auditOf, entriesOf, read } from './audit.ts'
import { type OneRequest, oneRequest } from './one-request.ts'

const ONCE = { cards: 1, sent: 1, committed: 1, on: true, shown: true, told: 1 }
const THREAD = ['asked', 'approved', 'succeeded']

describe.concurrent('a disk that fills up', () => {
  it('takes nothing, and says so to whoever types and to the operator; nothing of before is lost', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await one.ask()
    const before = auditOf(one.stage)
    await one.diskFull(true)

    const text = `rotate alias/orders-eligible because ${'x'.repeat(2_900)}`
    const acks: unknown[] = []
    for (let n = 0; n < 6; n++) acks.push((await one.seen.type(one.requester, text, { wait: 300 })).ack)

    expect(JSON.stringify(acks.at(-1))).toContain('could not store this, so nothing was done')
    expect(one.logged('the database cannot be written').at(0)).toMatch(/disk.*is full/)
    expect(auditOf(one.stage).slice(0, before.length)).toEqual(before)
    await one.diskFull(false)
    await one.approve()
    expect(await one.outcome()).toMatchObject({ ...ONCE, thread: THREAD })
    expect(one.logged('can be written again')).toHaveLength(1)
  })
})

describe.concurrent('a card', () => {
  it('that an admin deletes is replaced by one that says so, under which the thread goes on', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await one.ask()
    await one.lines(1)
    const old = await one.card()
    await one.seen.world({ deleteMessage: { channel: one.stage.slack.channels.audit, ts: old.ts } })

    await one.seen.type(one.sam, `approve ${one.id()}`, { wait: 0 })
    const [form] = await until(
      () => one.seen.modals(one.sam),
      ([found]) => found?.callback_id === 'decision',
    )
    if (!form) throw new Error('no form was opened')
    await one.seen.submit(one.sam, form, 'fine')
    await one.outcome()

    const anew = await one.card()
    expect(anew.ts).not.toBe(old.ts)
    expect(textOf(anew, 'replaces')).toMatch(/takes the place of an earlier one, which is gone.*audit log/)
    // What was said before stays under what is left of the old one; what came after is told once, in either thread.
    expect(await told(one)).toEqual(THREAD)
    expect(anew.thread.length).toBeGreaterThan(0)
  })

  it('of an app that is installed anew is posted again by the new bot, and only that one counts', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await one.ask()
    await one.lines(1)
    const old = await one.card()
    await one.restart(undefined, () => one.seen.world({ reinstall: true }))
    const anew = await until(
      () => one.card(),
      ({ ts }) => ts !== old.ts,
    )

    expect(textOf(anew, 'replaces')).toContain('can no longer be changed')
    const refused = await one.seen.openForm(one.sam, old, 'approve')
    expect(JSON.stringify(refused)).toContain('not the card that the bot keeps')
    const form = await one.seen.openForm(one.kim, anew, 'approve')
    if (form) await one.seen.submit(one.kim, form, 'fine')
    const { last, sent, committed, on } = await one.outcome()
    expect({ last: last?.kind, sent, committed, on }).toEqual({
      last: 'succeeded',
      sent: 1,
      committed: 1,
      on: true,
    })
    expect(await told(one)).toEqual(THREAD)
  })
})

describe.concurrent('jobs that are all dropped', () => {
  it.for([
    ['a request that waits for its decision', 'requested'],
    ['one that waits for CipherTrust', 'approved'],
    ['a call in doubt', 'unconfirmed'],
  ] as const)('and made anew by a start change nothing of %s', async ([, state], { expect }) => {
    await using one = await oneRequest()
    if (state === 'unconfirmed') {
      await one.writeFault({ kind: 'hangup_after_commit' })
      await one.flagFault({ kind: '500', times: 3 })
    }
    await one.ask()
    if (state === 'approved') await one.seen.cipherTrustFault({ kind: 'down' })
    if (state !== 'requested') await one.approve()
    if (state === 'approved') await one.standing(/next try/)
    await one.reach(state)
    const dropped: unknown[] = []

    await one.restart(undefined, () => {
      const database = new DatabaseSync(one.stage.database)
      dropped.push(...database.prepare('DELETE FROM jobs RETURNING subject').all())
      database.close()
    })
    await one.seen.cipherTrustFault({ kind: 'none' })

    expect(dropped.length).toBeGreaterThan(0)
    if (state === 'requested') await one.approve()
    one.pass(61)
    if (state === 'unconfirmed') await one.readUntil(() => one.path().at(-1) === 'succeeded')
    expect(await one.outcome()).toMatchObject({ cards: 1, sent: 1, committed: 1, on: true, told: 1 })
    expect(read(one.stage.database, `SELECT * FROM inputs WHERE answered_at IS NULL`)).toEqual([])
  })
})

/** The kinds of the entries that the channel tells, in every thread of the request, in order. */
async function told({ stage, seen, key }: OneRequest): Promise<readonly string[]> {
  const entries = entriesOf(stage, key.id)
  const messages = await seen.transcript(stage.slack.channels.audit)
  return messages
    .flatMap(({ thread }) => thread)
    .toSorted((a, b) => Number(a.ts) - Number(b.ts))
    .map((line) => entries.find(({ hash }) => hash === line.metadata?.event_payload.hash)?.kind)
    .filter((kind) => kind !== undefined)
}
