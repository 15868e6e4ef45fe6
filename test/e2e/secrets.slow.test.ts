import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { blockIds, until } from '../../simulators/observed.ts'
import type { Bot } from '../../simulators/stage.ts'
import { auditOf, outcomeOf, read } from './audit.ts'
import { type EchoProxy, envelope, half, page, slackError, startEchoProxy } from './echo-proxy.ts'
import { type Staged, staged } from './staged.ts'

const KEYS = '/api/v1/cckm/aws/keys'

let set: Staged
let bot: Bot
let proxies: { readonly ciphertrust: EchoProxy; readonly slack: EchoProxy }

beforeAll(async () => {
  proxies = { ciphertrust: await startEchoProxy(), slack: await startEchoProxy() }
  set = await staged({
    env: {
      LOG_LEVEL: 'trace',
      CIPHERTRUST_URL: proxies.ciphertrust.url,
      SLACK_API_URL: `${proxies.slack.url}/api/`,
    },
  })
  proxies.ciphertrust.passOnTo(set.stage.ciphertrust.url)
  proxies.slack.passOnTo(set.stage.slack.apiUrl)
  proxies.slack.echo(
    { match: 'auth.test', status: 500, body: page },
    { match: 'apps.connections.open', status: 200, body: slackError },
    { match: 'conversations.info', status: 200, body: slackError },
    // The bot looks at the groups once it has started; a read that succeeds would be good for ten seconds.
    { match: 'usergroups.users.list', status: 200, body: slackError },
  )
  proxies.ciphertrust.echo({ match: '/auth/tokens', status: 500, body: envelope })
  bot = await set.start()
})
afterAll(async () => {
  await set.close()
  for (const proxy of Object.values(proxies)) proxy.close()
})

const ask = (alias: string) => set.seen.type(set.stage.slack.users.requester, `rotate ${alias}`)

describe('errors that quote secrets', () => {
  it.each(['users.info', 'usergroups.users.list'])(
    'a Slack that breaks at %s vouches for nobody',
    async (match) => {
      proxies.slack.echo({ match, status: 500, body: page })

      expect(blockIds(await ask('alias/orders-eligible'))).toEqual(['refused:identity_unknown'])
      expect(proxies.slack.unused()).toEqual([])
    },
  )

  it.each([
    ['a refused login', [{ match: '/auth/tokens', status: 400, body: page }]],
    ['a refused token', [401, 401].map((status) => ({ match: `GET ${KEYS}`, status, body: envelope }))],
    ['a rejected look-up', [{ match: `GET ${KEYS}`, status: 400, body: envelope }]],
    ['a broken look-up', [{ match: `GET ${KEYS}`, status: 500, body: page }]],
    ['a path that is not there', [{ match: `GET ${KEYS}`, status: 404, body: envelope }]],
    ['a redirect', [{ match: `GET ${KEYS}`, status: 302, body: page }]],
    [
      'half an answer, three times',
      [200, 200, 200].map((status) => ({ match: `GET ${KEYS}`, status, body: half })),
    ],
  ])('%s is answered in a sentence', async (_, echoes) => {
    proxies.ciphertrust.echo(...echoes)

    const answer = await ask(set.freshKey().alias)

    expect(blockIds(answer)).toEqual(['refused:ciphertrust_fault'])
    expect(proxies.ciphertrust.unused()).toEqual([])
  })

  it.each([
    ['rejected', 400, 'failed'],
    ['unknown', 404, 'failed'],
    ['broken', 500, 'unconfirmed'],
    ['moved', 302, 'unconfirmed'],
  ])('a write that is %s is told on the card', async (_, status, kind) => {
    const key = set.freshKey()
    proxies.ciphertrust.echo({ match: `POST ${KEYS}/${key.id}/enable`, status, body: envelope })

    await ask(key.alias)

    expect(await outcomeOf(set.stage, set.seen, key, [kind])).toMatchObject({ last: { kind }, cards: 1 })
  })

  it('a Slack that breaks at the first post, look and redraw gets its card in the end', async () => {
    const key = set.freshKey()
    proxies.slack.echo(
      ...['chat.postMessage', 'chat.update', 'conversations.history'].map((match) => ({
        match,
        status: 200,
        body: slackError,
      })),
    )

    const answer = await ask(key.alias)

    expect(blockIds(answer)).toEqual(['asked'])
    expect(await outcomeOf(set.stage, set.seen, key)).toMatchObject({ cards: 1, sent: 1, told: 1 })
    expect(proxies.slack.unused()).toEqual([])
  })

  it('an answer that cannot be brought breaks nothing', async () => {
    await set.seen.slackFault({ method: 'response_url', kind: '500' })
    proxies.slack.echo({ match: 'chat.postEphemeral', status: 200, body: slackError })

    await set.seen.type(set.stage.slack.users.requester, 'help', { wait: 1_000 })

    expect(proxies.slack.unused()).toEqual([])
    expect(blockIds(await set.seen.type(set.stage.slack.users.requester, 'help'))).toContain('commands')
  })
})

describe('afterwards', () => {
  const Line = z.looseObject({ method: z.string().optional(), path: z.string().optional() })

  it('no secret stands in the output, in Slack or in what is kept', async () => {
    await bot.end('SIGTERM')
    const { stage, seen } = set
    const channels = [...Object.values(stage.slack.channels), ...Object.values(stage.slack.users)]
    const transcripts = await Promise.all(channels.map((channel) => seen.transcript(channel)))
    const kept = ['audit', 'requests', 'messages', 'refusals', 'settings'].map((table) =>
      read(stage.database, `SELECT * FROM ${table}`),
    )
    const places = {
      output: bot.output(),
      slack: JSON.stringify(transcripts),
      database: JSON.stringify(kept),
    }

    const found = secrets().flatMap((secret) =>
      Object.entries(places)
        .filter(([, text]) => text.includes(secret.value))
        .map(([place]) => `${secret.name} in ${place}`),
    )

    expect(secrets().length).toBeGreaterThan(10)
    expect(found).toEqual([])
    expect(bot.output()).not.toMatch(/ticket=|\/commands\/T|Bearer ey|xox[bp]-|xapp-/)
    expect(auditOf(stage).length).toBeGreaterThan(20)
  })

  it('the log has a line for every call that the simulators counted', async () => {
    const lines = bot
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => Line.parse(JSON.parse(line)))
    const logged = tally(lines.map(({ method, path }) => (path ? `${method} ${path}` : (method ?? ''))))
    const counted = tally([
      ...(await set.seen.calls()).map(({ method, path }) => `${method} ${path}`),
      ...(await set.seen.slackCalls()).map(({ method }) => method),
    ])

    const missing = [...counted].filter(([call, times]) => (logged.get(call) ?? 0) < times)

    expect(counted.size).toBeGreaterThan(10)
    expect(missing).toEqual([])
  })

  it('it went on after every one of them', async () => {
    expect(bot.exited()).toBe(0)
    expect(
      await until(
        async () => auditOf(set.stage).at(-1)?.kind,
        (kind) => kind === 'stopped',
      ),
    ).toBe('stopped')
  })
})

function secrets(): readonly { readonly name: string; readonly value: string }[] {
  const { slack, ciphertrust, database } = set.stage
  const tokens = proxies.ciphertrust
    .logins()
    .flatMap((body) => [...body.matchAll(/"(jwt|refresh_token)":"([^"]+)"/g)])
    .flatMap(([, name = '', token = '']) => [
      { name, value: token },
      // The parts that differ from token to token; the first says only how it is signed.
      ...token
        .split('.')
        .slice(1)
        .map((value) => ({ name: `part of ${name}`, value })),
    ])
  const urls = z
    .array(z.object({ body: z.string() }))
    .parse(read(database, 'SELECT body FROM inputs'))
    .map(({ body }) => z.object({ responseUrl: z.string() }).parse(JSON.parse(body)).responseUrl)
  return [
    { name: 'the password', value: ciphertrust.password },
    { name: 'the bot token', value: slack.botToken },
    { name: 'the app token', value: slack.appToken },
    ...Object.entries(proxies).map(([of, { cookie }]) => ({ name: `a cookie of ${of}`, value: cookie })),
    ...urls.map((value) => ({ name: 'a response_url', value: new URL(value).pathname })),
    ...tokens,
  ]
}

function tally(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
