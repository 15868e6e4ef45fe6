export interface Layer {
  readonly name: string
  /** A folder (ends in `/`) or one file. The longest match wins. */
  readonly path: string
  /** What it may import besides itself. */
  readonly layers: readonly string[]
  /** Packages it may import; `*` ends a prefix. */
  readonly packages: readonly string[]
  /** May it start timers? */
  readonly timers?: true
}

const rootLayers = [
  'core',
  'ports',
  'usecases',
  'commands',
  'views',
  'listeners',
  'slack',
  'cckm',
  'store',
  'jobs',
]
const timersModule = 'node:timers/promises'

/** The arrows: who may import whom. biome.json says the same, and lint-rules.slow.test.ts compares the two. */
export const layers: readonly Layer[] = [
  { name: 'core', path: 'src/core/', layers: [], packages: ['zod'] },
  { name: 'ports', path: 'src/ports.ts', layers: ['core'], packages: [] },
  { name: 'usecases', path: 'src/usecases/', layers: ['core', 'ports'], packages: ['fastest-levenshtein'] },
  {
    name: 'commands',
    path: 'src/commands/',
    layers: ['core', 'ports', 'usecases'],
    packages: ['fastest-levenshtein'],
  },
  { name: 'views', path: 'src/slack/views/', layers: ['core'], packages: ['@slack/types'] },
  {
    name: 'listeners',
    path: 'src/slack/listeners/',
    layers: ['core', 'ports', 'usecases', 'commands', 'views', 'slack'],
    packages: ['@slack/*', 'zod', timersModule],
    timers: true,
  },
  {
    name: 'slack',
    path: 'src/slack/',
    layers: ['core', 'ports', 'views', 'listeners'],
    packages: ['@slack/*', 'zod', 'node:diagnostics_channel', timersModule],
    timers: true,
  },
  {
    name: 'cckm',
    path: 'src/cckm/',
    layers: ['core', 'ports'],
    packages: ['p-limit', 'undici', 'zod', timersModule],
    timers: true,
  },
  { name: 'store', path: 'src/store/', layers: ['core', 'ports'], packages: ['zod', 'node:*'] },
  {
    name: 'audit',
    path: 'src/audit/',
    layers: ['core', 'ports', 'views'],
    packages: ['csv-stringify', 'csv-stringify/*', 'fflate', 'zod', 'node:*'],
  },
  { name: 'jobs', path: 'src/jobs/', layers: ['core', 'ports'], packages: [timersModule], timers: true },
  { name: 'health', path: 'src/health.ts', layers: ['core', 'ports'], packages: ['node:http'] },
  {
    name: 'config',
    path: 'src/',
    layers: ['core', 'ports'],
    packages: ['fastest-levenshtein', 'ms', 'pino', 'yaml', 'zod', 'node:*'],
  },
  {
    name: 'app',
    path: 'src/app.ts',
    layers: [...rootLayers, 'config', 'health'],
    packages: ['*'],
    timers: true,
  },
  {
    name: 'cli',
    path: 'src/cli/',
    layers: ['core', 'ports', 'usecases', 'audit', 'views', 'slack', 'cckm', 'store', 'config'],
    packages: ['commander', 'node:*'],
    timers: true,
  },
  { name: 'main', path: 'src/main.ts', layers: ['app', 'config'], packages: ['node:*'] },
  {
    name: 'sim-ciphertrust',
    path: 'simulators/ciphertrust/',
    layers: ['simulators'],
    packages: ['*'],
    timers: true,
  },
  {
    name: 'sim-slack',
    path: 'simulators/slack/',
    layers: ['simulators', 'sim-web'],
    packages: ['*'],
    timers: true,
  },
  { name: 'sim-web', path: 'simulators/web/', layers: ['simulators'], packages: ['*'], timers: true },
  {
    name: 'simulators',
    path: 'simulators/',
    layers: ['sim-ciphertrust', 'sim-slack', 'sim-web'],
    packages: ['*'],
    timers: true,
  },
]

/** A folder of src that is not in the table has no layer: it must be given one first. */
export function layerOf(file: string): Layer | undefined {
  const found = layers.filter(covers).sort((a, b) => b.path.length - a.path.length)[0]
  return found?.name === 'config' && file.split('/').length > 2 ? undefined : found

  function covers({ path }: Layer): boolean {
    return path.endsWith('/') ? file.startsWith(path) : file === path
  }
}

export function mayImport(from: Layer, to: Layer): boolean {
  return from === to || from.layers.includes(to.name)
}

export function mayUsePackage(layer: Layer, name: string): boolean {
  return layer.packages.some((allowed) =>
    allowed.endsWith('*') ? name.startsWith(allowed.slice(0, -1)) : name === allowed,
  )
}
