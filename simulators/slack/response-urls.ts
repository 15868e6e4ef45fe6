import { randomSecret } from './ids.ts'

// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
const USES = 5
const LIFETIME_MS = 30 * 60 * 1000

/** What stands behind one response_url. */
export interface Exchange {
  readonly id: string
  readonly user: string
  readonly channel: string
  readonly issuedAt: number
  uses: number
  /** The message that `replace_original` and `delete_original` mean. */
  lastTs?: string
}

export type ResponseUrls = ReturnType<typeof createResponseUrls>

export function createResponseUrls({ now }: { now: () => number }) {
  const exchanges = new Map<string, Exchange>()

  return {
    issue({ user, channel }: { user: string; channel: string }): Exchange {
      const exchange = { id: randomSecret(), user, channel, issuedAt: now(), uses: 0 }
      exchanges.set(exchange.id, exchange)
      return exchange
    },
    find(id: string): Exchange | undefined {
      return exchanges.get(id)
    },
    /** Why the url may not be used any more, if so. */
    spent(exchange: Exchange): 'used_url' | 'expired_url' | undefined {
      if (now() - exchange.issuedAt > LIFETIME_MS) return 'expired_url'
      if (exchange.uses >= USES) return 'used_url'
      return undefined
    },
    clear(): void {
      exchanges.clear()
    },
  }
}
