import { setTimeout as sleep } from 'node:timers/promises'
import type { SocketModeClient } from '@slack/socket-mode'
import { z } from 'zod'

// https://docs.slack.dev/apis/events-api/using-socket-mode
const Frame = z.looseObject({
  type: z.string(),
  reason: z.string().optional().catch(undefined),
  num_connections: z.int().optional().catch(undefined),
})

export interface FrameListener {
  /** Anything at all came. */
  onFrame(): void
  /** Slack has let us in, and says how many connections this app has by now. */
  onHello(connections: number): void
  /** Slack will close this connection soon, and sends nothing more over it. */
  onLeaving(reason: string): void
}

/** Acks that are on their way over a connection. */
export interface Acks {
  add(ack: Promise<void>): void
}

/** Slack closes by itself soon after it has asked; until then it takes acks. */
const MOST_WAIT_MS = 1_000

/**
 * Listens to Slack's own frames. Slack's package closes a connection in the moment Slack asks for it, and an ack that
 * was on its way is lost: the person reads operation_timeout. With this the asking is passed on to it once what was
 * added here is settled.
 */
export function listenToFrames(client: SocketModeClient, listener: FrameListener): Acks {
  const waiting = new Set<Promise<void>>()
  const readers = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', async (data: unknown, isBinary: boolean) => {
    listener.onFrame()
    const frame = read(data)
    if (frame?.type === 'hello') listener.onHello(frame.num_connections ?? 0)
    if (frame?.type === 'disconnect') {
      listener.onLeaving(frame.reason ?? 'unknown')
      await Promise.race([Promise.allSettled(waiting), sleep(MOST_WAIT_MS)])
    }
    for (const reader of readers) reader(data, isBinary)
  })
  return {
    add(ack) {
      const settled = () => void waiting.delete(ack)
      waiting.add(ack)
      ack.then(settled, settled)
    },
  }
}

function read(data: unknown): z.infer<typeof Frame> | undefined {
  try {
    return Frame.safeParse(JSON.parse(String(data))).data
  } catch {
    return undefined
  }
}
