import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Point, stepNamer } from './step.ts'

enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/cckm-bot/', import.meta.url)))

const { createLogger, startApp } = await import('../../../src/app.ts')
const { readConfig } = await import('../../../src/config.ts')
const { readPolicy } = await import('../../../src/policy-file.ts')

/** The bot dies at this point. */
const dieAt = process.env.DIE_AT
/** Every call of a port is written into this file, one a line. */
const stepsFile = process.env.STEPS_FILE
/** Its clock goes this many times as fast. */
const speed = Number(process.env.CLOCK_SPEED ?? '1')

const policyText = readFileSync(process.env.POLICY_FILE ?? '', 'utf8')
const setup = readConfig(process.env, (file) => readFileSync(file, 'utf8'))
const rules = readPolicy(policyText, 'policy.yml')
if (!setup.ok || !rules.ok) throw new Error('this stage is set up wrongly')

const started = Date.now()
const name = stepNamer()
let begun = false

await startApp({
  config: setup.config,
  policy: rules.policy,
  policyHash: createHash('sha256').update(policyText).digest('hex'),
  version: '0.0.0',
  log: createLogger({ level: setup.config.logLevel, secrets: [] }),
  clock: {
    now: () => new Date(started + (Date.now() - started) * speed),
    uptime: () => performance.now() * speed,
    sleep: (ms) => sleep(ms / speed),
  },
  wrap: watch,
  onRunning: () => {},
  onFatal: (sentence) => {
    throw new Error(sentence)
  },
})
process.stdout.write('the stage is lit\n')

/**
 * Calls go through as they are. Those of the start are left out: the flow begins with the first input. The day's anchor
 * is none of a flow's: it goes its own way beside it.
 */
function watch<Port extends object>(port: string, real: Port): Port {
  if (port === 'anchors') return real
  return new Proxy(real, {
    get(target, method) {
      const found: unknown = Reflect.get(target, method)
      if (typeof found !== 'function') return found
      return (...args: unknown[]): unknown => {
        begun ||= port === 'inputs'
        if (!begun) return Reflect.apply(found, target, args)
        const step = name(port, String(method), args)
        reach(`${step}:before`)
        const result: unknown = Reflect.apply(found, target, args)
        if (!(result instanceof Promise)) return result
        return result.then((value) => {
          reach(`${step}:after`)
          return value
        })
      }
    },
  })
}

function reach(point: Point): void {
  if (stepsFile) appendFileSync(stepsFile, `${point}\n`)
  if (point === dieAt) process.kill(process.pid, 'SIGKILL')
}
