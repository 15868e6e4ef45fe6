import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { createAccessTokens } from './access-tokens.ts'
import { createApi } from './api.ts'
import { createCalls } from './calls.ts'
import { type Certificates, issueCertificates, type TlsMode } from './certificates.ts'
import { createControl } from './control.ts'
import { exchange } from './exchange.ts'
import { createFaults } from './faults.ts'
import { fixtureKeys } from './fixtures/fixture-keys.ts'
import { generatedKeys } from './generated-keys.ts'
import { createGrant } from './grants.ts'
import { createLockOut } from './lock-out.ts'
import { createPauses } from './pauses.ts'
import { createQuota } from './quota.ts'
import { createRefreshTokens } from './refresh-tokens.ts'
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
  readonly clientId?: string
  readonly clientCertFile?: string
  readonly clientKeyFile?: string
  close(): Promise<void>
}

/** Starts a CipherTrust Manager that is simulated, on a real socket of 127.0.0.1. */
export async function startCipherTrust(options: CipherTrustOptions = {}): Promise<RunningCipherTrust> {
  const { port = 0, keys = 0, seed = 1, latency = 0, tls, now = () => new Date() } = options
  const { username = 'svc-cckm-bot', password = randomBytes(12).toString('base64url') } = options
  const certificates = tls && (await issueCertificates(tls, new Date()))
  const client = certificates && { id: randomUUID(), fingerprint: certificates.clientFingerprint }
  const calls = createCalls(now)
  const pauses = createPauses()
  const faults = createFaults(new Map(fixtureKeys.flatMap(({ id, fault }) => (fault ? [[id, fault]] : []))))
  const world = createWorld([...fixtureKeys, ...generatedKeys(keys, seed)], now)
  const quota = createQuota(now)
  const lockOut = createLockOut(now)
  const logins = { accessTokens: createAccessTokens(now), refreshTokens: createRefreshTokens(now), lockOut }
  const grant = createGrant({ ...logins, username, password, client, now })
  const api = createApi({ ...logins, grant, world, quota, now })
  const control = createControl({ ...logins, world, quota, calls, faults, reset })
  const parts = { api, control, calls, faults, pauses, latencyMs: latency }

  function reset(): void {
    for (const part of [world, quota, lockOut]) part.reset()
    calls.clear()
    faults.clear()
    pauses.cut()
  }

  function serve(incoming: http.IncomingMessage, outgoing: http.ServerResponse): void {
    // A client that leaves in the middle of its request ends up here; there is nobody left to answer.
    exchange(incoming, outgoing, parts).catch(() => incoming.socket.destroy())
  }

  const server = certificates
    ? https.createServer({ ...certificates, requestCert: true, rejectUnauthorized: false }, serve)
    : http.createServer(serve)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const boundPort = typeof address === 'object' ? address?.port : undefined

  return {
    url: `${certificates ? 'https' : 'http'}://127.0.0.1:${boundPort}`,
    username,
    password,
    ...(certificates && client && shown(certificates, client.id)),
    async close() {
      pauses.cut()
      server.close()
      server.closeAllConnections()
      await certificates?.remove()
    },
  }
}

function shown({ caFile, clientCertFile, clientKeyFile }: Certificates, clientId: string) {
  return { caFile, clientId, clientCertFile, clientKeyFile }
}
