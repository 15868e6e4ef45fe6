import { setTimeout as sleep } from 'node:timers/promises'
import type { Receiver } from '@slack/bolt'
import type { Log } from '../ports.ts'
import type { SlackAccess } from './clients.ts'
import { type Connection, openConnection } from './connection.ts'
import { createIntake } from './intake.ts'
import { failureIn } from './open-failure.ts'

/*
 * Two Socket Mode connections. Bolt's own receiver has one, is deaf for 5 s at every refresh, and stops without waiting
 * for listeners. Delete this file when Bolt's receiver does all three (node-slack-sdk #2656, #2752).
 */

export interface ReceiverOptions {
  readonly access: SlackAccess
  readonly log: Log
  readonly now: () => Date
  /** Milliseconds on a clock that nobody sets. */
  readonly uptime: () => number
  /** Below 1, and never the same. */
  readonly chance: () => number
  /** Slack says that it will never let this app in. */
  readonly onRefused: (error: string) => void
}

const CONNECTIONS = 2
const STAGGER_MS = 1_000
const MOST_PAUSE_MS = 30_000
/** Bots that lost Slack together do not all come back in the same moment. */
const JITTER = 0.25
const CLOSING_MS = 2_000
/** A connection that ends sooner counts as one that failed: without a pause it would be asked for in a loop. */
const SHORT_LIFE_MS = 1_000

export function createReceiver(options: ReceiverOptions): Receiver & { connected(): number } {
  const { log } = options
  const stopping = new AbortController()
  /** Over which commands come. */
  const taking = new Set<Connection>()
  /** All that are open, or being opened. */
  const held = new Set<object>()
  const intake = createIntake(log)

  /** Keeps one connection open for as long as the bot runs; calls `first` at the first hello. */
  async function keepOpen(first: () => void): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const opened = await hold(first).catch(failureIn)
      if ('refused' in opened) return options.onRefused(opened.refused)
      const lived = 'at' in opened ? options.uptime() - opened.at : 0
      failures = lived > SHORT_LIFE_MS ? 0 : failures + 1
      const pauseMs = failures === 0 ? 0 : Math.min(MOST_PAUSE_MS, 1_000 * 2 ** Math.min(failures - 1, 5))
      const asked = 'retryAfterMs' in opened ? opened.retryAfterMs : 0
      if (failures > 0) await pause(Math.max(asked, pauseMs * (1 + JITTER * options.chance())))
    }
  }

  async function pause(ms: number): Promise<void> {
    log.warn({ seconds: Math.round(ms) / 1_000 }, 'slack is not connected; trying again')
    await sleep(ms, undefined, { signal: stopping.signal }).catch(() => {})
  }

  /**
   * Opens a connection, and returns once nothing more comes over it: the next one is opened while acks may still leave
   * by this one. Says when it was opened; throws when it could not be.
   */
  async function hold(first: () => void): Promise<{ readonly at: number }> {
    const { access, now } = options
    const place = {}
    const onClosed = () => void held.delete(place)
    held.add(place)
    const connection = await openConnection({
      ...{ access, log, now, onHello, onClosed },
      onEnvelope: intake.take,
    }).catch((error: unknown) => {
      onClosed()
      throw error
    })
    taking.add(connection)
    const at = options.uptime()
    // `stop` did not know of it.
    if (stopping.signal.aborted) connection.close()
    log.info({ connections: taking.size }, 'connected to slack')
    first()
    await connection.over
    taking.delete(connection)
    log.info({ connections: taking.size }, 'a connection to slack is over')
    return { at }
  }

  function onHello(connections: number): void {
    if (connections <= held.size) return
    log.warn(
      { connections, ours: held.size },
      'slack counts more connections of this app than this bot has: unless a bot was ended just now, another one uses the same app-level token and takes a part of the commands',
    )
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
      for (const connection of taking) connection.close()
      await Promise.race([Promise.all([...taking].map(({ closed }) => closed)), sleep(CLOSING_MS)])
    },
    connected: () => taking.size,
  }
}
