import { type CipherTrustOptions, startCipherTrust } from '../../../simulators/ciphertrust/start.ts'

export interface Reply {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Headers
}

export interface TestClient {
  readonly url: string
  readonly username: string
  readonly password: string
  /** A call without a token. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  /** A call below /api/v1 with a token of its own. */
  api(method: string, path: string, body?: unknown): Promise<Reply>
  login(): Promise<Record<string, unknown>>
  /** A login with these fields of its own. */
  grant(fields: Record<string, unknown>): Promise<Reply>
  control(path: string, body?: unknown): Promise<Reply>
  [Symbol.asyncDispose](): Promise<void>
}

/** A simulator on a port of its own, and a plain client for it; both end with the test. */
export async function startClient(options: CipherTrustOptions = {}): Promise<TestClient> {
  const { url, username, password, close } = await startCipherTrust(options)

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const reply = await fetch(url + path, { method, headers, ...sent })
    return { status: reply.status, body: parse(await reply.text()), headers: reply.headers }
  }

  async function login(): Promise<Record<string, unknown>> {
    return (await call('POST', '/api/v1/auth/tokens', { username, password })).body
  }

  const grant = (fields: Record<string, unknown>) =>
    call('POST', '/api/v1/auth/tokens', { username, password, ...fields })

  const control = (path: string, body?: unknown) =>
    call(body === undefined ? 'GET' : 'POST', `/control/${path}`, body)

  async function api(method: string, path: string, body?: unknown): Promise<Reply> {
    const { jwt } = await login()
    return call(method, `/api/v1${path}`, body, { authorization: `Bearer ${jwt}` })
  }

  return { url, username, password, call, api, login, grant, control, [Symbol.asyncDispose]: close }
}

function parse(text: string): Record<string, unknown> {
  return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : { text }
}
