import { CipherTrustFault, type FaultKind } from '../core/fault.ts'
import type { Reply } from './http.ts'
import type { World } from './world.ts'

// 500 and other 4xx do not pass; tillo/tink-java-ciphertrust tries exactly these three times, 300 ms apart at first.
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504])
const BROKEN: ReadonlySet<FaultKind> = new Set<FaultKind>(['unreachable', 'hung_up'])
const PAUSES = [300, 900] as const

type Attempt = (leftMs: number) => Promise<Reply>

/**
 * Tries a read up to three times, within `budgetMs` for all tries and pauses. A loop of our own instead of undici's retry
 * interceptor: that one resumes a cut reply by `Range`, which can splice two states of a key into one JSON; it logs none
 * of its tries, and keeps its own time instead of the sleep it would be handed.
 */
export async function readWithRetries(attempt: Attempt, world: World, budgetMs: number): Promise<Reply> {
  const deadline = world.now().getTime() + budgetMs
  // Never more than at first: the clock may be set back.
  const left = () => Math.min(budgetMs, Math.max(1, deadline - world.now().getTime()))
  for (const pause of PAUSES) {
    const result = await attempt(left()).catch(asFault)
    const wait = pauseAfter(result, pause)
    if (wait === null || wait >= left()) return replyOf(result)
    await world.sleep(wait)
  }
  return attempt(left())
}

function asFault(error: unknown): CipherTrustFault {
  if (error instanceof CipherTrustFault) return error
  throw error
}

/** Null when another try would not help. */
function pauseAfter(result: Reply | CipherTrustFault, pause: number): number | null {
  if (result instanceof CipherTrustFault) return BROKEN.has(result.fault.kind) ? pause : null
  return PASSING.has(result.status) ? Math.max(pause, result.retryAfterMs ?? 0) : null
}

function replyOf(result: Reply | CipherTrustFault): Reply {
  if (result instanceof CipherTrustFault) throw result
  return result
}
