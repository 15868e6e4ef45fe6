import { CipherTrustFault } from '../core/fault.ts'
import type { KeyId } from '../core/ids.ts'
import { ACTIONS, type Action } from './actions.ts'
import type { Http, Reply } from './http.ts'
import { readWithRetries } from './read-with-retries.ts'
import { replyFault } from './reply-fault.ts'
import type { Token, TokenSource } from './token.ts'
import { TIMEOUTS, type World } from './world.ts'

/** CipherTrust's API with a token. Replies are 2xx; everything else is thrown as a CipherTrustFault. */
export interface Api {
  /** `path` begins below `/api/v1`. Tried again where that may help, and with a new token after a 401. */
  get(path: string, options?: { readonly maxBytes?: number }): Promise<Reply>
  /**
   * Sent once. Only an action that writes nothing is sent again, after a 401. One that writes takes the token that is
   * held: without one it is `unauthorized` and not sent, and no login comes between its mark and its bytes. A period is
   * for switching rotation on only.
   */
  act(action: Action, id: KeyId, periodDays?: number): Promise<Reply>
  /** Sees to it that a write has its token. Returns the account it stands for. */
  prepare(): Promise<string>
}

const WRITE_NEEDS = 30_000
// From `prepare` to the bytes: the use case sends nothing after that.
const MARKED_WITHIN = 5_000

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

  async function act(action: Action, id: KeyId, periodDays?: number): Promise<Reply> {
    const once = (jwt: string) =>
      http.act(action, { id, jwt, ...(periodDays === undefined ? {} : { periodDays }) })
    if (!ACTIONS[action].writes) return accepted(await twiceOn401(once))
    return accepted(await withToken(once, tokens.held(WRITE_NEEDS) ?? noToken()))
  }

  /** A new token too short for a write is refused here, before a mark is made for nothing; reads still use it. */
  async function prepare(): Promise<string> {
    const { subject } = await tokens.get()
    if (!tokens.held(WRITE_NEEDS + MARKED_WITHIN)) noToken()
    return subject
  }

  async function withToken(call: (jwt: string) => Promise<Reply>, token: Token): Promise<Reply> {
    const reply = await call(token.jwt)
    if (reply.status === 401) tokens.drop(token)
    return reply
  }

  /** Reads only: a write is sent again by the use case, under a new mark, or not at all. */
  async function twiceOn401(call: (jwt: string) => Promise<Reply>): Promise<Reply> {
    const reply = await withToken(call, await tokens.get())
    return reply.status === 401 ? withToken(call, await tokens.get()) : reply
  }

  return { get, act, prepare }
}

function noToken(): never {
  throw new CipherTrustFault({ kind: 'unauthorized', outcome: 'not_sent' })
}

/** The reply, when it is 2xx. */
export function accepted(reply: Reply): Reply {
  if (reply.status < 200 || reply.status > 299) throw new CipherTrustFault(replyFault(reply))
  return reply
}
