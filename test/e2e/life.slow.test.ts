import { describe, it } from 'vitest'
import { blockIds, until } from '../../simulators/observed.ts'
import type { Bot } from '../../simulators/stage.ts'
import { auditOf, entriesOf, outcomeOf } from './audit.ts'
import { anchored, type KeyName, type Staged, staged } from './staged.ts'

/** Each test has a stage, a bot on it and a key of its own, so that they may run side by side. */
async function act() {
  const set = await staged()
  const bot = await set.start()
  const key = set.freshKey()
  await anchored(set)
  return { ...set, bot, key, [Symbol.asyncDispose]: set.close }
}

const WRITE = ({ id }: KeyName) => `POST /api/v1/cckm/aws/keys/${id}/enable-auto-rotation`
const READ = ({ id }: KeyName) => `GET /api/v1/cckm/aws/keys/${id}`
const ONCE = { cards: 1, sent: 1, committed: 1, on: true, shown: true, told: 1 }

/** Types without waiting for an answer: once this resolves, the command was acked. */
function type({ stage, seen, key }: Staged & { readonly key: KeyName }) {
  return seen.type(stage.slack.users.requester, `rotate ${key.alias}`, { wait: 0 })
}

/** Waits until CipherTrust was called. */
function called({ seen }: Staged, call: string) {
  return until(
    () => seen.calls(),
    (calls) => calls.some(({ method, path }) => `${method} ${path}`.includes(call)),
  )
}

/** What the requester was answered where they typed, once there is anything. */
async function answers({ stage, seen }: Staged): Promise<readonly string[]> {
  const { channels, users } = stage.slack
  const heard = await until(
    async () =>
      (await seen.transcript(channels.oncall)).filter(({ ephemeralFor }) => ephemeralFor === users.requester),
    (found) => found.length > 0,
  )
  return heard.flatMap(({ blocks }) => blocks.map(({ block_id }) => block_id ?? ''))
}

async function killAndRestart(set: Staged & { readonly bot: Bot }): Promise<void> {
  await set.bot.end('SIGKILL')
  await set.start()
}

describe.concurrent('SIGTERM in the middle of a slow write', () => {
  it('is obeyed after its answer was read, and the next life shows the rest', async ({ expect }) => {
    await using set = await act()
    const { stage, seen, key, bot } = set
    await seen.cipherTrustFault({ kind: 'slow', ms: 2_000, match: WRITE(key) })
    await type(set)
    await called(set, WRITE(key))

    const code = await bot.end('SIGTERM')

    expect(code).toBe(0)
    expect(entriesOf(stage, key.id).at(-1)).toMatchObject({ kind: 'succeeded', how: 'called' })
    expect(auditOf(stage).at(-1)).toMatchObject({ kind: 'stopped' })
    await set.start()
    expect(await outcomeOf(stage, seen, key)).toMatchObject({ ...ONCE, thread: ['asked', 'succeeded'] })
    expect(await answers(set)).toEqual(['asked'])
  })
})

describe.concurrent('SIGKILL', () => {
  it('right after the ack: the next life answers, once, and carries it out', async ({ expect }) => {
    await using set = await act()
    const { stage, seen, key } = set
    await seen.cipherTrustFault({
      kind: 'slow',
      ms: 1_000,
      match: `alias=${key.alias.replace('alias/', '')}`,
    })
    const { ackMs } = await type(set)
    const early = (await seen.transcript(stage.slack.channels.oncall)).length

    await killAndRestart(set)

    expect(ackMs).not.toBeNull()
    expect(early).toBe(0)
    expect(await outcomeOf(stage, seen, key)).toMatchObject({ ...ONCE, thread: ['asked', 'succeeded'] })
    expect(await answers(set)).toEqual(['asked'])
  })

  it('between the claim and the mark: the call is made by the next life', async ({ expect }) => {
    await using set = await act()
    const { stage, seen, key } = set
    await seen.cipherTrustFault({ kind: 'slow', ms: 3_000, match: READ(key) })
    await type(set)
    await called(set, READ(key))

    await killAndRestart(set)

    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      kinds: ['asked', 'approved', 'claimed', 'released', 'claimed', 'calling', 'succeeded'],
      ...ONCE,
      thread: ['asked', 'succeeded'],
    })
    expect(await answers(set)).toEqual(['asked'])
  })

  it('during the write: the next life reads, and never sends again', async ({ expect }) => {
    await using set = await act()
    const { stage, seen, key } = set
    await seen.cipherTrustFault({ kind: 'slow', ms: 1_500, match: WRITE(key) })
    await type(set)
    await called(set, WRITE(key))

    await killAndRestart(set)

    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      last: { kind: 'succeeded', how: 'read_later' },
      ...ONCE,
      thread: ['asked', 'unconfirmed', 'succeeded'],
    })
    expect(await answers(set)).toEqual(['asked'])
  })

  it('after the card was posted and before its answer came: the next life finds the card', async ({
    expect,
  }) => {
    await using set = await act()
    const { stage, seen, key } = set
    await seen.slackFault({ method: 'chat.postMessage', kind: 'drop_after_commit' })
    await type(set)
    await until(seen.cards, ([card]) => card !== undefined)

    await killAndRestart(set)

    expect(await outcomeOf(stage, seen, key)).toMatchObject({ ...ONCE, thread: ['asked', 'succeeded'] })
  })

  it.for([
    ['after the outcome was posted and before its answer came', 'drop_after_commit'] as const,
    ['before the outcome was posted', 'hang'] as const,
  ])('%s: the next life leaves no line out and tells none twice', async ([, kind], { expect }) => {
    await using set = await act()
    const { stage, seen, key } = set
    await seen.cipherTrustFault({ kind: 'slow', ms: 1_000, match: WRITE(key) })
    await type(set)
    await until(seen.cards, ([card]) => card?.thread.length === 1)
    await called(set, WRITE(key))
    await seen.slackFault({ method: 'chat.postMessage', kind })
    await until(
      () => seen.slackCalls(),
      (calls) => calls.some(({ method, status }) => method === 'chat.postMessage' && status === 0),
    )

    await killAndRestart(set)

    expect(await outcomeOf(stage, seen, key)).toMatchObject({ ...ONCE, thread: ['asked', 'succeeded'] })
  })
})

describe.concurrent('a second bot on the same database', () => {
  it('ends with a sentence, and the first goes on', async ({ expect }) => {
    await using set = await act()
    const { stage, seen, key, bot } = set

    const second = await set.start()
    await second.gone

    expect(second.exited()).toBe(1)
    expect(second.output()).toContain(stage.database)
    expect(second.output().trim().split('\n')).toHaveLength(1)
    expect(bot.exited()).toBeNull()
    expect(blockIds(await seen.type(stage.slack.users.requester, `rotate ${key.alias}`))).toEqual(['asked'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject(ONCE)
  })
})
