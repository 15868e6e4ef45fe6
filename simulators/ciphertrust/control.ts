import { Hono } from 'hono'
import { z } from 'zod'
import type { Calls } from './calls.ts'
import { takeCensus } from './census.ts'
import { addKnobs, type KnobParts, unusable } from './control-knobs.ts'
import { domainNamed, rootDomain } from './domains.ts'
import { faultOrder } from './fault.ts'
import type { Faults } from './faults.ts'
import { jsonBody } from './json-body.ts'
import { awsKey } from './key.ts'
import { keyLook } from './key-look.ts'
import { foreignCaller } from './loopback-guard.ts'
import { mergePatch } from './merge-patch.ts'

const keyOrder = z.strictObject({
  id: z.string(),
  set: z.record(z.string(), z.unknown()),
  /** `aws`: GETs go on showing the key as it was, until the next sync. */
  where: z.enum(['aws', 'both']).default('both'),
})

export interface ControlParts extends KnobParts {
  readonly calls: Calls
  readonly faults: Faults
  readonly reset: () => void
}

/** The paths below `/control/`: what tests and the demo change and look at behind CipherTrust's back. */
export function createControl(parts: ControlParts): Hono {
  const { world, calls, faults, reset } = parts
  const control = new Hono()

  control.use(async (c, next) => {
    const refusal = foreignCaller(c.req.raw.headers)
    if (refusal) return c.json({ error: refusal }, 403)
    await next()
  })

  control.get('/control/calls', (c) => c.json(calls.list()))

  control.get('/control/keys', (c) => c.json([...world.records()].map(keyLook)))

  control.get('/control/faults', (c) => c.json(faults.waiting()))

  control.post('/control/fault', async (c) => {
    const order = faultOrder.safeParse(await jsonBody(c.req.raw))
    if (!order.success) return c.json({ error: unusable(order.error) }, 400)
    faults.order(order.data)
    return c.json({ ok: true })
  })

  control.post('/control/key', async (c) => {
    const order = keyOrder.safeParse(await jsonBody(c.req.raw))
    if (!order.success) return c.json({ error: unusable(order.error) }, 400)
    const record = world.record(order.data.id)
    if (!record) return c.json({ error: `No key has the id ${order.data.id}.` }, 400)
    const { hidden = record.hidden, ...set } = order.data.set
    const key = awsKey.safeParse(mergePatch(record.key, set))
    if (!key.success) return c.json({ error: unusable(key.error) }, 400)
    if (key.data.id !== record.key.id) return c.json({ error: 'The id of a key cannot be changed.' }, 400)
    if (order.data.where === 'aws') world.drift(key.data)
    else world.put({ key: key.data, hidden: hidden === true })
    return c.json(key.data)
  })

  control.post('/control/reset', (c) => {
    reset()
    return c.json({ ok: true })
  })

  control.get('/control/census', (c) => {
    const domain = domainNamed(c.req.query('domain') ?? rootDomain.name)
    if (!domain) return c.json({ error: 'No domain has that name.' }, 400)
    return c.json(takeCensus(world.records(), domain.id))
  })

  addKnobs(control, parts)
  control.notFound((c) => c.json({ error: `There is no ${c.req.method} ${c.req.path}.` }, 404))
  return control
}
