import { setTimeout as sleep } from 'node:timers/promises'
import type { Receiver } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import type { Log } from '../ports.ts'
import { clientOptions, type SlackAccess } from './clients.ts'
import { closeAfterAcks } from './close-after-acks.ts'
import { createIntake, type Envelope } from './intake.ts'
import { sdkLogger } from './sdk-log.ts'
import { platformError } from './slack-fault.ts'
import { isForGood } from './slack-refused.ts'

/*
 * Two Socket Mode connections. Bolt's own receiver has one, is deaf for 5 s at every refresh, and stops without waiting
 * for listeners. Delete this file when Bolt's receiver does all three (node-slack-sdk #2656, #2752).
 */

export interface ReceiverOptions {
  readonly access: SlackAccess
  readonly log: Log
  readonly now: () => Date
  /** Slack says that it will never let this app in. */
  readonly onRefused: (error: string) => void
}

const CONNECTIONS = 2
const STAGGER_MS = 1_000
const MOST_PAUSE_MS = 30_000
const CLOSING_MS = 2_000
/** A connection that ends sooner counts as one that failed: without a pause it would be asked for in a loop. */
const SHORT_LIFE_MS = 3_000

export function createReceiver(options: ReceiverOptions): Receiver & { connected(): number } {
  const { log } = options
  const stopping = new AbortController()
  const open = new Set<SocketModeClient>()
  const intake = createIntake(log)

  /** Keeps one connection open for as long as the bot runs; calls `first` at the first hello. */
  async function keepOpen(first: () => void): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const opened = await hold(first).catch(refusalIn)
      if (typeof opened === 'string') return options.onRefused(opened)
      const lived = opened === null ? 0 : options.now().getTime() - opened
      failures = lived > SHORT_LIFE_MS ? 0 : failures + 1
      if (failures > 0) await pause(Math.min(MOST_PAUSE_MS, 1_000 * 2 ** Math.min(failures - 1, 5)))
    }
  }

  async function pause(ms: number): Promise<void> {
    log.warn({ seconds: ms / 1_000 }, 'slack is not connected; trying again')
    await sleep(ms, undefined, { signal: stopping.signal }).catch(() => {})
  }

  /** Opens a connection and returns once it is closed, with the time it was opened; throws when it could not be. */
  async function hold(first: () => void): Promise<number> {
    const client = new SocketModeClient({
      appToken: options.access.appToken,
      autoReconnectEnabled: false,
      logger: sdkLogger(log),
      clientOptions: clientOptions(options.access, log, options.now),
    })
    const closed = new Promise<void>((resolve) => void client.once('disconnected', () => resolve()))
    const acks = closeAfterAcks(client)
    client.on('slack_event', (envelope: Envelope) => intake.take(envelope, acks))
    await client.start()
    open.add(client)
    const opened = options.now().getTime()
    // `stop` did not know of it.
    if (stopping.signal.aborted) await client.disconnect()
    log.info({ connections: open.size }, 'connected to slack')
    first()
    await closed
    open.delete(client)
    log.info({ connections: open.size }, 'slack closed a connection')
    return opened
  }

  return {
    init: intake.init,
    /** Resolves at the first hello. The other connections follow staggered, so that Slack does not refresh all at once. */
    async start() {
      await new Promise<void>((resolve) => void keepOpen(resolve))
      for (let more = 1; more < CONNECTIONS; more++)
        sleep(STAGGER_MS * more, undefined, { signal: stopping.signal }).then(
          () => keepOpen(() => {}),
          () => {},
        )
    },
    /** Takes nothing new, waits for the listeners under way, then closes. */
    async stop() {
      stopping.abort()
      await intake.drain()
      const closing = [...open].map((client) => client.disconnect())
      await Promise.race([Promise.all(closing), sleep(CLOSING_MS)])
    },
    connected: () => open.size,
  }
}

/** Slack's word when it will never let this app in, else null: then it is worth another try. */
function refusalIn(error: unknown): string | null {
  const refusal = platformError(error)
  return refusal && isForGood(refusal) ? refusal : null
}
