import { CipherTrustFault } from '../core/fault.ts'
import type { KeyId } from '../core/ids.ts'
import { ACTIONS, type Action } from './actions.ts'
import type { Http, Reply } from './http.ts'
import { readWithRetries } from './read-with-retries.ts'
import { replyFault } from './reply-fault.ts'
import type { TokenSource } from './token.ts'
import { TIMEOUTS, type World } from './world.ts'

/** CipherTrust's API with a token. Replies are 2xx; everything else is thrown as a CipherTrustFault. */
export interface Api {
  /** `path` begins below `/api/v1`. Tried again where that may help, and with a new token after a 401. */
  get(path: string, options?: { readonly maxBytes?: number }): Promise<Reply>
  /** Sent once. Only an action that writes nothing is sent again, after a 401. */
  act(action: Action, id: KeyId): Promise<Reply>
}

// A write follows `prepare` within seconds, and no login should come between its mark and its bytes.
const PREPARED_FOR = 30_000

interface Parts {
  readonly http: Http
  readonly tokens: TokenSource
  readonly world: World
}

export function createApi({ http, tokens, world }: Parts): Api {
  const budget = world.timeouts?.read ?? TIMEOUTS.read

  async function get(path: string, options: { readonly maxBytes?: number } = {}): Promise<Reply> {
    const read = (jwt: string) =>
      readWithRetries(
        (timeoutMs) => http.get(`/api/v1${path}`, { ...options, jwt, timeoutMs }),
        world,
        budget,
      )
    return accepted(await twiceOn401(read))
  }

  async function act(action: Action, id: KeyId): Promise<Reply> {
    const once = (jwt: string) => http.act(action, { id, jwt })
    return accepted(ACTIONS[action].writes ? await withToken(once, PREPARED_FOR) : await twiceOn401(once))
  }

  async function withToken(call: (jwt: string) => Promise<Reply>, goodForMs?: number): Promise<Reply> {
    const token = await tokens.get(goodForMs)
    const reply = await call(token.jwt)
    if (reply.status === 401) tokens.drop(token)
    return reply
  }

  /** Reads only: a write is sent again by the use case, under a new mark, or not at all. */
  async function twiceOn401(call: (jwt: string) => Promise<Reply>): Promise<Reply> {
    const reply = await withToken(call)
    return reply.status === 401 ? withToken(call) : reply
  }

  return { get, act }
}

/** The reply, when it is 2xx. */
export function accepted(reply: Reply): Reply {
  if (reply.status < 200 || reply.status > 299) throw new CipherTrustFault(replyFault(reply))
  return reply
}
