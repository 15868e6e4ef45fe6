import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import type { Call } from './calls.ts'
import type { Fault } from './faults.ts'
import { type Fields, isRecord } from './json.ts'
import type { Simulator } from './simulator.ts'
import { SlackError } from './slack-error.ts'

const HANG_MS = 60_000
const SLOW_MS = 1_000
const BROKEN: ReadonlyMap<string, string> = new Map([
  ['500', 'internal_error'],
  ['503', 'service_unavailable'],
])

interface Request {
  readonly method: string
  readonly user?: string | undefined
  readonly channel?: string | undefined
  readonly env: HttpBindings
  readonly headers?: Record<string, string>
}

interface Answer {
  readonly status: number
  readonly body: Fields
  readonly headers?: Record<string, string>
}

/** Does the work unless a fault stands in its way, logs what the caller was told, and tells it. */
export async function answer(sim: Simulator, request: Request, work: () => Fields): Promise<Response> {
  const fault = sim.faults.take(request.method)
  if (fault?.kind === 'hang') {
    log(sim, request, { status: 0, body: { ok: false, error: 'hang' } })
    await hang(request.env, fault.ms ?? HANG_MS)
    return hangUp(request.env)
  }
  if (fault?.kind === 'slow') await sleep(fault.ms ?? SLOW_MS, undefined, { ref: false })
  const commits = !fault || fault.kind === 'slow' || fault.kind === 'drop_after_commit'
  const result = commits ? attempt(work) : faultAnswer(fault)
  if (fault?.kind === 'drop_after_commit') {
    log(sim, request, { ...result, status: 0 })
    return hangUp(request.env)
  }
  log(sim, request, result)
  return Response.json(result.body, {
    status: result.status,
    headers: { date: new Date(sim.now()).toUTCString(), ...request.headers, ...result.headers },
  })
}

function attempt(work: () => Fields): Answer {
  try {
    return { status: 200, body: { ok: true, ...work() } }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    const { code, status, headers, body } = error
    return { status, headers, body: { ok: false, error: code, ...body } }
  }
}

function faultAnswer({ kind, ms }: Fault): Answer {
  if (kind === '429') {
    const seconds = Math.ceil((ms ?? 1000) / 1000)
    return {
      status: 429,
      headers: { 'retry-after': String(seconds) },
      body: { ok: false, error: 'ratelimited' },
    }
  }
  const broken = BROKEN.get(kind)
  return { status: broken ? Number(kind) : 200, body: { ok: false, error: broken ?? kind } }
}

function log(sim: Simulator, { method, user, channel }: Request, { status, body }: Answer): void {
  sim.calls.push({
    at: sim.now(),
    method,
    ok: body.ok === true,
    ...(typeof body.error === 'string' ? { error: body.error } : {}),
    ...reasonsIn(body),
    status,
    ...(user ? { user } : {}),
    ...(channel ? { channel } : {}),
  })
}

/** Only what explains a refusal: most errors say all by their name. */
export function reasonsIn({ ok, response_metadata }: Fields): Pick<Call, 'reasons'> {
  if (ok === true || !isRecord(response_metadata) || !Array.isArray(response_metadata.messages)) return {}
  return { reasons: response_metadata.messages.map(String) }
}

async function hang({ incoming }: HttpBindings, ms: number): Promise<void> {
  const over = new AbortController()
  const { signal } = over
  const ends = [sleep(ms, undefined, { signal, ref: false }), once(incoming.socket, 'close', { signal })]
  await Promise.race(ends)
  over.abort()
  await Promise.allSettled(ends)
}

/** Cuts the connection without an answer; the response is for the types only. */
function hangUp({ incoming }: HttpBindings): Response {
  incoming.socket.destroy()
  return new Response(null)
}
