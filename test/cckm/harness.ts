import { once } from 'node:events'
import * as http from 'node:http'
import { createServer, type Socket } from 'node:net'
import type { CipherTrustConfig } from '../../src/cckm/cipher-trust-config.ts'
import { createCipherTrust } from '../../src/cckm/create-cipher-trust.ts'
import type { Timeouts, World } from '../../src/cckm/world.ts'
import { CipherTrustFault } from '../../src/core/fault.ts'
import { KeyId } from '../../src/core/ids.ts'
import type { Log } from '../../src/ports.ts'

export const T0 = new Date('2026-03-02T10:00:00Z')
export const ORIGIN = 'https://ciphertrust.test'
export const KEY = KeyId.parse('4f0c2f0e-6f5b-4b57-9d1b-1c2d3e4f5a60')
export const KEY_PATH = `/api/v1/cckm/aws/keys/${KEY}`
export const TOKENS = '/api/v1/auth/tokens'

interface Line {
  readonly level: keyof Log
  readonly fields: Record<string, unknown>
  readonly message: string
}

export interface TestWorld extends World {
  readonly lines: Line[]
  readonly sleeps: number[]
  pass(ms: number): void
}

/** A clock that stands still until told, sleeps that are only noted, and a log that is kept. */
export function testWorld(timeouts?: Partial<Timeouts>): TestWorld {
  const lines: Line[] = []
  const sleeps: number[] = []
  let now = T0.getTime()
  const keep = (level: keyof Log) => (fields: object, message: string) => {
    lines.push({ level, fields: { ...fields }, message })
  }
  return {
    lines,
    sleeps,
    now: () => new Date(now),
    pass: (ms) => {
      now += ms
    },
    sleep: async (ms) => {
      sleeps.push(ms)
    },
    log: { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') },
    ...(timeouts ? { timeouts } : {}),
  }
}

export function passwordAccount(username: string, password: string): CipherTrustConfig['account'] {
  return { auth: 'password', username, password }
}

export function testConfig(more: Partial<CipherTrustConfig> = {}): CipherTrustConfig {
  return { url: ORIGIN, account: passwordAccount('svc-cckm-bot', 'correct-horse'), ...more }
}

export function testClient(more: Partial<CipherTrustConfig> = {}, timeouts?: Partial<Timeouts>) {
  const world = testWorld(timeouts)
  return { world, client: createCipherTrust(testConfig(more), world) }
}

/** A client that holds a token, as every write needs. */
export async function preparedClient(...options: Parameters<typeof testClient>) {
  const made = testClient(...options)
  await made.client.prepare()
  return made
}

/** The fault a call ends with; a call that does not end with one fails the test. */
export async function faultOf(call: Promise<unknown>): Promise<CipherTrustFault> {
  const result = await call.then(
    () => 'no fault',
    (error: unknown) => error,
  )
  if (result instanceof CipherTrustFault) return result
  throw new Error('expected a CipherTrustFault', { cause: result })
}

export function jwtOf(claims: object): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`
}

interface KeyChanges {
  readonly aws_param?: Record<string, unknown>
  readonly [field: string]: unknown
}

/** A native symmetric key with rotation off, as CipherTrust writes it. */
export function keyJson({ aws_param, ...changes }: KeyChanges = {}): Record<string, unknown> {
  return {
    id: KEY,
    uri: `kylo:kylo:cckm:aws-key:${KEY}`,
    kms_id: '0b90f8de-8617-498d-ad63-ca18eb717ae7',
    kms: 'prod-kms',
    synced_at: '2026-03-02T09:18:27.581643Z',
    region: 'eu-west-1',
    gone: false,
    ...changes,
    aws_param: {
      AWSAccountId: '123456789012',
      Arn: 'arn:aws:kms:eu-west-1:123456789012:key/1b2f6c1e-0c7f-4b0e-9a51-0f4c2a7d9e11',
      KeyID: '1b2f6c1e-0c7f-4b0e-9a51-0f4c2a7d9e11',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      KeyManager: 'CUSTOMER',
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Origin: 'AWS_KMS',
      Alias: ['alias/orders-prod'],
      Tags: [{ TagKey: 'team', TagValue: 'orders' }],
      KeyRotationEnabled: false,
      ...aws_param,
    },
  }
}

export function pageOf(resources: readonly unknown[] | null, total = resources?.length ?? 0) {
  return { skip: 0, limit: 20, total, resources }
}

export interface Served extends AsyncDisposable {
  readonly url: string
}

/** A real HTTP server on 127.0.0.1. */
export async function serve(answer: http.RequestListener): Promise<Served> {
  return listening(http.createServer(answer))
}

/** A TCP server that is given every connection. */
export async function serveSockets(take: (socket: Socket) => void): Promise<Served> {
  return listening(createServer(take))
}

async function listening(server: http.Server | ReturnType<typeof createServer>): Promise<Served> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

export function answerJson(response: http.ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
