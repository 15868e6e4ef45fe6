import { Hono } from 'hono'
import type { Simulator } from '../simulator.ts'
import type { StoredFile } from './files.ts'

/** `/upload/v1/<secret>`: the address that files.getUploadURLExternal hands out; bytes as they are, or a form. */
export function uploadRoutes({ files }: Simulator): Hono {
  return new Hono().post('/:secret', async ({ req, text }) => {
    const file = files.findBySecret(req.param('secret'))
    if (!file) return text('not found', 404)
    file.content = await contentOf(req.raw)
    return text(`OK - ${file.content.length}`)
  })
}

/** `/files-pri/<team>-<file>/…`: what url_private leads to, for whoever has the bot's token. */
export function fileRoutes(sim: Simulator): Hono {
  const routes = new Hono()
  for (const path of ['/:file/:name', '/:file/download/:name'] as const) {
    routes.get(path, ({ req, text }) => {
      if (req.header('authorization') !== `Bearer ${sim.tokens.bot}`) return text('not allowed', 403)
      if (sim.manifest && !sim.manifest.scopes.includes('files:read')) return text('not allowed', 403)
      const file = sim.files.find(req.param('file').split('-').at(-1) ?? '')
      return file?.content ? download(file) : text('not found', 404)
    })
  }
  return routes
}

export function download({ name, content }: StoredFile): Response {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`
  return new Response(new Uint8Array(content ?? []), {
    headers: { 'content-type': 'application/octet-stream', 'content-disposition': disposition },
  })
}

async function contentOf(request: Request): Promise<Buffer> {
  if (!request.headers.get('content-type')?.startsWith('multipart/form-data')) {
    return Buffer.from(await request.arrayBuffer())
  }
  const form = await request.formData()
  const [part] = [...form.values()]
  if (part === undefined) return Buffer.alloc(0)
  return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer())
}
