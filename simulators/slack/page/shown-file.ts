import { download } from '../files/file-routes.ts'
import type { StoredFile } from '../files/files.ts'

// Only pictures that cannot carry a script: everything else is handed out as a download.
const IMAGES = new Map([
  ['gif', 'image/gif'],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
])

export function isImage(name: string): boolean {
  return typeOf(name) !== undefined
}

/** A shared file as the page shows it: pictures in place, the rest to be saved. */
export function showFile(file: StoredFile): Response {
  const type = typeOf(file.name)
  if (!type) return download(file)
  return new Response(new Uint8Array(file.content ?? []), {
    headers: { 'content-type': type, 'x-content-type-options': 'nosniff' },
  })
}

function typeOf(name: string): string | undefined {
  return IMAGES.get(name.split('.').at(-1)?.toLowerCase() ?? '')
}
