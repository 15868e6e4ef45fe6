import { Hono } from 'hono'
import type { ApiEnv } from './api.ts'
import { passedThrough, statusRefusal } from './aws-refusal.ts'
import { queryKeys } from './key-query.ts'
import { ncError } from './nc-error.ts'
import { rotationStatus } from './rotation.ts'
import { createRotationSwitch, type SwitchParts } from './rotation-switch.ts'

export function keyRoutes(parts: SwitchParts): Hono<ApiEnv> {
  const { world } = parts
  const routes = new Hono<ApiEnv>()
  const switchRotation = createRotationSwitch(parts)

  routes.get('/', (c) => {
    const page = queryKeys(world.in(c.var.domainId).list(), new URL(c.req.url).searchParams)
    return page ? c.json(page) : ncError.badRequest('skip and limit must be whole numbers')
  })

  routes.get('/:id', (c) => {
    const key = world.in(c.var.domainId).read(c.req.param('id'))
    return key ? c.json(key) : ncError.notFound()
  })

  routes.post('/:id/enable-auto-rotation', async (c) =>
    switchRotation({
      ...c.env,
      ...c.var,
      verb: 'Enabling',
      id: c.req.param('id'),
      body: await c.req.text(),
    }),
  )

  routes.post('/:id/disable-auto-rotation', (c) =>
    switchRotation({ ...c.env, ...c.var, verb: 'Disabling', id: c.req.param('id'), body: '' }),
  )

  // This one asks AWS, so it is fresh where the GETs lag.
  routes.post('/:id/get-key-rotation-status', (c) => {
    const key = world.in(c.var.domainId).find(c.req.param('id'))
    if (!key) return ncError.notFound()
    const refusal = statusRefusal(key)
    return refusal ? passedThrough('Getting', refusal) : c.json(rotationStatus(key))
  })

  return routes
}
