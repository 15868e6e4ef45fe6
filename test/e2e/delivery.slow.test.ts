import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type Answer, blockIds, until } from '../../simulators/observed.ts'
import { entriesOf, outcomeOf } from './audit.ts'
import { type KeyName, stageOfFile } from './staged.ts'

const SLACK_WAITS_MS = 3_000
const ONCE = { cards: 1, sent: 1, committed: 1, thread: ['asked', 'succeeded'], told: 1 }

const { stage, seen, freshKey } = await stageOfFile()
await until(seen.connections, (open) => open === 2)

describe('the same command, delivered again', () => {
  it('is done once when Slack sends the envelope three times', async () => {
    const key = freshKey()

    const answer = await ask(key, { repeat: 3, until: 2, wait: 3_000 })

    expect(blockIds(answer)).toEqual(['asked'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject(ONCE)
  })

  it('is done once when the trigger comes again in another envelope', async () => {
    const key = freshKey()
    const triggerId = `1.2.${crypto.randomUUID()}`

    const [first, second] = await Promise.all(
      [0, 1].map(() => ask(key, { triggerId, until: 2, wait: 3_000 })),
    )
    const late = await ask(key, { triggerId, wait: 1_000 })

    const heard = [first, second].flatMap((answer) => (answer ? blockIds(answer) : []))
    expect([first, second, late].map((answer) => answer?.ackMs)).not.toContain(null)
    expect(heard).toEqual(['asked'])
    expect(late.replies).toEqual([])
    expect(await outcomeOf(stage, seen, key)).toMatchObject(ONCE)
  })
})

describe('two people who ask for one key', () => {
  it('make one request when they ask at the same moment, and the second is shown it', async () => {
    const key = freshKey()
    const { requester, approver1 } = stage.slack.users
    await seen.cipherTrustFault({ kind: 'slow', ms: 500, match: `POST /api/v1/cckm/aws/keys/${key.id}` })

    const answers = await Promise.all(
      [requester, approver1].map((user) => seen.type(user, `rotate ${key.alias}`)),
    )

    expect(answers.flatMap(blockIds).sort()).toEqual(['asked', 'refused:open_request'])
    const outcome = await outcomeOf(stage, seen, key)
    expect(outcome).toMatchObject({ cards: 1, sent: 1, committed: 1 })
    const refused = answers.find((answer) => blockIds(answer).includes('refused:open_request'))
    expect(JSON.stringify(refused?.replies)).toContain(outcome.last?.request)
  })

  it('make one request when one comes late, who hears that it is so already', async () => {
    const key = freshKey()
    await ask(key)
    await outcomeOf(stage, seen, key)

    const late = await seen.type(stage.slack.users.approver1, `rotate ${key.alias}`)

    expect(blockIds(late)).toEqual(['refused:already_so'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject(ONCE)
  })
})

describe('a database that somebody else holds for three seconds', () => {
  it('lets nobody wait in silence, and takes commands again afterwards', async () => {
    const [during, after] = [freshKey(), freshKey()]

    const held = holdDatabase(3_000)
    const answer = await ask(during, { wait: 4_000 })
    const help = await seen.type(stage.slack.users.requester, 'help')
    await held

    expect(answer.ackMs).toBeLessThan(SLACK_WAITS_MS)
    expect(heardSomething(answer)).toBe(true)
    expect(help.ackMs).toBeLessThan(SLACK_WAITS_MS)
    expect(blockIds(help)).toContain('commands')
    expect(blockIds(await ask(after))).toEqual(['asked'])
    expect(await outcomeOf(stage, seen, after)).toMatchObject(ONCE)
  })

  it('delays the answer to a command that was taken before, but not for minutes', async () => {
    const key = freshKey()
    await seen.cipherTrustFault({ kind: 'slow', ms: 500, match: `alias=${key.alias.replace('alias/', '')}` })
    const answering = ask(key, { wait: 20_000 })
    await until(
      () => seen.calls(),
      (calls) => calls.some(({ path }) => path.includes(key.alias.replace('alias/', ''))),
    )

    await holdDatabase(3_000)

    expect(blockIds(await answering)).toEqual(['asked'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject(ONCE)
  })

  it('delays the outcome of a call under way, and makes no second one', async () => {
    const key = freshKey()
    await seen.cipherTrustFault({ kind: 'slow', ms: 500, match: `POST /api/v1/cckm/aws/keys/${key.id}` })
    await ask(key)
    await until(
      () => seen.writes(),
      (writes) => writes.some(({ path }) => path.includes(key.id)),
    )

    await holdDatabase(3_000)

    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      cards: 1,
      sent: 1,
      committed: 1,
      on: true,
      told: 1,
    })
    expect(entriesOf(stage, key.id).filter(({ kind }) => kind === 'calling')).toHaveLength(1)
  })
})

function ask({ alias }: KeyName, how: Parameters<typeof seen.type>[2] = {}): Promise<Answer> {
  return seen.type(stage.slack.users.requester, `rotate ${alias}`, how)
}

/** In the ack itself, or in an answer after it. */
function heardSomething({ ack, replies }: Answer): boolean {
  return replies.length > 0 || (typeof ack === 'object' && ack !== null && 'text' in ack)
}

/** Another process that writes: no transaction of the bot can begin meanwhile. */
async function holdDatabase(ms: number): Promise<void> {
  const db = new DatabaseSync(stage.database, { timeout: 5_000 })
  db.exec('BEGIN IMMEDIATE')
  await sleep(ms)
  db.exec('ROLLBACK')
  db.close()
}
