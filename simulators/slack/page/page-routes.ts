import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { localOnly } from '../control/guard.ts'
import type { Simulator } from '../simulator.ts'
import { conversation, workspace } from './workspace-view.ts'

const FILES = new Map([
  ['workspace.html', 'text/html; charset=utf-8'],
  ['workspace.js', 'text/javascript; charset=utf-8'],
  ['workspace.css', 'text/css; charset=utf-8'],
])

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

/** The workspace as a page: three files and the two reads that it draws from. */
export function pageRoutes(sim: Simulator): Hono {
  const routes = new Hono()
  routes.use(localOnly)
  routes.get('/', () => file('workspace.html'))
  for (const name of ['workspace.js', 'workspace.css']) routes.get(`/${name}`, () => file(name))
  routes.get('/archives/:channel/:message', ({ req, redirect }) => redirect(`/#${req.param('channel')}`))
  routes.get('/workspace', ({ json }) => json(workspace(sim)))
  routes.get('/workspace/conversation', ({ req, json }) => {
    return json(conversation(sim, { channel: req.query('channel') ?? '', viewer: req.query('as') ?? '' }))
  })
  return routes
}

async function file(name: string): Promise<Response> {
  const body = await readFile(new URL(name, import.meta.url))
  return new Response(body, { headers: { ...HEADERS, 'content-type': FILES.get(name) ?? 'text/plain' } })
}
