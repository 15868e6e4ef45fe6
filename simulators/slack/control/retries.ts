import { randomUUID } from 'node:crypto'
import type { Fields } from '../json.ts'
import type { Simulator } from '../simulator.ts'

// https://docs.slack.dev/apis/events-api#retries: nearly at once, after one minute, after five.
const AFTER_MS = [0, 60_000, 300_000]

/** Sends an event again and again until it is acked, three times at most. */
export function scheduleRetries(sim: Simulator, payload: Fields, attempted: number): void {
  const wait = AFTER_MS[attempted]
  if (wait === undefined) return
  const timer = setTimeout(() => {
    const envelope = {
      envelope_id: randomUUID(),
      type: 'events_api',
      accepts_response_payload: false,
      retry_attempt: attempted + 1,
      retry_reason: 'timeout',
      payload,
    }
    void sim.socket.send(envelope, 1).then(({ outcome }) => {
      if (outcome === 'timeout') scheduleRetries(sim, payload, attempted + 1)
    })
  }, wait)
  timer.unref()
}
