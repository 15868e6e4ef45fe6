import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix, relative } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { layerOf, layers, mayImport, mayUsePackage } from './architecture/layers.ts'
import { root } from './architecture/tree.ts'

// Biome's overrides do not merge: a ban can vanish without a word. So every arrow is tried in a folder of its own.
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cckm-bot-lint-')))
const nested = ['src/cckm/aws/sample.ts', 'src/store/ddl/sample.ts']
const files = [...layers.map(({ path }) => (path.endsWith('/') ? `${path}sample.ts` : path)), ...nested]
const packages = ['zod', 'undici', 'pino', 'yaml', '@slack/bolt', 'node:fs', 'node:timers/promises']
const targets = [...files, 'test/sample.ts', ...packages]
const forms = [
  (name: string, n: number) => `import * as x${n} from '${name}'`,
  (name: string, n: number) => `import type { X as X${n} } from '${name}'`,
  (name: string, n: number) => `export { x as y${n} } from '${name}'`,
  (name: string, n: number) => `export const load${n} = () => import('${name}')`,
]
let refusedLines: ReadonlySet<string>

beforeAll(() => {
  for (const file of ['biome.json', 'package.json', '.gitignore'])
    cpSync(join(root, file), join(folder, file))
  for (const file of files) {
    const trials = targets.flatMap((target) => forms.map((form) => ({ form, name: specifier(file, target) })))
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), trials.map(({ form, name }, n) => `${form(name, n)}\n`).join(''))
  }
  refusedLines = new Set(lintedLines())
})

afterAll(() => rmSync(folder, { recursive: true }))

it.each(files)('lint refuses in %s what has no arrow, in every form of import, and nothing else', (file) => {
  const wrong = targets
    .filter((target) => target !== file)
    .filter((target) => refusals(file, target) !== (allowed(file, target) ? 0 : forms.length))
  expect(wrong.map((target) => `${target}: ${refusals(file, target)} of ${forms.length} refused`)).toEqual([])
})

function refusals(file: string, target: string): number {
  const first = targets.indexOf(target) * forms.length + 1
  return forms.filter((_, n) => refusedLines.has(`${file}:${first + n}`)).length
}

function allowed(file: string, target: string): boolean {
  const from = layerOf(file)
  if (!from) throw new Error(`${file} has no layer`)
  if (packages.includes(target)) return mayUsePackage(from, target)
  const to = layerOf(target)
  return to !== undefined && mayImport(from, to)
}

function specifier(file: string, target: string): string {
  if (packages.includes(target)) return target
  const path = posix.relative(posix.dirname(file), target)
  return path.startsWith('.') ? path : `./${path}`
}

function lintedLines(): readonly string[] {
  const biome = join(root, 'node_modules/.bin/biome')
  const args = [
    'lint',
    '--only=style/noRestrictedImports',
    '--max-diagnostics=none',
    '--reporter=github',
    '.',
  ]
  const { stdout, stderr } = spawnSync(process.execPath, [biome, ...args], { cwd: folder, encoding: 'utf8' })
  const found = [...stdout.matchAll(/noRestrictedImports,file=([^,]+),line=(\d+)/g)]
  if (found.length === 0) throw new Error(`lint reported nothing:\n${stdout}${stderr}`)
  return found.map(([, file, line]) => `${relative(folder, file ?? '')}:${line}`)
}
