import type { App } from '@slack/bolt'
import type { Log } from '../ports.ts'
import type { Acks } from './frames.ts'
import { ACKS } from './views/ack.ts'
import { COMMENT } from './views/form.ts'

/** What Slack sends over a Socket Mode connection, and the way to acknowledge it. */
export interface Envelope {
  readonly ack: (response?: Record<string, unknown>) => Promise<void>
  readonly envelope_id: string
  readonly body: Record<string, unknown>
  readonly retry_num?: number
  readonly retry_reason?: string
}

/** Envelope ids remembered: far more than can be under way, so that a repeated delivery is seen. */
const REMEMBERED = 2_000

/** Hands each envelope to Bolt once, whichever connection it comes over, and knows what is under way. */
export function createIntake(log: Log) {
  const underWay = new Set<Promise<void>>()
  const seen = new Set<string>()
  let app: App | undefined
  let draining = false

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

  function begin(envelope: Envelope, acks: Acks): void {
    const { promise: acked, resolve } = Promise.withResolvers<void>()
    acks.add(acked)
    const ack: Envelope['ack'] = (response) => envelope.ack(response).finally(resolve)
    const work = hand({ ...envelope, ack }).finally(() => {
      resolve()
      underWay.delete(work)
    })
    underWay.add(work)
  }

  return {
    init(bolt: App): void {
      app = bolt
    },
    take(envelope: Envelope, acks: Acks): void {
      if (seen.has(envelope.envelope_id)) return
      seen.add(envelope.envelope_id)
      const [oldest] = seen
      if (seen.size > REMEMBERED && oldest) seen.delete(oldest)
      if (draining) refuseWhileDraining(envelope, log)
      else begin(envelope, acks)
    },
    /** Takes nothing new, and resolves when nothing is under way. */
    async drain(): Promise<void> {
      draining = true
      await Promise.all(underWay)
    },
  }
}

/**
 * Slack hands over commands until the connection is closed; without an ack the person would wait for a time-out. A
 * button has no way to answer in its ack, so it gets none: then Slack itself says that the app did not respond.
 */
function refuseWhileDraining({ ack, body }: Envelope, log: Log): void {
  if (body.type === 'block_actions') return
  const answer =
    body.type === 'view_submission'
      ? { response_action: 'errors', errors: { [COMMENT.block]: ACKS.restarting } }
      : 'command' in body
        ? { response_type: 'ephemeral', text: ACKS.restarting }
        : {}
  ack(answer).catch((err: unknown) => log.warn({ err }, 'a command came too late to be answered'))
}
