import { setTimeout as sleep } from 'node:timers/promises'
import type { App, Receiver } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import type { Log } from '../ports.ts'
import { clientOptions, type SlackAccess } from './clients.ts'
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

interface Envelope {
  readonly ack: (response?: Record<string, unknown>) => Promise<void>
  readonly envelope_id: string
  readonly body: Record<string, unknown>
  readonly retry_num?: number
  readonly retry_reason?: string
}

const CONNECTIONS = 2
const STAGGER_MS = 1_000
const MOST_PAUSE_MS = 30_000
const CLOSING_MS = 2_000
/** Envelope ids remembered: far more than can be under way, so that a repeated delivery is seen. */
const REMEMBERED = 2_000

export function createReceiver(options: ReceiverOptions): Receiver & { connected(): number } {
  const { log } = options
  const stopping = new AbortController()
  const open = new Set<SocketModeClient>()
  const underWay = new Set<Promise<void>>()
  const seen = new Set<string>()
  let app: App | undefined

  function take(envelope: Envelope): void {
    if (stopping.signal.aborted || seen.has(envelope.envelope_id)) return
    seen.add(envelope.envelope_id)
    const [oldest] = seen
    if (seen.size > REMEMBERED && oldest) seen.delete(oldest)
    const work = hand(envelope).finally(() => underWay.delete(work))
    underWay.add(work)
  }

  async function hand({ ack, body, retry_num, retry_reason }: Envelope): Promise<void> {
    try {
      await app?.processEvent({
        body,
        ack: (response) => ack(typeof response === 'string' ? { text: response } : (response ?? {})),
        ...(retry_num === undefined ? {} : { retryNum: retry_num }),
        ...(retry_reason === undefined ? {} : { retryReason: retry_reason }),
      })
    } catch (error) {
      log.error({ err: error }, 'a listener threw')
    }
  }

  /** Keeps one connection open for as long as the bot runs; resolves `first` at the first hello. */
  async function keepOpen(first: () => void): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const client = new SocketModeClient({
        appToken: options.access.appToken,
        autoReconnectEnabled: false,
        logger: sdkLogger(log),
        clientOptions: clientOptions(options.access, log, options.now),
      })
      const closed = new Promise<void>((resolve) => void client.once('disconnected', () => resolve()))
      client.on('slack_event', take)
      try {
        await client.start()
        open.add(client)
        failures = 0
        log.info({ connections: open.size }, 'connected to slack')
        first()
        await closed
        log.info({ connections: open.size - 1 }, 'slack closed a connection')
      } catch (error) {
        const refusal = refusalIn(error)
        if (refusal) return options.onRefused(refusal)
        failures += 1
        const pause = Math.min(MOST_PAUSE_MS, 1_000 * 2 ** Math.min(failures - 1, 5))
        log.warn({ seconds: pause / 1_000 }, 'slack cannot be reached; trying again')
        await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {})
      } finally {
        open.delete(client)
      }
    }
  }

  return {
    init(bolt) {
      app = bolt
    },
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
      await Promise.all(underWay)
      const closing = [...open].map((client) => client.disconnect())
      await Promise.race([Promise.all(closing), sleep(CLOSING_MS)])
    },
    connected: () => open.size,
  }
}

function refusalIn(error: unknown): string | null {
  const refusal = platformError(error)
  return refusal && isForGood(refusal) ? refusal : null
}
