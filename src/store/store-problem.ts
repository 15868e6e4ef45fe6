/** Thrown when the database cannot be used as it is. The message is a sentence for the person who started the bot. */
export class StoreUnusable extends Error {
  override name = 'StoreUnusable' as const
}

// https://www.sqlite.org/rescode.html: an extended code has the plain one in its lowest byte.
const PLAIN = 0xff
const WORDS = new Map<string | number, (path: string) => string>([
  [5, inUse],
  [8, unwritable],
  [10, broken],
  [11, damaged],
  [13, full],
  [14, unreachable],
  [26, damaged],
  ['EACCES', unwritable],
  ['EPERM', unwritable],
  ['EROFS', unwritable],
  ['ENOSPC', full],
  ['ENOTDIR', unreachable],
  ['EEXIST', unreachable],
  ['ENOENT', unreachable],
  ['EIO', broken],
])
const BUSY = 5

/** What stands in the way of the database at `path`, and what to do about it; null where the error is of another kind. */
export function storeProblem(path: string, error: unknown): string | null {
  const code = codeOf(error)
  return (code !== null && WORDS.get(code)?.(path)) || null
}

export function isBusy(error: unknown): boolean {
  return codeOf(error) === BUSY
}

function codeOf(error: unknown): string | number | null {
  if (!(error instanceof Error)) return null
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & PLAIN
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}

export function damaged(path: string): string {
  return `${path} is damaged, or is no database of cckm-bot. Nothing in it was changed. Put it aside and start with your newest backup: an empty database would not know of open requests, nor of the audit log.`
}

function full(path: string): string {
  return `The disk with ${path} is full. Nothing can be stored until there is room again; what was stored is safe.`
}

function unwritable(path: string): string {
  return `${path} cannot be written. Let the user that runs the bot write to the file and to its folder, or name another place in DATABASE_URL.`
}

function unreachable(path: string): string {
  return `${path} cannot be opened. DATABASE_URL must name a file in a folder that the user that runs the bot can write to.`
}

function broken(path: string): string {
  return `The disk with ${path} answers with errors. Look after the disk; what was stored before is kept as it is.`
}

function inUse(path: string): string {
  return `${path} is held by another program, such as a backup. Start again when that one is done.`
}
