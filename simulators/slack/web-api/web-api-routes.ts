import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { answer } from '../answer.ts'
import type { Simulator } from '../simulator.ts'
import { SlackError } from '../slack-error.ts'
import { readFields, textArg } from './args.ts'
import { authenticate } from './auth.ts'
import { METHODS } from './methods.ts'
import { checkScopes, scopeHeaders } from './scopes.ts'

/** `/api/<method>` */
export function webApiRoutes(sim: Simulator): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>().on(['GET', 'POST'], '/:method', async (context) => {
    const name = context.req.param('method')
    const args = await readFields(context.req)
    const request = {
      method: name,
      user: textArg(args, 'user'),
      channel: textArg(args, 'channel'),
      env: context.env,
      headers: scopeHeaders(sim, name),
    }
    return answer(sim, request, () => {
      const method = METHODS.get(name)
      if (!method) throw new SlackError('unknown_method', { body: { req_method: name } })
      const header = context.req.header('authorization')
      const token = authenticate(sim, { method: name, header, args })
      if (token === 'bot') checkScopes(sim, name, args)
      return method({ sim, args, token })
    })
  })
}
