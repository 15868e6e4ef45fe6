import { setTimeout as sleep } from 'node:timers/promises'
import type { SocketModeClient } from '@slack/socket-mode'

/** Slack closes by itself soon after it has asked; until then it takes acks. */
const MOST_WAIT_MS = 1_000

/**
 * Slack's package closes a connection in the moment Slack asks for it, and an ack that was on its way is lost: the
 * person reads operation_timeout. With this the asking is passed on to it once what was added here is settled.
 */
export function closeAfterAcks(client: SocketModeClient): { add(ack: Promise<void>): void } {
  const waiting = new Set<Promise<void>>()
  const readers = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', async (data: unknown, isBinary: boolean) => {
    if (asksToClose(data)) await Promise.race([Promise.allSettled(waiting), sleep(MOST_WAIT_MS)])
    for (const read of readers) read(data, isBinary)
  })
  return {
    add(ack) {
      const settled = () => void waiting.delete(ack)
      waiting.add(ack)
      ack.then(settled, settled)
    },
  }
}

function asksToClose(data: unknown): boolean {
  try {
    return JSON.parse(String(data)).type === 'disconnect'
  } catch {
    return false
  }
}
