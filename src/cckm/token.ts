import { CipherTrustFault } from '../core/fault.ts'
import type { World } from './world.ts'

export interface Token {
  readonly jwt: string
  /** Epoch ms, by our clock. */
  readonly expiresAt: number
  /** The account it stands for. */
  readonly subject: string
}

/** One way to log in, one login per call. Throws a CipherTrustFault. */
export type Grant = () => Promise<Token>

export interface TokenSource {
  /** A token good for `ms` more, 60 s unless said otherwise. Throws a CipherTrustFault with outcome `not_sent`. */
  get(ms?: number): Promise<Token>
  /** CipherTrust refused this token; a newer one is kept. */
  drop(token: Token): void
}

const RENEW_BEFORE = 60_000
// Every refused login may bring the account nearer to being locked.
const HOLD_AFTER_REFUSAL = 60_000

/** Keeps one token and asks for the next one once, however many callers wait for it. */
export function createTokenSource(grant: Grant, world: World): TokenSource {
  let kept: Token | null = null
  let pending: Promise<Token> | null = null
  let refusal: { readonly fault: CipherTrustFault['fault']; readonly until: number } | null = null

  async function renew(): Promise<Token> {
    try {
      kept = await grant()
      return kept
    } catch (error) {
      if (error instanceof CipherTrustFault && error.fault.kind === 'login_refused')
        refusal = { fault: error.fault, until: world.now().getTime() + HOLD_AFTER_REFUSAL }
      throw error
    } finally {
      pending = null
    }
  }

  return {
    async get(ms = RENEW_BEFORE) {
      const now = world.now().getTime()
      if (kept && kept.expiresAt - now >= ms) return kept
      if (refusal && now < refusal.until) throw new CipherTrustFault(refusal.fault)
      pending ??= renew()
      return pending
    },
    drop(token) {
      if (kept === token) kept = null
    },
  }
}
