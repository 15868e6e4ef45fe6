import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { controlRoutes } from './control/control-routes.ts'
import { fileRoutes, uploadRoutes } from './files/file-routes.ts'
import { type Manifest, readOwnManifest } from './manifest.ts'
import type { Beside } from './page/beside.ts'
import { createLive, LIVE_PATH } from './page/live.ts'
import { pageRoutes } from './page/page-routes.ts'
import { responseUrlRoutes } from './response-url-routes.ts'
import { createSimulator, type Simulator } from './simulator.ts'
import { webApiRoutes } from './web-api/web-api-routes.ts'

interface SlackOptions {
  /** 0 or absent: any free port. */
  readonly port?: number
  /** Whether chat.postMessage is limited per channel; it is unless said otherwise. */
  readonly postLimit?: boolean
  /** Milliseconds since the epoch; the lifetimes of this Slack follow it. */
  readonly now?: () => number
  /** What the app is installed with; the manifest.yml of this repository unless said otherwise, null for none. */
  readonly manifest?: Manifest | null
  /** What a demo shows beside the workspace. */
  readonly beside?: Beside | undefined
}

export type Slack = Awaited<ReturnType<typeof startSlack>>

/** Starts a Slack on 127.0.0.1. The reply is what the command line prints, and `close`. */
export async function startSlack({
  port = 0,
  postLimit = true,
  now = Date.now,
  manifest = readOwnManifest() ?? null,
  beside,
}: SlackOptions = {}) {
  const server = createServer()
  const origin = await listen(server, port)
  const sim = createSimulator({ origin, now, postLimit, manifest })
  const live = createLive(sim, beside)
  // Left alone, hono would replace the Request and Response of the whole process.
  server.on('request', getRequestListener(routes(sim, beside).fetch, { overrideGlobalObjects: false }))
  server.on('upgrade', (request, socket, head) => {
    const to = request.url?.startsWith(LIVE_PATH) ? live : sim.socket
    to.upgrade(request, socket, head)
  })

  return {
    apiUrl: `${origin}/api/`,
    controlUrl: origin,
    workspaceUrl: `${origin}/`,
    botToken: sim.tokens.bot,
    appToken: sim.tokens.app,
    teamId: sim.cast.team,
    users: sim.cast.users,
    groups: sim.cast.groups,
    channels: sim.cast.channels,
    async close(): Promise<void> {
      const closed = once(server, 'close')
      server.close()
      live.close()
      await sim.socket.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The simulator listens on no port.')
  return `http://127.0.0.1:${address.port}`
}

function routes(sim: Simulator, beside?: Beside): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>()
    .use(async (_, next) => {
      await next()
      sim.changes.announce()
    })
    .route('/api', webApiRoutes(sim))
    .route('/commands', responseUrlRoutes(sim))
    .route('/actions', responseUrlRoutes(sim))
    .route('/app', responseUrlRoutes(sim))
    .route('/upload/v1', uploadRoutes(sim))
    .route('/files-pri', fileRoutes(sim))
    .route('/control', controlRoutes(sim))
    .route('/', pageRoutes(sim, beside))
}
