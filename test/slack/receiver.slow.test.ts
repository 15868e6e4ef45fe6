import { once } from 'node:events'
import { createServer } from 'node:http'
import { App } from '@slack/bolt'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Slack } from '../../simulators/slack/start.ts'
import { clientOptions } from '../../src/slack/clients.ts'
import { createReceiver } from '../../src/slack/receiver.ts'
import { sdkLogger } from '../../src/slack/sdk-log.ts'
import { post, slackForTest } from '../simulators/slack/harness.ts'
import {
  accessTo,
  callsTo,
  command,
  connections,
  fault,
  keptLog,
  type LogLine,
  now,
  uptime,
} from './harness.ts'

const SOON = { timeout: 15_000, interval: 20 }

/** A bot that does nothing but count what it hears; `during` holds its listener up. */
async function receiving(options: { readonly slack?: Slack; readonly during?: () => Promise<void> } = {}) {
  const slack = options.slack ?? (await slackForTest())
  const { log, lines } = keptLog()
  const heard: string[] = []
  const refused: string[] = []
  const access = accessTo(slack)
  const receiver = createReceiver({
    access,
    log,
    now,
    uptime,
    chance: () => 0,
    onRefused: (error) => refused.push(error),
  })
  const app = new App({
    receiver,
    token: slack.botToken,
    botId: 'B0BOT',
    botUserId: 'U0BOT',
    convoStore: false,
    clientOptions: clientOptions(access, log, now),
    logger: sdkLogger(log),
  })
  app.command('/cckm', async ({ ack, command }) => {
    heard.push(command.text)
    await options.during?.()
    await ack({ text: `heard ${command.text}` })
  })
  onTestFinished(async () => {
    await app.stop()
  })
  return { slack, app, receiver, heard, refused, lines }
}

async function bothOpen({ receiver }: { readonly receiver: { connected(): number } }): Promise<void> {
  await expect.poll(() => receiver.connected(), SOON).toBe(2)
}

describe('the receiver', () => {
  it('opens two connections, the second a while after the first', async () => {
    const { slack, app, receiver } = await receiving()
    await app.start()
    expect(receiver.connected()).toBe(1)
    await bothOpen({ receiver })
    expect(await connections(slack)).toBe(2)
    const [first, second] = await callsTo(slack, 'apps.connections.open')
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(900)
  })

  it('handles an envelope once, over whichever connections it comes', async () => {
    const bot = await receiving()
    await bot.app.start()
    await bothOpen(bot)
    expect(await command(bot.slack, 'once', { repeat: 3, wait: 200 })).toMatchObject({
      ack: { text: 'heard once' },
    })
    expect(bot.heard).toEqual(['once'])
    await command(bot.slack, 'again')
    expect(bot.heard).toEqual(['once', 'again'])
  })

  it('loses no command while Slack refreshes one connection, and opens it again', async () => {
    const bot = await receiving()
    await bot.app.start()
    await bothOpen(bot)
    await post(bot.slack, '/control/socket', { do: 'refresh' })
    for (let n = 1; n <= 5; n += 1)
      expect((await command(bot.slack, `${n}`)).ack).toEqual({ text: `heard ${n}` })
    await expect.poll(() => callsTo(bot.slack, 'apps.connections.open'), SOON).toHaveLength(3)
    await bothOpen(bot)
    expect(bot.heard).toEqual(['1', '2', '3', '4', '5'])
  })

  it('comes back when every connection is torn', async () => {
    const bot = await receiving()
    await bot.app.start()
    await bothOpen(bot)
    await post(bot.slack, '/control/socket', { do: 'kill' })
    await expect.poll(() => callsTo(bot.slack, 'apps.connections.open'), SOON).toHaveLength(4)
    await bothOpen(bot)
    expect((await command(bot.slack, 'back')).ack).toEqual({ text: 'heard back' })
  })

  it('backs off while Slack cannot be reached, then connects', async () => {
    const bot = await receiving()
    await fault(bot.slack, 'apps.connections.open', '500', { times: 2 })
    await bot.app.start()
    const pauses = bot.lines.map(({ fields }) => fields.seconds).filter((seconds) => seconds !== undefined)
    expect(pauses).toEqual([1, 2])
    expect(bot.receiver.connected()).toBe(1)
    expect(bot.refused).toEqual([])
  })

  it('says that it is refused when Slack takes the token back later', async () => {
    const bot = await receiving()
    await bot.app.start()
    await fault(bot.slack, 'apps.connections.open', 'token_revoked', { times: 100 })
    await post(bot.slack, '/control/socket', { do: 'kill' })
    await expect.poll(() => bot.refused, SOON).toContain('token_revoked')
  })

  it('warns when another process uses the same token, and not of its own connections', async () => {
    const bot = await receiving()
    await bot.app.start()
    await bothOpen(bot)
    for (const _ of [1, 2]) {
      await post(bot.slack, '/control/socket', { do: 'refresh' })
      await expect.poll(() => bot.receiver.connected(), SOON).toBe(2)
    }
    expect(warnings(bot)).toEqual([])
    const other = await receiving({ slack: bot.slack })
    await other.app.start()
    await expect.poll(() => warnings(other), SOON).toMatchObject([{ connections: 3, ours: 1 }])
  })

  it('says what an operator can do when Socket Mode is switched off', async () => {
    const bot = await receiving()
    await bot.app.start()
    await post(bot.slack, '/control/socket', { do: 'disable' })
    const helps = () => bot.lines.flatMap(({ fields }) => (fields.help === undefined ? [] : [fields.help]))
    await expect
      .poll(helps, SOON)
      .toContainEqual(expect.stringMatching(/Socket Mode is switched off.*switch it on/))
  })

  it('waits in stop for the listener under way, whose ack still gets through', async () => {
    const held = Promise.withResolvers<void>()
    const bot = await receiving({ during: () => held.promise })
    await bot.app.start()
    const acked = command(bot.slack, 'slow')
    await expect.poll(() => bot.heard).toEqual(['slow'])
    let stopped = false
    const stopping = bot.app.stop().then(() => {
      stopped = true
    })
    await later(200)
    expect(stopped).toBe(false)
    held.resolve()
    expect((await acked).ack).toEqual({ text: 'heard slow' })
    await stopping
    await expect.poll(() => connections(bot.slack)).toBe(0)
  })

  it('takes nothing new once it is stopping, and says so', async () => {
    const held = Promise.withResolvers<void>()
    const bot = await receiving({ during: () => held.promise })
    await bot.app.start()
    const first = command(bot.slack, 'first')
    await expect.poll(() => bot.heard).toEqual(['first'])
    const stopping = bot.app.stop()
    const { ack } = await command(bot.slack, 'second')
    expect(ack).toMatchObject({ response_type: 'ephemeral', text: expect.stringMatching(/\w/) })
    held.resolve()
    await Promise.all([first, stopping])
    expect(bot.heard).toEqual(['first'])
  })

  it('leaves no connection open that was on its way when it stopped', async () => {
    const slack = await slackForTest()
    const held = Promise.withResolvers<void>()
    const apiUrl = await behind(slack, () => held.promise)
    const { app, receiver } = await receiving({ slack: { ...slack, apiUrl } })
    const starting = app.start()
    await later(100)
    await app.stop()
    held.resolve()
    await starting
    await expect.poll(() => connections(slack)).toBe(0)
    expect(receiver.connected()).toBe(0)
  })

  it('stops though it never got in', async () => {
    const bot = await receiving()
    await fault(bot.slack, 'apps.connections.open', '500', { times: 100 })
    const starting = Promise.race([bot.app.start().then(() => 'started'), later(300)])
    expect(await starting).toBe('later')
    await bot.app.stop()
    const { length } = await callsTo(bot.slack, 'apps.connections.open')
    await later(2_500)
    expect(await callsTo(bot.slack, 'apps.connections.open')).toHaveLength(length)
  })

  it.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
    'says once that Slack refuses it: %s',
    async (error) => {
      const bot = await receiving()
      await fault(bot.slack, 'apps.connections.open', error, { times: 100 })
      await Promise.race([bot.app.start(), later(1_500)])
      expect(bot.refused).toEqual([error])
      expect(await callsTo(bot.slack, 'apps.connections.open')).toHaveLength(1)
    },
  )
})

function warnings({ lines }: { readonly lines: readonly LogLine[] }) {
  return lines.filter(({ sentence }) => sentence.includes('another one uses')).map(({ fields }) => fields)
}

async function later(ms: number): Promise<'later'> {
  await new Promise((resolve) => setTimeout(resolve, ms))
  return 'later'
}

/** The address of a Slack whose answers are held up until `until` says so. */
async function behind(slack: Slack, until: () => Promise<void>): Promise<string> {
  const server = createServer(async (request, response) => {
    await until()
    const { authorization = '' } = request.headers
    const answer = await fetch(new URL(request.url ?? '', slack.controlUrl), {
      method: 'POST',
      headers: { authorization },
    })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : ''}/api/`
}
