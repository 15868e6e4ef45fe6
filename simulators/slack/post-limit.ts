// https://docs.slack.dev/apis/web-api/rate-limits: one message a second and channel, short bursts allowed.
// How long a burst may be is not said; three is our guess.
const BURST = 3
const REFILL_PER_SECOND = 1

export type PostLimit = ReturnType<typeof createPostLimit>

/** A bucket per channel for chat.postMessage. */
export function createPostLimit({ now, enabled }: { now: () => number; enabled: boolean }) {
  const buckets = new Map<string, { tokens: number; at: number }>()
  let on = enabled

  return {
    switchTo(next: boolean): void {
      on = next
    },
    /** Whether one more message may go to the channel now. */
    take(channel: string): boolean {
      const at = now()
      const last = buckets.get(channel) ?? { tokens: BURST, at }
      const tokens = Math.min(BURST, last.tokens + ((at - last.at) / 1000) * REFILL_PER_SECOND)
      if (on && tokens < 1) return false
      buckets.set(channel, { tokens: Math.max(0, tokens - 1), at })
      return true
    },
    reset(): void {
      buckets.clear()
      on = enabled
    },
  }
}
