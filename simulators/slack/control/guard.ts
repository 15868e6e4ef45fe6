import { createMiddleware } from 'hono/factory'

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i

/** Keeps web pages of other origins out, also behind a name that was rebound to this machine. */
export const localOnly = createMiddleware(async (context, next) => {
  const host = context.req.header('host') ?? ''
  const origin = context.req.header('origin')
  if (!LOOPBACK.test(host)) return context.json({ error: `The Host "${host}" is not this machine.` }, 403)
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`.toLowerCase()) {
    return context.json({ error: `The Origin "${origin}" is not this simulator.` }, 403)
  }
  return next()
})
