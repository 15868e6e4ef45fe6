import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { until } from '../../simulators/observed.ts'
import { entriesOf, outcomeOf } from './audit.ts'
import { readyz } from './readyz.ts'
import { staged } from './staged.ts'

/** A bot in the middle of a call that takes `ms`. */
async function calling(ms: number) {
  const set = await staged()
  const bot = await set.start()
  const key = set.freshKey()
  const match = `POST /api/v1/cckm/aws/keys/${key.id}/enable-auto-rotation`
  await set.seen.cipherTrustFault({ kind: 'slow', ms, match })
  await set.seen.type(set.stage.slack.users.requester, `rotate ${key.alias}`, { wait: 0 })
  await until(set.seen.writes, (writes) => writes.length > 0)
  return { ...set, bot, key, [Symbol.asyncDispose]: set.close }
}

describe.concurrent('a bot that is told to stop', () => {
  it('says that it is not ready, finishes what is under way, and then ends', async ({ expect }) => {
    await using set = await calling(3_000)
    const before = await readyz(set.bot)
    const ended = set.bot.end('SIGTERM')
    const during = await until(
      () => readyz(set.bot),
      ({ status }) => status !== 200,
    )

    expect([before.status, during]).toMatchObject([200, { status: 503, body: { ready: false, store: true } }])
    expect(await ended).toBe(0)
    expect(entriesOf(set.stage, set.key.id).at(-1)).toMatchObject({ kind: 'succeeded' })
  })

  it('ends at once at a second signal, and the next life settles what it left', async ({ expect }) => {
    await using set = await calling(30_000)
    const ended = set.bot.end('SIGTERM')
    await until(
      async () => set.bot.output(),
      (output) => output.includes('"stopping"'),
    )

    const began = Date.now()
    expect(await set.bot.end('SIGTERM')).toBe(1)
    await ended
    expect(Date.now() - began).toBeLessThan(10_000)
    await set.start()
    expect(await outcomeOf(set.stage, set.seen, set.key, ['unconfirmed', 'succeeded'])).toMatchObject({
      sent: 1,
    })
  })
})

describe.concurrent('a bot that meets its own mistake', () => {
  it('writes down what nobody caught, and ends with exit 1', async ({ expect }) => {
    const set = await staged()
    await using _closing = { [Symbol.asyncDispose]: set.close }
    const mistake = 'setTimeout(() => Promise.reject(new Error("planted")), 3000)'
    const bot = await set.start({
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(mistake)}` },
    })
    await bot.gone

    expect(bot.exited()).toBe(1)
    expect(bot.output()).toMatch(/"err":\{[^\n]*"message":"planted"[^\n]*nobody caught this/)
  })
})

describe.concurrent('a database that cannot be used', () => {
  it('ends the start with exit 1 and one sentence', async ({ expect }) => {
    const set = await staged()
    await using _closing = { [Symbol.asyncDispose]: set.close }
    const file = join(set.stage.folder, 'notes.txt')
    writeFileSync(file, 'not a database\n'.repeat(100))
    const bot = await set.start({ env: { DATABASE_URL: `sqlite:${file}` } })
    await bot.gone

    expect(bot.exited()).toBe(1)
    expect(bot.output().trim().split('\n')).toEqual([
      expect.stringMatching(/^cckm-bot stops: .*notes\.txt is damaged.*backup/),
    ])
  })
})
