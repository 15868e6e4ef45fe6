import { Hono } from 'hono'
import type { ApiEnv } from './api.ts'
import { ncError } from './nc-error.ts'
import { pageOf, readPaging } from './page.ts'
import { endOf, type RefreshToken, type RefreshTokens } from './refresh-tokens.ts'

/** Refresh tokens seen from the administrator's side: listed, looked at, revoked. */
export function tokenRoutes(tokens: RefreshTokens): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>()
  const byId = (id: string) => tokens.list().find((token) => token.id === id)

  routes.get('/', (c) => {
    const query = new URL(c.req.url).searchParams
    const paging = readPaging(query)
    if (!paging) return ncError.badRequest('skip and limit must be whole numbers')
    const shown = tokens
      .list()
      .filter((token) => matches(token, query))
      .map(shape)
    return c.json(pageOf(shown, paging))
  })

  routes.get('/:id', (c) => {
    const token = byId(c.req.param('id'))
    return token ? c.json(shape(token)) : ncError.notFound()
  })

  routes.delete('/:id', (c) => {
    const token = byId(c.req.param('id'))
    if (!token) return ncError.notFound()
    token.revoked = true
    return c.body(null, 204)
  })

  function matches(token: RefreshToken, query: URLSearchParams): boolean {
    const state = tokens.state(token)
    const fields: Record<string, readonly string[]> = {
      expired: [String(state === 'expired')],
      revoked: [String(state === 'revoked')],
      labels: token.labels,
      user_id: [token.account.subject],
    }
    return Object.entries(fields).every(
      ([name, values]) => !query.has(name) || query.getAll(name).some((wanted) => values.includes(wanted)),
    )
  }

  function shape(token: RefreshToken): Record<string, unknown> {
    return {
      id: token.id,
      user_id: token.account.subject,
      domain: token.domain.id,
      labels: token.labels,
      createdAt: new Date(token.createdAt).toISOString(),
      lastUsedAt: new Date(token.lastUsedAt).toISOString(),
      expiresAt: new Date(endOf(token)).toISOString(),
      revoked: tokens.state(token) === 'revoked',
    }
  }

  return routes
}
