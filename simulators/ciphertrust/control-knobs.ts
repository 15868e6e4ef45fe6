import type { Hono } from 'hono'
import { z } from 'zod'
import type { AccessTokens } from './access-tokens.ts'
import { jsonBody } from './json-body.ts'
import type { LockOut } from './lock-out.ts'
import type { Quota } from './quota.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import type { World } from './world.ts'

export interface KnobParts {
  readonly world: World
  readonly quota: Quota
  readonly lockOut: LockOut
  readonly accessTokens: AccessTokens
  readonly refreshTokens: RefreshTokens
}

/** What can be set about the simulator as a whole; each is one POST with one field, and is read in differences.md. */
export function addKnobs(control: Hono, parts: KnobParts): void {
  const { world, quota, lockOut, accessTokens, refreshTokens } = parts

  function knob<T>(path: string, order: z.ZodType<T>, turn: (order: T) => object): void {
    control.post(path, async (c) => {
      const read = order.safeParse(await jsonBody(c.req.raw))
      return read.success ? c.json(turn(read.data)) : c.json({ error: unusable(read.error) }, 400)
    })
  }

  knob('/control/quota', z.strictObject({ perSecond: z.number().positive().nullable() }), (order) => {
    quota.set(order.perSecond)
    return { ok: true }
  })

  const minutes = z.array(z.number().min(0)).min(1)
  knob('/control/lockout', z.strictObject({ minutes: minutes.nullable() }), (order) => {
    lockOut.set(order.minutes)
    return { ok: true }
  })

  knob('/control/lag', z.strictObject({ ms: z.int().min(0) }), (order) => {
    world.lag(order.ms)
    return { ok: true }
  })

  knob('/control/revoke', z.strictObject({ what: z.enum(['refresh', 'jwt', 'all']) }), ({ what }) => {
    if (what !== 'refresh') accessTokens.expireAll()
    if (what !== 'jwt') for (const token of refreshTokens.list()) token.revoked = true
    return { ok: true }
  })

  control.post('/control/sync', (c) => c.json({ synced: world.sync() }))
}

export function unusable(error: z.ZodError): string {
  const problems = error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  return `The control request cannot be used: ${problems.join('; ')}.`
}
