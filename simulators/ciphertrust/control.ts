import { Hono } from 'hono'
import { z } from 'zod'
import type { Calls } from './calls.ts'
import { faultOrder } from './fault.ts'
import type { Faults } from './faults.ts'
import { jsonBody } from './json-body.ts'
import { awsKey } from './key.ts'
import { foreignCaller } from './loopback-guard.ts'
import { mergePatch } from './merge-patch.ts'
import type { World } from './world.ts'

const keyOrder = z.strictObject({ id: z.string(), set: z.record(z.string(), z.unknown()) })

export interface ControlParts {
  readonly world: World
  readonly calls: Calls
  readonly faults: Faults
  readonly reset: () => void
}

/** The paths below `/control/`: what tests and the demo change and look at behind CipherTrust's back. */
export function createControl({ world, calls, faults, reset }: ControlParts): Hono {
  const control = new Hono()

  control.use(async (c, next) => {
    const refusal = foreignCaller(c.req.raw.headers)
    if (refusal) return c.json({ error: refusal }, 403)
    await next()
  })

  control.get('/control/calls', (c) => c.json(calls.list()))

  control.post('/control/fault', async (c) => {
    const order = faultOrder.safeParse(await jsonBody(c.req.raw))
    if (!order.success) return c.json({ error: sentence(order.error) }, 400)
    faults.order(order.data)
    return c.json({ ok: true })
  })

  control.post('/control/key', async (c) => {
    const order = keyOrder.safeParse(await jsonBody(c.req.raw))
    if (!order.success) return c.json({ error: sentence(order.error) }, 400)
    const record = world.record(order.data.id)
    if (!record) return c.json({ error: `No key has the id ${order.data.id}.` }, 400)
    const { hidden = record.hidden, ...set } = order.data.set
    const key = awsKey.safeParse(mergePatch(record.key, set))
    if (!key.success) return c.json({ error: sentence(key.error) }, 400)
    if (key.data.id !== record.key.id) return c.json({ error: 'The id of a key cannot be changed.' }, 400)
    world.put({ key: key.data, hidden: hidden === true })
    return c.json(key.data)
  })

  control.post('/control/reset', (c) => {
    reset()
    return c.json({ ok: true })
  })

  control.notFound((c) => c.json({ error: `There is no ${c.req.method} ${c.req.path}.` }, 404))
  return control
}

function sentence(error: z.ZodError): string {
  const problems = error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  return `The control request cannot be used: ${problems.join('; ')}.`
}
