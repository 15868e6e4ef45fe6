import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string
  readonly text: string
}

export const root = dirname(dirname(import.meta.dirname))

const notOurs = new Set(['.git', 'node_modules', 'data', 'coverage', '.env', 'package-lock.json'])
const sourceFile = /\.[cm]?[jt]sx?$/
const textFile = /\.(?:c?[jt]sx?|mts|json|ya?ml|md|sql|html|css|sh|txt|example)$|^[^.]+$|^\.[^.]+$/

/** Every text file under a folder of the project; none if the folder does not exist yet. */
export function readTree(folder = ''): readonly SourceFile[] {
  return list(folder).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

export function sources(folder: string): readonly SourceFile[] {
  return readTree(folder).filter(({ path }) => sourceFile.test(path))
}

/** Code without its whole-line comments, which may name what the code may not; any other text as it is. */
export function code({ path, text }: SourceFile): string {
  if (!sourceFile.test(path)) return text
  return text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')
}

const importForms = [
  /\b(?:import|export)\b[\w$\s{},*]*?\bfrom\s*['"]([^'"]+)['"]/g,
  /\bimport\s*['"]([^'"]+)['"]/g,
  /\b(?:import|require)\s*\(\s*(?:['"]([^'"]+)['"]\s*[,)])?/g,
]

/** What a file imports, files as paths from the root; `?` stands for an import whose name is computed. */
export function importsOf(file: SourceFile): readonly string[] {
  const found = importForms.flatMap((form) => [...code(file).matchAll(form)])
  return found.map(([, name = '?']) =>
    name.startsWith('.') ? posix.join(posix.dirname(file.path), name) : name,
  )
}

export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function list(folder: string): string[] {
  let entries: ReturnType<typeof readFolder>
  try {
    entries = readFolder(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
  return entries
    .filter(({ name }) => !notOurs.has(name) && !name.endsWith('.log'))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name)
      if (entry.isDirectory()) return list(path)
      return entry.isFile() && textFile.test(entry.name) ? [path] : []
    })
}

function readFolder(folder: string) {
  return readdirSync(join(root, folder), { withFileTypes: true })
}
