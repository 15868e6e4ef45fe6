import { request } from 'undici'
import { CipherTrustFault } from '../core/fault.ts'
import { KeyId } from '../core/ids.ts'
import { ACTIONS, type Action } from './actions.ts'
import { createAgent } from './agent.ts'
import type { CipherTrustConfig } from './cipher-trust-config.ts'
import { exceptionFault } from './exception-fault.ts'
import { readBody } from './read-body.ts'
import { requestIdOf } from './reply-fault.ts'
import { retryAfterMs } from './retry-after.ts'
import { tlsProblem } from './tls-problem.ts'
import { createTurns } from './turns.ts'
import { TIMEOUTS, type World } from './world.ts'

export interface Reply {
  readonly status: number
  /** The parsed JSON, or undefined where there was none. */
  readonly body: unknown
  readonly retryAfterMs?: number
}

export interface GetOptions {
  readonly jwt: string
  readonly timeoutMs: number
  readonly maxBytes?: number
}

export interface ActOptions {
  readonly id: KeyId
  readonly jwt: string
  /** Days between rotations; only where rotation is switched on. */
  readonly periodDays?: number
}

/**
 * CipherTrust's HTTP, one call and one log line each. Nothing but a GET, the login and the three actions can be sent.
 * Every status is a reply; without a whole reply all throw a CipherTrustFault. Times are in milliseconds.
 */
export interface Http {
  get(path: string, options: GetOptions): Promise<Reply>
  act(action: Action, options: ActOptions): Promise<Reply>
  logIn(credentials: object): Promise<Reply>
  /** Waits for the calls under way. */
  close(): Promise<void>
}

interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly level: 'debug' | 'info'
  readonly timeoutMs: number
  readonly maxBytes?: number
  readonly jwt?: string
  readonly json?: object
}

// One key with a policy of AWS's full 32 KiB is far below.
const MAX_BYTES = 2 * 1024 * 1024

export function createHttp(config: CipherTrustConfig, world: World): Http {
  const agent = createAgent(config)
  const { origin } = new URL(config.url)
  const timeouts = { ...TIMEOUTS, ...world.timeouts }
  const turns = createTurns(world)

  /** A read waits for its turn, within its own time. */
  function inTurn(read: Call): Promise<Reply> {
    const askedAt = world.now().getTime()
    return turns(async () => {
      // A clock that was set back gives it no more time.
      const waited = Math.max(0, world.now().getTime() - askedAt)
      const timeoutMs = read.timeoutMs - waited
      if (timeoutMs <= 0) throw new CipherTrustFault({ kind: 'timeout', outcome: 'not_sent' })
      return call({ ...read, timeoutMs })
    })
  }

  async function call(outgoing: Call): Promise<Reply> {
    const startedAt = world.now().getTime()
    const { method, path } = outgoing
    const log = (level: 'debug' | 'info' | 'warn', fields: object) =>
      world.log[level](
        { method, path, ...fields, ms: world.now().getTime() - startedAt },
        'called CipherTrust',
      )
    try {
      const reply = await exchange(outgoing)
      const ciphertrustRequest = requestIdOf(reply.body)
      log(outgoing.level, { status: reply.status, ...(ciphertrustRequest ? { ciphertrustRequest } : {}) })
      return reply
    } catch (error) {
      const fault = exceptionFault(error)
      const cause = causeOf(fault)
      // Only an operator can mend these, and only by these words.
      log(cause.help ? 'warn' : outgoing.level, { fault: fault.fault.kind, ...cause })
      throw fault
    }
  }

  async function exchange({ method, path, timeoutMs, maxBytes, jwt, json }: Call): Promise<Reply> {
    const { statusCode, headers, body } = await request(origin + path, {
      method,
      dispatcher: agent,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: 'application/json',
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...(jwt ? { authorization: `Bearer ${jwt}` } : {}),
      },
      ...(json ? { body: JSON.stringify(json) } : {}),
    })
    const wait = retryAfterMs(headers['retry-after'], world.now())
    return {
      status: statusCode,
      body: await readBody(body, maxBytes ?? MAX_BYTES),
      ...(wait === null ? {} : { retryAfterMs: wait }),
    }
  }

  return {
    get: (path, options) => inTurn({ method: 'GET', path, level: 'debug', ...options }),
    act: (action, { id, jwt, periodDays }) => {
      // Looked up by own name and parsed again: a path is made of them.
      const row = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
      if (!row) throw new TypeError('not an action of CipherTrust')
      const path = `/api/v1/cckm/aws/keys/${encodeURIComponent(KeyId.parse(id))}/${action}`
      const json = periodDays === undefined ? {} : { json: bodyOf(action, periodDays) }
      const post = { method: 'POST', path, jwt, ...json } as const
      return row.writes
        ? call({ ...post, level: 'info', timeoutMs: timeouts.write })
        : inTurn({ ...post, level: 'debug', timeoutMs: timeouts.read })
    },
    logIn: (credentials) =>
      call({
        method: 'POST',
        path: '/api/v1/auth/tokens',
        level: 'info',
        timeoutMs: timeouts.login,
        json: credentials,
      }),
    close: () => agent.close(),
  }
}

/** The one body that an action can have. The vendor's Terraform provider sends the days as a number. */
function bodyOf(action: Action, periodDays: number): object {
  if (action !== 'enable-auto-rotation' || !Number.isSafeInteger(periodDays))
    throw new TypeError('not a body of an action of CipherTrust')
  return { rotation_period_in_days: periodDays }
}

/** The code of what went wrong below HTTP, with words for an operator where it is a certificate. */
function causeOf({ cause }: CipherTrustFault): { readonly cause?: string; readonly help?: string } {
  if (!(cause instanceof Error)) return {}
  const help = tlsProblem(cause.message)?.help
  return { cause: cause.message, ...(help ? { help } : {}) }
}
