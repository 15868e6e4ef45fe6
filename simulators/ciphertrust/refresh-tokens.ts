import { randomBytes, randomUUID } from 'node:crypto'
import type { Account } from './accounts.ts'
import type { Domain } from './domains.ts'

export interface RefreshToken {
  readonly id: string
  readonly value: string
  readonly account: Account
  readonly domain: Domain
  readonly labels: readonly string[]
  readonly createdAt: number
  /** How long it may lie unused. */
  readonly idleMs: number
  /** When it ends however much it is used. */
  readonly endsAt: number
  lastUsedAt: number
  revoked: boolean
}

export interface RefreshTokenOrder {
  readonly account: Account
  readonly domain: Domain
  readonly labels?: readonly string[] | undefined
  readonly lifetimeMinutes?: number | undefined
  readonly revokeUnusedInMinutes?: number | undefined
}

export type TokenState = 'good' | 'expired' | 'revoked'

// What is left of the documented sample's half hour a second later.
const sampleIdleMs = 1_799_000
const minuteMs = 60_000

export interface RefreshTokens {
  issue(order: RefreshTokenOrder): RefreshToken
  /** Another token with what is left of this one's life; this one is revoked. */
  renew(token: RefreshToken): RefreshToken
  find(value: string): RefreshToken | undefined
  /** A token that lay unused for too long counts as revoked, as `refresh_token_revoke_unused_in` says. */
  state(token: RefreshToken): TokenState
  use(token: RefreshToken): void
  list(): readonly RefreshToken[]
}

export function createRefreshTokens(now: () => Date): RefreshTokens {
  const tokens = new Map<string, RefreshToken>()

  function issue({ account, domain, labels = [], ...times }: RefreshTokenOrder): RefreshToken {
    const at = now().getTime()
    return keep({
      ...newName(),
      account,
      domain,
      labels,
      createdAt: at,
      idleMs: (times.revokeUnusedInMinutes ?? 0) * minuteMs || sampleIdleMs,
      endsAt: at + ((times.lifetimeMinutes ?? 0) * minuteMs || Number.POSITIVE_INFINITY),
      lastUsedAt: at,
      revoked: false,
    })
  }

  function renew(token: RefreshToken): RefreshToken {
    const at = now().getTime()
    const renewed = keep({ ...token, ...newName(), createdAt: at, lastUsedAt: at })
    token.revoked = true
    return renewed
  }

  function keep(token: RefreshToken): RefreshToken {
    tokens.set(token.value, token)
    return token
  }

  function state(token: RefreshToken): TokenState {
    const at = now().getTime()
    if (token.revoked || at >= token.lastUsedAt + token.idleMs) return 'revoked'
    return at >= token.endsAt ? 'expired' : 'good'
  }

  return {
    issue,
    renew,
    state,
    find: (value) => tokens.get(value),
    use(token) {
      token.lastUsedAt = now().getTime()
    },
    list: () => [...tokens.values()],
  }
}

function newName(): Pick<RefreshToken, 'id' | 'value'> {
  return { id: randomUUID(), value: randomBytes(32).toString('base64url') }
}

/** When it ends unless it is used before, in epoch ms. */
export function endOf(token: RefreshToken): number {
  return Math.min(token.endsAt, token.lastUsedAt + token.idleMs)
}
