import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

export interface Echo {
  /** Found in `METHOD /path?query`. */
  readonly match: string
  readonly status: number
  readonly body: (quoted: string) => string
}

/** Errors that quote what they were sent: CipherTrust's envelope, Slack's, and a page of somebody between. */
export const envelope = (quoted: string) =>
  JSON.stringify({ code: 15, codeDesc: `NCERRBadRequest: ${quoted}`, message: quoted, quoted })
export const slackError = (quoted: string) =>
  JSON.stringify({ ok: false, error: quoted, response_metadata: { messages: [quoted] } })
export const page = (quoted: string) => `<html><body><h1>Bad gateway</h1><pre>${quoted}</pre></body></html>`
export const half = (quoted: string) => `{"jwt":"${quoted}`

export type EchoProxy = Awaited<ReturnType<typeof startEchoProxy>>

/**
 * Passes calls on to the origin it is given later, but answers some itself, with the request's Authorization header
 * and body quoted in the status line, the headers and the body of its reply.
 */
export async function startEchoProxy() {
  const cookie = `canary-cookie-${crypto.randomUUID()}`
  const echoes: Echo[] = []
  const replies: string[] = []
  let origin = ''
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => incoming.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const sent = await buffer(incoming)
    const name = `${incoming.method} ${incoming.url}`
    const index = echoes.findIndex(({ match }) => name.includes(match))
    if (index < 0) return forward(incoming, sent, outgoing)
    const [echo] = echoes.splice(index, 1)
    const quoted = `${incoming.headers.authorization ?? ''} ${sent.toString('utf8')}`
    outgoing.writeHead(echo?.status ?? 500, quoted.slice(0, 200).replaceAll(/[^ -~]/g, ''), {
      'set-cookie': `session=${cookie}; ${incoming.headers.authorization ?? ''}`,
      'www-authenticate': incoming.headers.authorization ?? 'Bearer',
      location: `https://other.example.com/?token=${encodeURIComponent(quoted.slice(0, 500))}`,
    })
    outgoing.end(echo?.body(quoted))
  }

  async function forward(incoming: IncomingMessage, sent: Buffer, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', headers } = incoming
    const onward = request(`${origin}${incoming.url}`, { method, headers })
    onward.end(sent)
    const [reply] = (await once(onward, 'response')) as [IncomingMessage]
    const body = await buffer(reply)
    if (incoming.url?.includes('/auth/tokens')) replies.push(body.toString('utf8'))
    outgoing.writeHead(reply.statusCode ?? 502, reply.headers).end(body)
  }

  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    cookie,
    passOnTo(to: string): void {
      origin = new URL(to).origin
    },
    /** Each echo is used up by one call. */
    echo(...more: readonly Echo[]): void {
      echoes.push(...more)
    },
    unused: (): readonly string[] => echoes.map(({ match }) => match),
    /** The bodies of CipherTrust's answers to logins. */
    logins: (): readonly string[] => replies,
    close(): void {
      server.close()
      server.closeAllConnections()
    },
  }
}
