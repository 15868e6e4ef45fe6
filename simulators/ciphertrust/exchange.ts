import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { TLSSocket } from 'node:tls'
import type { Hono } from 'hono'
import type { ApiEnv } from './api.ts'
import type { Call, Calls } from './calls.ts'
import type { Fault } from './fault.ts'
import { faultReply } from './fault-reply.ts'
import type { Faults } from './faults.ts'
import type { Pauses } from './pauses.ts'

export interface ExchangeParts {
  readonly api: Hono<ApiEnv>
  readonly control: Hono
  readonly calls: Calls
  readonly faults: Faults
  readonly pauses: Pauses
  readonly latencyMs: number
}

/**
 * One HTTP exchange on node's own objects: a fault has to reach the socket, before or after the API has
 * done its work. Control calls are neither recorded nor disturbed.
 */
export async function exchange(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  parts: ExchangeParts,
): Promise<void> {
  const path = incoming.url ?? '/'
  if (path.startsWith('/control/')) {
    return send(outgoing, await parts.control.fetch(await toRequest(incoming)))
  }
  const call = parts.calls.open(incoming.method ?? '', path)
  const reply = await answer(incoming, call, parts)
  if (reply === 'cut' || incoming.socket.destroyed) {
    incoming.socket.destroy()
    return
  }
  call.status = reply.status
  await send(outgoing, reply)
}

async function answer(
  incoming: IncomingMessage,
  call: Call,
  parts: ExchangeParts,
): Promise<Response | 'cut'> {
  const { api, faults, pauses, latencyMs } = parts
  const request = await toRequest(incoming)
  const fault = faults.take(call)
  if (latencyMs > 0 && (await pauses.wait(latencyMs)) === 'cut') return 'cut'
  const fingerprint = fingerprintOf(incoming)
  return perform(fault, { call, pauses, serve: async () => api.fetch(request, { call, fault, fingerprint }) })
}

/** The connection is kept also where the certificate is strange: CipherTrust answers that with words. */
function fingerprintOf({ socket }: IncomingMessage): string | undefined {
  return socket instanceof TLSSocket && socket.authorized
    ? socket.getPeerCertificate().fingerprint256
    : undefined
}

interface Performance {
  readonly call: Call
  readonly pauses: Pauses
  readonly serve: () => Promise<Response>
}

async function perform(
  fault: Fault | undefined,
  { call, pauses, serve }: Performance,
): Promise<Response | 'cut'> {
  switch (fault?.kind) {
    case 'down':
    case 'hangup_before':
      return 'cut'
    case 'hang':
      await pauses.wait()
      return 'cut'
    case 'slow':
      return (await pauses.wait(fault.ms)) === 'cut' ? 'cut' : serve()
    case 'hangup_after_commit': {
      const reply = await serve()
      return call.committed ? 'cut' : reply
    }
    default:
      return (fault && faultReply(fault)) ?? serve()
  }
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  const method = incoming.method ?? 'GET'
  const body = await buffer(incoming)
  const url = new URL(`http://simulator${incoming.url}`)
  return new Request(url, { method, headers, body: method === 'GET' || method === 'HEAD' ? null : body })
}

async function send(outgoing: ServerResponse, reply: Response): Promise<void> {
  outgoing.statusCode = reply.status
  for (const [name, value] of reply.headers) outgoing.setHeader(name, value)
  outgoing.end(Buffer.from(await reply.arrayBuffer()))
}
