import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { text } from 'node:stream/consumers'

export interface BuiltFile {
  readonly body: Buffer<ArrayBuffer>
  readonly type: string
}

/** The files of the page by their paths, such as `/page.html`. */
export type BuiltPage = ReadonlyMap<string, BuiltFile>

const ROOT = join(import.meta.dirname, '../..')
// npm empties it together with the packages that went into the page.
const CACHE = join(ROOT, 'node_modules/.cache/cckm-bot')
const INPUTS = [import.meta.dirname, join(ROOT, 'package-lock.json')]

const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.woff2', 'font/woff2'],
])

let page: Promise<BuiltPage> | undefined

/** Built by Vite on first use, and again only after its sources or packages have changed. */
export function builtPage(): Promise<BuiltPage> {
  page ??= read().catch((error: unknown) => {
    // The next one who asks tries again, with what was mended meanwhile.
    page = undefined
    throw error
  })
  return page
}

async function read(): Promise<BuiltPage> {
  const folder = join(CACHE, `page-${await fingerprint()}`)
  const built = await filesIn(folder).catch(() => build(folder))
  const files = built.map(async (file): Promise<[string, BuiltFile]> => {
    const type = TYPES.get(extname(file)) ?? 'application/octet-stream'
    return [`/${relative(folder, file).replaceAll(sep, '/')}`, { body: await readFile(file), type }]
  })
  return new Map(await Promise.all(files))
}

async function build(folder: string): Promise<string[]> {
  await mkdir(CACHE, { recursive: true })
  // Somebody else may be building the same: whoever is done first leaves it to both.
  const draft = `${folder}.${process.pid}`
  // A process of its own: the simulators go on answering, and whatever NODE_ENV is here, the page is for production.
  const child = spawn(process.execPath, [join(import.meta.dirname, 'build.ts'), draft], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  if (code !== 0) throw new Error(`The page could not be built: ${said}`)
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }))
  return filesIn(folder)
}

async function fingerprint(): Promise<string> {
  const files = (await Promise.all(INPUTS.map((path) => filesIn(path).catch(() => [path])))).flat().sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(relative(ROOT, file)).update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}
