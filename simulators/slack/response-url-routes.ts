import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { answer } from './answer.ts'
import { parseJson } from './json.ts'
import { respond } from './respond.ts'
import type { Exchange } from './response-urls.ts'
import type { Simulator } from './simulator.ts'

/** Slack's paths tell a command from a press and from a chosen conversation; what they lead to is the same. */
export function responseUrlOf(
  sim: Simulator,
  exchange: Exchange,
  kind: 'commands' | 'actions' | 'app' = 'commands',
): string {
  return `${sim.origin}/${kind}/${sim.cast.team}/${exchange.id}`
}

/** `/<kind>/<team>/<secret>`; the secret is all the authority it needs, as at Slack. */
export function responseUrlRoutes(sim: Simulator): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>().post('/:team/:secret', async (context) => {
    const exchange = sim.responseUrls.find(context.req.param('secret'))
    const body = parseJson(await context.req.text())
    const request = {
      method: 'response_url',
      user: exchange?.user,
      channel: exchange?.channel,
      env: context.env,
    }
    return answer(sim, request, () => respond(sim, exchange, body))
  })
}
