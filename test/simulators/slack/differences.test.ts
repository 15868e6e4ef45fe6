import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { controlRoutes } from '../../../simulators/slack/control/control-routes.ts'
import { PAYLOAD_TYPES } from '../../../simulators/slack/control/interact.ts'
import { createSimulator } from '../../../simulators/slack/simulator.ts'
import { DISCONNECT_REASONS } from '../../../simulators/slack/socket-mode/connection.ts'
import { METHODS } from '../../../simulators/slack/web-api/methods.ts'

const page = read('../../../simulators/slack/differences.md')
const [methods = [], frames = [], paths = []] = ['method', 'frame or payload', 'control path'].map(rowsUnder)

describe('the coverage in differences.md', () => {
  it('lists every method that is simulated, and no other', () => {
    expect(names(methods)).toEqual([...METHODS.keys()].sort())
  })

  it('lists every frame and payload, and no other', () => {
    const simulated = ['hello', 'slash_commands', ...DISCONNECT_REASONS, ...PAYLOAD_TYPES]
    expect(names(frames)).toEqual(simulated.sort())
  })

  it('lists and describes every control path, and no other', () => {
    const sim = createSimulator({ origin: '', now: Date.now, postLimit: true, manifest: null })
    const routes = controlRoutes(sim)
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} /control${path}`)
    expect(names(paths)).toEqual(routes.sort())
    const described = [
      ...page.matchAll(/^\| `((?:GET|POST) [/\w]+)[^`]*` \| `?[^|]*(?:→|\[|\{|any of|the )/gm),
    ]
    expect(new Set(described.map(([, name]) => name))).toEqual(new Set(routes))
  })

  it.each([...methods, ...frames, ...paths])('$name is exercised by its test', ({ name, status, test }) => {
    const text = read(`./${test === 'harness' ? 'harness' : `${test}.test`}.ts`)
    const inShort = name.split('.').slice(-2).join('.')
    const path = name.split('/control/')[1] ?? name
    const spellings = [name, inShort, `'${path}'`, `/control/${path}`, `, '${path}'`]
    expect(status).not.toBe('')
    expect(spellings.filter((spelling) => text.includes(spelling))).not.toEqual([])
  })
})

interface Row {
  readonly name: string
  readonly status: string
  readonly test: string
}

function rowsUnder(heading: string): Row[] {
  const table = page.split(`| ${heading} | status | test |\n|---|---|---|\n`)[1]?.split('\n\n')[0] ?? ''
  return [...table.matchAll(/^\| `([^`]+)` \| (.*) \| ([\w-]+) \|$/gm)].map(([, name, status, test]) => ({
    name: name ?? '',
    status: status ?? '',
    test: test ?? '',
  }))
}

function names(rows: readonly Row[]): string[] {
  return rows.map(({ name }) => name).sort()
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}
