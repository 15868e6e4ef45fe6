import { Hono } from 'hono'
import { z } from 'zod'
import { BadRequest, readBody } from '../control/bad-request.ts'
import { escapeTyped } from '../control/escape.ts'
import { personOf, placeOf } from '../control/interact.ts'
import { randomId } from '../ids.ts'
import { addMessage, directMessageWith, findMessage } from '../messages.ts'
import type { Simulator } from '../simulator.ts'
import { lookAt, peopleOf } from './screen.ts'
import { showFile } from './shown-file.ts'

const messageInput = z.strictObject({
  user: z.string(),
  channel: z.string(),
  text: z.string().trim().min(1).max(40_000),
  threadTs: z.string().optional(),
})

/** `/workspace/…`: what the page reads, and what people do without the app hearing of it. */
export function personRoutes(sim: Simulator): Hono {
  const routes = new Hono()
  routes.onError((error, context) => {
    if (error instanceof BadRequest) return context.json({ error: error.message }, 400)
    throw error
  })
  routes.get('/people', ({ json }) => json(peopleOf(sim).filter(({ role }) => role !== undefined)))
  routes.get('/screen', ({ req, json }) => {
    const screen = lookAt(sim, req.query('as') ?? '')
    return screen ? json(screen) : json({ error: `There is no user ${req.query('as')}.` }, 400)
  })
  routes.get('/file/:id', ({ req }) => {
    const file = sim.files.find(req.param('id'))
    if (!file?.content) throw new BadRequest(`There is no file ${req.param('id')}.`)
    return showFile(file)
  })
  routes.post('/message', async ({ req, json }) => json(write(sim, await readBody(req, messageInput))))
  routes.post('/direct', async ({ req, json }) => {
    const { user } = await readBody(req, z.strictObject({ user: z.string() }))
    return json({ id: directMessageWith(sim.world, personOf(sim, user).id, () => randomId('D')).id })
  })
  return routes
}

/** What a person writes to the others; no event tells the app of it. */
function write(sim: Simulator, { user, channel, text, threadTs }: z.output<typeof messageInput>) {
  const person = personOf(sim, user)
  const place = placeOf(sim, channel)
  if (place.is_archived) throw new BadRequest('The channel is archived.')
  if (threadTs && !findMessage(sim.world, place.id, threadTs)) throw new BadRequest('The thread is gone.')
  const draft = { channel: place.id, user: person.id, text: escapeTyped(text), blocks: [], threadTs }
  return { ts: addMessage(sim.world, sim.now(), draft).ts }
}
