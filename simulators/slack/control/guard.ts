import { createMiddleware } from 'hono/factory'

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i

/** Keeps web pages of other origins out, also behind a name that was rebound to this machine. */
export const localOnly = createMiddleware(async (context, next) => {
  const host = context.req.header('host') ?? ''
  const error = foreignCaller({ host, origin: context.req.header('origin') })
  return error ? context.json({ error }, 403) : next()
})

/** Why this caller is kept out; undefined when it may come in. */
export function foreignCaller({
  host,
  origin,
}: {
  host: string
  origin?: string | undefined
}): string | undefined {
  if (!LOOPBACK.test(host)) return `The Host "${host}" is not this machine.`
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`.toLowerCase())
    return `The Origin "${origin}" is not this simulator.`
  return undefined
}
