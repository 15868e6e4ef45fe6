import { SocketModeClient } from '@slack/socket-mode'
import type { Log } from '../ports.ts'
import { clientOptions, type SlackAccess } from './clients.ts'
import { type Acks, listenToFrames } from './frames.ts'
import type { Envelope } from './intake.ts'
import { watchLiveness } from './liveness.ts'
import { sdkLogger } from './sdk-log.ts'

export interface ConnectionOptions {
  readonly access: SlackAccess
  readonly log: Log
  readonly now: () => Date
  readonly onEnvelope: (envelope: Envelope, acks: Acks) => void
  /** At the hello: how many connections Slack says that this app has. */
  readonly onHello: (connections: number) => void
  readonly onClosed: () => void
  /** After how long without a frame or a ping it is given up. */
  readonly silentMs?: number
}

export interface Connection {
  /** Slack sends nothing more over it: it is closed, or about to be. */
  readonly over: Promise<void>
  readonly closed: Promise<void>
  close(): void
}

/** Slack answers a ping at once; a machine that is busy sees the answer late. */
const PONG_WITHIN_MS = 15_000
/** Slack's package waits 30 s for the other side to close as well; asked a second time, it waits no longer. */
const CLOSES_WITHIN_MS = 1_000

/** What Slack says when it closes a connection for a reason that an operator can do something about. */
const HELP: Readonly<Partial<Record<string, string>>> = {
  link_disabled: 'Socket Mode is switched off for this app: switch it on at api.slack.com/apps.',
  too_many_websockets: 'The app has ten connections already: stop what else uses its app-level token.',
}

/** Opens one Socket Mode connection. Resolves at Slack's hello, and throws when none comes. */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const { access, log, now } = options
  const client = new SocketModeClient({
    appToken: access.appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: PONG_WITHIN_MS,
    logger: sdkLogger(log),
    clientOptions: clientOptions(access, log, now),
  })
  const over = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  const live = watchLiveness(() => {
    log.warn({}, 'nothing comes over a connection to slack any more; another is opened')
    close()
  }, options.silentMs)
  const acks = listenToFrames(client, {
    onFrame: live.heard,
    onHello: options.onHello,
    onLeaving(reason) {
      const help = HELP[reason]
      log[help ? 'warn' : 'info']({ reason, ...(help ? { help } : {}) }, 'slack asks to close a connection')
      over.resolve()
    },
  })
  client.once('disconnected', () => {
    live.end()
    over.resolve()
    closed.resolve()
    options.onClosed()
  })
  client.on('authenticated', ({ url }: { readonly url: string }) => live.opens(url))
  client.on('slack_event', (envelope: Envelope) => options.onEnvelope(envelope, acks))

  function close(): void {
    over.resolve()
    const again = setTimeout(() => client.disconnect(), CLOSES_WITHIN_MS)
    void client.disconnect().finally(() => clearTimeout(again))
  }

  try {
    await client.start()
  } catch (error) {
    live.end()
    throw error
  }
  return { over: over.promise, closed: closed.promise, close }
}
