import { isRecord, parseJson } from '../json.ts'

// https://docs.slack.dev/interactivity/handling-user-interaction: three seconds, over the socket as well.
const ACK_MS = 3000

export type Acked =
  | { readonly outcome: 'acked'; readonly payload: unknown }
  | { readonly outcome: 'timeout' }
  | { readonly outcome: 'no_connection' }

/** Matches acks with the envelopes that wait for one; acks that nobody waits for are ignored. */
export function createAckDesk() {
  const waiting = new Map<string, (acked: Acked) => void>()

  return {
    expect(envelopeId: string): Promise<Acked> {
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle({ outcome: 'timeout' }), ACK_MS)
        function settle(acked: Acked): void {
          clearTimeout(timer)
          waiting.delete(envelopeId)
          resolve(acked)
        }
        waiting.set(envelopeId, settle)
      })
    },

    receive(frame: string): void {
      const message = parseJson(frame)
      if (!isRecord(message) || typeof message.envelope_id !== 'string') return
      waiting.get(message.envelope_id)?.({ outcome: 'acked', payload: message.payload })
    },

    close(): void {
      for (const settle of waiting.values()) settle({ outcome: 'timeout' })
    },
  }
}
