import { Hono } from 'hono'
import { type BuiltFile, builtPage } from '../../web/built-page.ts'
import { localOnly } from '../control/guard.ts'
import type { Simulator } from '../simulator.ts'
import type { Beside } from './beside.ts'
import { personRoutes } from './person-routes.ts'

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

const FRESH = 'no-store'
// Their names hold a hash of what is in them.
const KEPT = 'private, max-age=86400, immutable'

/** The workspace as a page, what it reads and does, and what a demo puts beside it. */
export function pageRoutes(sim: Simulator, beside?: Beside): Hono {
  const routes = new Hono()
  routes.use(localOnly)
  for (const path of ['/', '/book'])
    routes.get(path, async () => shown(await builtPage(), '/page.html', FRESH))
  routes.get('/assets/:name', async ({ req }) =>
    shown(await builtPage(), `/assets/${req.param('name')}`, KEPT),
  )
  routes.get('/archives/:channel/:message', ({ req, redirect }) => {
    const place = new URLSearchParams({ channel: req.param('channel'), message: req.param('message') })
    return redirect(`/?${place}`)
  })
  routes.get('/workspace/book', ({ json }) =>
    beside ? json(beside.book()) : json({ error: 'There is no book beside this Slack.' }, 404),
  )
  routes.route('/workspace', personRoutes(sim))
  routes.all('/demo/*', async ({ req, json }) =>
    beside ? beside.answer(req.raw) : json({ error: 'There is no demo beside this Slack.' }, 404),
  )
  return routes
}

function shown(page: ReadonlyMap<string, BuiltFile>, path: string, cache: string): Response {
  const file = page.get(path)
  if (!file) return Response.json({ error: `There is no ${path}.` }, { status: 404 })
  return new Response(file.body, {
    headers: { ...HEADERS, 'cache-control': cache, 'content-type': file.type },
  })
}
