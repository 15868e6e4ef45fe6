import { Hono } from 'hono'
import type { ApiEnv } from './api.ts'
import { passedThrough, statusRefusal } from './aws-refusal.ts'
import { queryKeys } from './key-query.ts'
import { ncError } from './nc-error.ts'
import { rotationStatus } from './rotation.ts'
import { createRotationSwitch } from './rotation-switch.ts'
import type { World } from './world.ts'

export function keyRoutes(world: World, now: () => Date): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>()
  const switchRotation = createRotationSwitch(world, now)

  routes.get('/', (c) => {
    const page = queryKeys(world.list(), new URL(c.req.url).searchParams)
    return page ? c.json(page) : ncError.badRequest('skip and limit must be whole numbers')
  })

  routes.get('/:id', (c) => {
    const key = world.read(c.req.param('id'))
    return key ? c.json(key) : ncError.notFound()
  })

  routes.post('/:id/enable-auto-rotation', async (c) =>
    switchRotation({ ...c.env, verb: 'Enabling', id: c.req.param('id'), body: await c.req.text() }),
  )

  routes.post('/:id/disable-auto-rotation', (c) =>
    switchRotation({ ...c.env, verb: 'Disabling', id: c.req.param('id'), body: '' }),
  )

  // This one asks AWS, so it is fresh where the GETs lag.
  routes.post('/:id/get-key-rotation-status', (c) => {
    const key = world.find(c.req.param('id'))
    if (!key) return ncError.notFound()
    const refusal = statusRefusal(key)
    return refusal ? passedThrough('Getting', refusal) : c.json(rotationStatus(key))
  })

  return routes
}
