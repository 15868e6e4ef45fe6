import { CipherTrustFault } from '../core/fault.ts'
import type { World } from './world.ts'

export interface Token {
  readonly jwt: string
  /** Epoch ms, by our clock. */
  readonly expiresAt: number
  /** The account it stands for. */
  readonly subject: string
  /** Brings the next token without the password, until CipherTrust ends it. */
  readonly refreshToken?: string
}

/** The ways to a token, one call to CipherTrust each. All throw a CipherTrustFault; refused: `login_refused`. */
export interface Grant {
  logIn(): Promise<Token>
  refresh?(refreshToken: string): Promise<Token>
}

export interface TokenSource {
  /**
   * A token good for `ms` more, 60 s unless said otherwise. Asks for a new one at most once: where CipherTrust's tokens
   * live shorter than that, the new one goes to those who wait for it, and the next caller asks again. Throws a
   * CipherTrustFault with outcome `not_sent`.
   */
  get(ms?: number): Promise<Token>
  /** The token at hand, if it is good for `ms` more. Never asks for one. */
  held(ms: number): Token | null
  /** CipherTrust refused this token; a newer one is kept. */
  drop(token: Token): void
}

const RENEW_BEFORE = 60_000
// Every refused login may bring the account nearer to being locked.
const HOLD_AFTER_REFUSAL = 60_000

/** Keeps one token and asks for the next one once, however many callers wait for it. */
export function createTokenSource(grant: Grant, world: World): TokenSource {
  let kept: Token | null = null
  let refreshToken: string | undefined
  let pending: Promise<Token> | null = null
  let refusal: { readonly fault: CipherTrustFault['fault']; readonly began: number } | null = null

  async function renew(): Promise<Token> {
    try {
      kept = (await refreshed()) ?? (await grant.logIn())
      refreshToken = kept.refreshToken ?? refreshToken
      return kept
    } catch (error) {
      if (isRefused(error)) hold(error)
      throw error
    } finally {
      pending = null
    }
  }

  /**
   * Null where only a login helps. A refresh token is let go before it is used, so that none is ever tried again that
   * did not work: CipherTrust ends one that lay unused for too long, and says so with a 401.
   */
  async function refreshed(): Promise<Token | null> {
    const used = refreshToken
    refreshToken = undefined
    if (used === undefined || !grant.refresh) return null
    try {
      return { refreshToken: used, ...(await grant.refresh(used)) }
    } catch (error) {
      if (!isRefused(error)) throw error
      world.log.info({ fault: error.fault }, 'refresh token was refused; logging in again')
      return null
    }
  }

  function hold({ fault }: CipherTrustFault): void {
    const began = world.now().getTime()
    refusal = { fault, began }
    world.log.warn(
      { fault, until: new Date(began + HOLD_AFTER_REFUSAL).toISOString() },
      'login was refused; it is not tried again for a minute',
    )
  }

  function held(ms: number): Token | null {
    return kept && kept.expiresAt - world.now().getTime() >= ms ? kept : null
  }

  /** Within a minute of the refusal on either side: a clock that was set back must not make the hold longer. */
  function holding(): CipherTrustFault['fault'] | null {
    const near = refusal && Math.abs(world.now().getTime() - refusal.began) < HOLD_AFTER_REFUSAL
    return refusal && near ? refusal.fault : null
  }

  return {
    async get(ms = RENEW_BEFORE) {
      const token = held(ms)
      if (token) return token
      const fault = holding()
      if (fault) throw new CipherTrustFault(fault)
      pending ??= renew()
      return pending
    },
    held,
    drop(token) {
      if (kept === token) kept = null
    },
  }
}

function isRefused(error: unknown): error is CipherTrustFault {
  return error instanceof CipherTrustFault && error.fault.kind === 'login_refused'
}
