/** Calls per second that AWS takes, of one operation in one account and Region; null: as many as come. */
export type PerSecond = number | null

// AWS KMS's request quota of DisableKeyRotation; that of EnableKeyRotation is not lower.
export const defaultPerSecond: PerSecond = 5

export interface Quota {
  set(perSecond: PerSecond): void
  /** Whether AWS takes one more call; `of` names what has a quota of its own. */
  take(of: string): boolean
  reset(): void
}

interface Bucket {
  tokens: number
  at: number
}

/** A token bucket for each account, Region and operation, which holds what may be done within a second. */
export function createQuota(now: () => Date): Quota {
  let perSecond = defaultPerSecond
  const buckets = new Map<string, Bucket>()

  function take(of: string): boolean {
    if (perSecond === null) return true
    const at = now().getTime()
    const bucket = buckets.get(of) ?? { tokens: Math.max(1, perSecond), at }
    bucket.tokens = Math.min(Math.max(1, perSecond), bucket.tokens + ((at - bucket.at) / 1000) * perSecond)
    bucket.at = at
    buckets.set(of, bucket)
    if (bucket.tokens < 1) return false
    bucket.tokens -= 1
    return true
  }

  function set(next: PerSecond): void {
    perSecond = next
    buckets.clear()
  }

  return { take, set, reset: () => set(defaultPerSecond) }
}
