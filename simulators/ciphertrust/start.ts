import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { createApi } from './api.ts'
import { createCalls } from './calls.ts'
import { issueCertificate, type TlsMode } from './certificates.ts'
import { createControl } from './control.ts'
import { exchange } from './exchange.ts'
import { createFaults } from './faults.ts'
import { fixtureKeys } from './fixtures/fixture-keys.ts'
import { generatedKeys } from './generated-keys.ts'
import { createPauses } from './pauses.ts'
import { createTokens } from './tokens.ts'
import { createWorld } from './world.ts'

export interface CipherTrustOptions {
  /** 0 or absent: any free port. */
  readonly port?: number | undefined
  /** How many generated keys stand behind the fixtures. */
  readonly keys?: number | undefined
  readonly seed?: number | undefined
  /** Milliseconds before every answer of the API. */
  readonly latency?: number | undefined
  readonly tls?: TlsMode | undefined
  readonly username?: string
  readonly password?: string
  /** The server's clock: token lifetimes, updatedAt, next rotation dates and stale reads. */
  readonly now?: () => Date
}

export interface RunningCipherTrust {
  readonly url: string
  readonly username: string
  readonly password: string
  readonly caFile?: string
  close(): Promise<void>
}

/** Starts a CipherTrust Manager that is simulated, on a real socket of 127.0.0.1. */
export async function startCipherTrust(options: CipherTrustOptions = {}): Promise<RunningCipherTrust> {
  const { port = 0, keys = 0, seed = 1, latency = 0, tls, now = () => new Date() } = options
  const { username = 'svc-cckm-bot', password = randomBytes(12).toString('base64url') } = options
  const calls = createCalls(now)
  const pauses = createPauses()
  const faults = createFaults(new Map(fixtureKeys.flatMap(({ id, fault }) => (fault ? [[id, fault]] : []))))
  const world = createWorld([...fixtureKeys, ...generatedKeys(keys, seed)], now)
  const api = createApi({ world, tokens: createTokens({ username, password }, now), now })
  const control = createControl({ world, calls, faults, reset })
  const parts = { api, control, calls, faults, pauses, latencyMs: latency }

  function reset(): void {
    world.reset()
    calls.clear()
    faults.clear()
    pauses.cut()
  }

  function serve(incoming: http.IncomingMessage, outgoing: http.ServerResponse): void {
    // A client that leaves in the middle of its request ends up here; there is nobody left to answer.
    exchange(incoming, outgoing, parts).catch(() => incoming.socket.destroy())
  }

  const certificate = tls && (await issueCertificate(tls, new Date()))
  const server = certificate ? https.createServer(certificate, serve) : http.createServer(serve)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const boundPort = typeof address === 'object' ? address?.port : undefined

  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${boundPort}`,
    username,
    password,
    ...(certificate && { caFile: certificate.caFile }),
    async close() {
      pauses.cut()
      server.close()
      server.closeAllConnections()
      await certificate?.remove()
    },
  }
}
