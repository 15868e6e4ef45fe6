import { createServer, type Server } from 'node:http'

/** `ready` is what /readyz is about; the rest of the report is for the people who look at it. */
export interface Readiness {
  readonly ready: boolean
  readonly report: Readonly<Record<string, string | number | boolean>>
}

export interface Health {
  readonly port: number
  close(): Promise<void>
}

/** The message is a sentence for the person who started the bot. */
export class PortInUse extends Error {
  override name = 'PortInUse' as const

  constructor(port: number) {
    super(`Port ${port} is in use. Set PORT to another one; 0 takes any free one.`)
  }
}

/** Serves /livez (the process answers) and /readyz (200 when it can take commands, else 503), both as JSON. Throws PortInUse. */
export async function serveHealth(
  listen: { readonly port: number; readonly host: string },
  readiness: () => Promise<Readiness>,
): Promise<Health> {
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request.url, readiness)
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const inUse = 'code' in error && error.code === 'EADDRINUSE'
      reject(inUse ? new PortInUse(listen.port) : error)
    })
    server.listen(listen.port, listen.host, resolve)
  })
  return { port: portOf(server), close: () => close(server) }
}

async function answer(url: string | undefined, readiness: () => Promise<Readiness>) {
  if (url === '/livez') return { status: 200, body: { live: true } }
  if (url !== '/readyz') return { status: 404, body: { error: 'There are /livez and /readyz.' } }
  try {
    const { ready, report } = await readiness()
    return { status: ready ? 200 : 503, body: { ready, ...report } }
  } catch {
    return { status: 503, body: { ready: false, store: false } }
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => void server.close(() => resolve()))
}
