import { reasonsIn } from './answer.ts'
import type { Simulator } from './simulator.ts'
import type { SlackError } from './slack-error.ts'

/** Puts an ack that Slack could not use beside the refused calls: over the socket nobody tells the app why. */
export function noteRefusal(sim: Simulator, what: string, { code, body }: SlackError): void {
  const reasons = reasonsIn({ ok: false, ...body })
  sim.calls.push({ at: sim.now(), method: what, ok: false, error: code, ...reasons, status: 200 })
}
