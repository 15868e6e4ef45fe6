import { Hono } from 'hono'
import { z } from 'zod'
import { download } from '../files/file-routes.ts'
import { resetSimulator, type Simulator } from '../simulator.ts'
import { SOCKET_ACTIONS } from '../socket-mode/connection.ts'
import { BadRequest, readBody } from './bad-request.ts'
import { close, closeInput } from './close.ts'
import { commandInput, runCommand } from './command.ts'
import { localOnly } from './guard.ts'
import { homeInput, openHome } from './home.ts'
import { personOf } from './interact.ts'
import { press, pressInput } from './press.ts'
import { screenOf } from './screen.ts'
import { shortcut, shortcutInput } from './shortcut.ts'
import { submit, submitInput } from './submit.ts'
import { suggest, suggestInput } from './suggest.ts'
import { transcriptOf } from './transcript.ts'
import { changeWorld, worldInput } from './world-input.ts'

const faultInput = z.strictObject({
  method: z.string().min(1),
  kind: z
    .string()
    .regex(
      /^(429|500|503|[a-z][a-z_]*)$/,
      'a kind is 429, 500, 503, slow, hang, drop_after_commit, none or a Slack error name',
    ),
  times: z.int().min(1).default(1),
  ms: z.number().min(0).optional(),
})

const socketInput = z.strictObject({
  do: z.enum(SOCKET_ACTIONS),
  which: z.enum(['oldest', 'all']).optional(),
})

/** `/control/…`: what people and Slack itself do, for tests, the demo and the page. */
export function controlRoutes(sim: Simulator): Hono {
  const routes = new Hono()
  routes.use(localOnly)
  routes.onError((error, context) => {
    if (error instanceof BadRequest) return context.json({ error: error.message }, 400)
    throw error
  })
  routes.post('/command', async ({ req, json }) =>
    json(await runCommand(sim, await readBody(req, commandInput))),
  )
  routes.post('/press', async ({ req, json }) => json(await press(sim, await readBody(req, pressInput))))
  routes.post('/submit', async ({ req, json }) => json(await submit(sim, await readBody(req, submitInput))))
  routes.post('/close', async ({ req, json }) => json(await close(sim, await readBody(req, closeInput))))
  routes.post('/suggest', async ({ req, json }) =>
    json(await suggest(sim, await readBody(req, suggestInput))),
  )
  routes.post('/shortcut', async ({ req, json }) =>
    json(await shortcut(sim, await readBody(req, shortcutInput))),
  )
  routes.post('/home', async ({ req, json }) => json(await openHome(sim, await readBody(req, homeInput))))
  routes.get('/file', ({ req }) => contentOf(sim, req.query('id') ?? ''))
  routes.get('/views', ({ req, json }) => json(screenOf(sim, personOf(sim, req.query('user') ?? '').id)))
  routes.post('/socket', async ({ req, json }) => {
    const { do: action, which = usualReach(action) } = await readBody(req, socketInput)
    return json({ connections: sim.socket.act(action, which) })
  })
  routes.post('/world', async ({ req, json }) => {
    changeWorld(sim, await readBody(req, worldInput))
    return json({ ok: true })
  })
  routes.post('/fault', async ({ req, json }) => {
    const { times, ...fault } = await readBody(req, faultInput)
    if (fault.kind === 'none') sim.faults.clear(fault.method)
    else sim.faults.add(fault, times)
    return json({ ok: true })
  })
  routes.post('/reset', ({ json }) => {
    resetSimulator(sim)
    return json({ ok: true })
  })
  routes.get('/transcript', ({ req, json }) => json(transcriptOf(sim, req.query('channel') ?? '')))
  routes.get('/calls', ({ json }) => json(sim.calls))
  routes.get('/state', ({ json }) => json({ connections: sim.socket.open(), opened: sim.socket.opened() }))
  return routes
}

/** The bytes of an uploaded file, for whoever asks. */
function contentOf({ files }: Simulator, id: string): Response {
  const file = files.find(id)
  if (!file?.content) throw new BadRequest(`There is no file ${id}.`)
  return download(file)
}

/** Slack refreshes its connections one by one; a network breaks for all of them. */
function usualReach(action: (typeof SOCKET_ACTIONS)[number]): 'oldest' | 'all' {
  return action === 'refresh' || action === 'warning' ? 'oldest' : 'all'
}
