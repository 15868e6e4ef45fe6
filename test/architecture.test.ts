import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { layerOf, layers, mayImport, mayUsePackage } from './architecture/layers.ts'
import { code, importsOf, packageOf, readTree, root, type SourceFile, sources } from './architecture/tree.ts'

const tree = readTree()
const src = sources('src')
const simulators = sources('simulators')
const tests = sources('test')
const dependencies = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies)

it.each([
  ['the project', tree],
  ['src', src],
  ['test', tests],
])('reads the files of %s', (_, files) => {
  expect(files.length).toBeGreaterThan(0)
})

describe('imports', () => {
  it.each(layers)('$name keeps to its arrows', (layer) => {
    expect(inLayer(layer.name).flatMap(forbiddenImports)).toEqual([])
  })

  it('every file of src belongs to a layer of the table', () => {
    expect(src.filter(({ path }) => !layerOf(path)).map(({ path }) => path)).toEqual([])
  })

  it('src imports only packages that production installs', () => {
    const missing = src.flatMap((file) => packagesOf(file).filter((name) => !dependencies.includes(name)))
    expect(missing).toEqual([])
  })

  it('src uses every production dependency', () => {
    const complete = src.some(({ path }) => path === 'src/main.ts')
    const used = new Set(src.flatMap(packagesOf))
    expect(complete ? dependencies.filter((name) => !used.has(name)) : []).toEqual([])
  })
})

it.each(dependencies)('the docs say why we need %s', (name) => {
  expect(readFileSync(join(root, 'docs/dependencies.md'), 'utf8')).toContain(`| \`${name}\` |`)
})

describe('words', () => {
  const timerLayers = layers.filter(({ timers }) => timers).map(({ name }) => name)

  it.each([
    {
      rule: 'the clock and chance come from app.ts, the main.ts of the command line and the SQLite store',
      pattern:
        /Date\.now|new Date\(\s*\)|performance\.now|randomUUID|randomBytes|getRandomValues|Math\.random/,
      files: src.filter(({ path }) => !/^src\/(?:app\.ts|cli\/main\.ts|store\/sqlite)/.test(path)),
    },
    {
      rule: 'only cckm, slack, jobs, cli and app use timers',
      pattern: /\bset(?:Timeout|Interval|Immediate)\b|node:timers/,
      files: src.filter(({ path }) => !timerLayers.includes(layerOf(path)?.name ?? '')),
    },
    {
      rule: 'only the two main.ts read the environment',
      pattern: /process\.env|\benv\b[^'"]*\bfrom\s*['"]node:process/,
      files: src.filter(({ path }) => !/^src\/(?:cli\/)?main\.ts$/.test(path)),
    },
    {
      rule: 'tests mock no modules, and none is focused or switched off without a reason',
      pattern: /\bvi\s*\.\s*(?:mock|doMock|hoisted)\b|\.(?:only|skip|todo)\s*[(.`]/,
      files: tests,
    },
    {
      rule: 'only tests that run alone import nock, which gives a process another network',
      pattern: /['"](?:nock|\.\/logins\.ts)['"]/,
      files: tests.filter(({ path }) => !/\.nock\.test\.ts$|\/logins\.ts$/.test(path)),
    },
    {
      rule: 'no file names a path or a registry of one machine',
      pattern: /\/(?:home|Users|work|root)\/\w|registry\.(?:npmjs|yarnpkg|npmmirror)|npm\.pkg\.github/,
      files: tree,
    },
  ])('$rule', ({ pattern, files }) => {
    expect(files.flatMap((file) => linesMatching(file, pattern))).toEqual([])
  })
})

describe('files', () => {
  const product = [...src, ...simulators]

  it('are named after what they hold, in kebab-case', () => {
    const vague = /(?:^|\/)(?:index\.\w+|(?:utils?|helpers?|common|types|misc|shared)(?:\/|\.\w+$))/
    const kebab = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/
    const paths = product.map(({ path }) => path)
    expect(paths.filter((path) => vague.test(path) || !path.split('/').every((p) => kebab.test(p)))).toEqual(
      [],
    )
  })

  it('stay within 250 lines', () => {
    expect(product.filter((file) => lines(file) > 250).map(({ path }) => path)).toEqual([])
  })

  it('of src have a median of at most 60 lines', () => {
    const sizes = src.map(lines).sort((a, b) => a - b)
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(60)
  })
})

function inLayer(name: string): readonly SourceFile[] {
  return [...src, ...simulators].filter(({ path }) => layerOf(path)?.name === name)
}

function forbiddenImports(file: SourceFile): readonly string[] {
  const from = layerOf(file.path)
  if (!from) return []
  return importsOf(file)
    .filter((target) => {
      if (!/^(?:src|simulators|test)\//.test(target)) return !mayUsePackage(from, target)
      const to = layerOf(target)
      return !to || !mayImport(from, to)
    })
    .map((target) => `${file.path} imports ${target}`)
}

function packagesOf(file: SourceFile): readonly string[] {
  return importsOf(file)
    .filter((target) => !/^(?:src|simulators|test)\/|^node:/.test(target))
    .map(packageOf)
}

function linesMatching(file: SourceFile, pattern: RegExp): readonly string[] {
  return code(file)
    .split('\n')
    .filter((line) => pattern.test(line))
    .map((line) => `${file.path}: ${line.trim()}`)
}

function lines({ text }: SourceFile): number {
  return text.trimEnd().split('\n').length
}
