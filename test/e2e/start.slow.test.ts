import { describe, it } from 'vitest'
import { blockIds, until } from '../../simulators/observed.ts'
import type { Bot, StageOptions } from '../../simulators/stage.ts'
import { refusalsOf } from './audit.ts'
import { readyz } from './readyz.ts'
import { type Staged, staged } from './staged.ts'

/** A stage without a bot, for one test. */
async function empty(options: StageOptions = {}) {
  const set = await staged(options)
  return { ...set, [Symbol.asyncDispose]: set.close }
}

function ask({ stage, seen, freshKey }: Staged) {
  const key = freshKey()
  const answer = seen.type(stage.slack.users.requester, `rotate ${key.alias}`)
  return answer.then((heard) => ({ key, blocks: blockIds(heard) }))
}

describe.concurrent('the start', () => {
  it('does not wait for CipherTrust: asks are refused in words until it is there', async ({ expect }) => {
    await using set = await empty()
    await set.seen.cipherTrustFault({ kind: 'down' })

    const bot = await set.start()
    const refused = await ask(set)
    const ready = await readyz(bot)
    await set.seen.cipherTrustFault({ kind: 'none' })
    const asked = await ask(set)

    expect(refused.blocks).toEqual(['refused:ciphertrust_fault'])
    expect(ready).toMatchObject({ status: 200, body: { ready: true, ciphertrust: 'failing' } })
    expect(asked.blocks).toEqual(['asked'])
    expect(await readyz(bot)).toMatchObject({ status: 200, body: { ciphertrust: 'ok' } })
  })

  it.for(['auth.test', 'apps.connections.open'])(
    'tries again when Slack breaks at %s',
    async (method, { expect }) => {
      await using set = await empty()
      await set.seen.slackFault({ method, kind: '500', times: 2 })

      await set.start()

      expect((await ask(set)).blocks).toEqual(['asked'])
      const calls = (await set.seen.slackCalls()).filter((call) => call.method === method)
      expect(calls.slice(0, 3).map(({ ok }) => ok)).toEqual([false, false, true])
    },
  )

  it.for([
    ['SLACK_BOT_TOKEN', 'xoxb-somebody-elses'],
    ['SLACK_APP_TOKEN', 'xapp-1-somebody-elses'],
  ] as const)(
    'ends with exit 1 and a sentence that names %s when Slack refuses it',
    async ([name, value], { expect }) => {
      await using set = await empty({ env: { [name]: value } })

      const bot = await set.start()
      await bot.gone

      expect(bot.exited()).toBe(1)
      expect(said(bot)).toContain(name)
      expect(bot.output()).not.toContain(value)
      expect(bot.output()).not.toMatch(STACK)
    },
  )

  it('ends with exit 2 and every problem at once when it is set up wrongly', async ({ expect }) => {
    await using set = await empty({
      env: {
        SLACK_BOT_TOKEN: 'bot-token',
        SLACK_APP_TOKEN: '',
        CIPHERTRUST_URL: 'ciphertrust.example.com/api',
        CIPHERTRUST_PASSWORD_FILE: '/nowhere/password',
        DATABASE_URL: 'mysql://x',
        PORT: 'http',
        LOG_LEVEL: 'loud',
      },
      policy: () => 'channel: general\nrequesters: []\n',
    })

    const bot = await set.start()
    await bot.gone

    expect(bot.exited()).toBe(2)
    for (const name of WRONG) expect(bot.output()).toContain(name)
    expect(bot.output()).not.toMatch(STACK)
    expect(await set.seen.slackCalls()).toEqual([])
  })
})

describe.concurrent('TLS', () => {
  it('is spoken with a private certificate authority', async ({ expect }) => {
    await using set = await empty({ ciphertrust: { tls: 'valid', keys: 10 } })
    await set.start()

    // The look-ups of the test itself do not know the authority, so only what Slack shows is looked at.
    expect((await ask(set)).blocks).toEqual(['asked'])
    const [card] = await until(
      () => set.seen.cards(),
      ([found]) => found?.thread.length === 2,
    )
    expect(card?.thread).toHaveLength(2)
  })

  it.for(['wrong-name', 'expired'] as const)(
    '%s: asks are refused, and the bot stays',
    async (tls, { expect }) => {
      await using set = await empty({ ciphertrust: { tls, keys: 10 } })
      const bot = await set.start()

      expect((await ask(set)).blocks).toEqual(['refused:ciphertrust_fault'])
      expect(refusalsOf(set.stage, set.stage.slack.users.requester)).toEqual(['tls'])
      expect(bot.exited()).toBeNull()
      expect(await readyz(bot)).toMatchObject({ status: 200 })
    },
  )
})

const STACK = /^\s+at /m
const WRONG = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'CIPHERTRUST_URL',
  'CIPHERTRUST_PASSWORD',
  'DATABASE_URL',
  'PORT',
  'LOG_LEVEL',
  'policy.yml:1:',
  'policy.yml:2:',
  'approvals',
]

/** What it says to the person who starts it: the lines that are not its log. */
function said(bot: Bot): string {
  const lines = bot.output().split('\n')
  return lines.filter((line) => !line.startsWith('{')).join('\n')
}
