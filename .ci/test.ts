import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'
import { type Counts, countingReporter } from './vitest-counts.ts'

const root = dirname(import.meta.dirname)
process.chdir(root)

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean' }, long: { type: 'boolean' } },
  allowPositionals: true,
})
const project = values.long ? ['long'] : values.quick ? ['fast', 'nock'] : ['fast', 'nock', 'slow']

const failedTools = values.long ? 0 : await runTools()
const { passed, failed, skipped } = await runTests()

for (const line of skipped) console.log(`skipped: ${line}`)
console.log(`${passed} passed, ${failed + failedTools} failed, ${skipped.length} skipped`)
const inCi = ['1', 'true'].includes(process.env.CI ?? '')
const good = failed + failedTools === 0 && passed > 0 && (!inCi || skipped.length === 0)
process.exit(good ? 0 : 1)

async function runTools(): Promise<number> {
  const tools = [
    ['tsc', '--noEmit'],
    // Node strips no JSX, and a page has no Node: it is checked by a configuration of its own.
    ['tsc', '--noEmit', '-p', 'simulators/web'],
    ['biome', 'check', '--error-on-warnings'],
  ] as const
  let failed = 0
  for (const [tool, ...args] of tools) failed += await run(tool, args)
  return failed
}

function run(tool: string, args: readonly string[]): Promise<number> {
  console.log(`\n${tool} ${args.join(' ')}`)
  const child = spawn(process.execPath, [join(root, 'node_modules/.bin', tool), ...args], {
    stdio: 'inherit',
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code === 0 ? 0 : 1))
  })
}

async function runTests(): Promise<Counts> {
  const { reporter, counts } = countingReporter()
  try {
    const vitest = await startVitest(positionals, {
      run: true,
      watch: false,
      project,
      reporters: ['default', reporter],
    })
    await vitest.close()
    return counts()
  } catch (error) {
    console.error(error)
    return { ...counts(), failed: counts().failed + 1 }
  }
}
