import type { Fields } from '../json.ts'
import type { Simulator } from '../simulator.ts'
import type { StoredFile } from './files.ts'

const MIME_TYPES = new Map([
  ['csv', 'text/csv'],
  ['json', 'application/json'],
  ['png', 'image/png'],
  ['txt', 'text/plain'],
  ['zip', 'application/zip'],
])

/** The file object of Slack's replies and messages. */
export function fileJson({ origin, world }: Simulator, file: StoredFile): Fields {
  const extension = file.name.includes('.') ? (file.name.split('.').at(-1) ?? '') : ''
  const address = `${origin}/files-pri/${world.team.id}-${file.id}`
  const name = encodeURIComponent(file.name)
  const created = Math.floor(file.createdAt / 1000)
  return {
    id: file.id,
    created,
    timestamp: created,
    name: file.name,
    title: file.title,
    mimetype: MIME_TYPES.get(extension) ?? 'application/octet-stream',
    filetype: extension || 'binary',
    user: world.bot.userId,
    user_team: world.team.id,
    editable: false,
    size: file.length,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: `${address}/${name}`,
    url_private_download: `${address}/download/${name}`,
    permalink: `${origin}/files/${world.bot.userId}/${file.id}/${name}`,
    channels: file.sharedTo ?? [],
    file_access: 'visible',
  }
}
