import { Hono } from 'hono'
import type { ApiEnv } from './api.ts'
import { allKms, type Kms, kmsReply } from './kms.ts'
import { ncError } from './nc-error.ts'
import { pageOf, readPaging } from './page.ts'

const filters: Readonly<Record<string, (kms: Kms) => string>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  account_id: ({ accountId }) => accountId,
}

export function kmsRoutes(): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>()

  routes.get('/', (c) => {
    const query = new URL(c.req.url).searchParams
    const paging = readPaging(query)
    if (!paging) return ncError.badRequest('skip and limit must be whole numbers')
    const found = allKms.filter(
      (kms) =>
        kms.domain.id === c.var.domainId &&
        Object.entries(filters).every(
          ([name, read]) => !query.has(name) || query.getAll(name).includes(read(kms)),
        ),
    )
    return c.json(pageOf(found.map(kmsReply), paging))
  })

  routes.get('/:id', (c) => {
    const kms = allKms.find(({ id, domain }) => id === c.req.param('id') && domain.id === c.var.domainId)
    return kms ? c.json(kmsReply(kms)) : ncError.notFound()
  })

  return routes
}
