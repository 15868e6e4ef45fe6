import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Only modules loaded after this are cached, so everything heavy is imported dynamically.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/cckm-bot/', import.meta.url)))

const EXIT_FAILED = 1
const EXIT_MISCONFIGURED = 2

const { config, policy, policyHash } = await readSetup()
const { createLogger, PortInUse, SlackRefused, startApp, StoreInUse, StoreUnusable } = await import(
  './app.ts'
)
const { slack, ciphertrust } = config
const log = createLogger({
  level: config.logLevel,
  secrets: [
    slack.botToken,
    slack.appToken,
    ciphertrust.account.auth === 'password' ? ciphertrust.account.password : ciphertrust.account.keyPem,
  ],
  ...(config.instance === undefined ? {} : { instance: config.instance }),
})

for (const event of ['unhandledRejection', 'uncaughtException'] as const)
  process.on(event, (err) => {
    log.fatal({ err }, 'nobody caught this')
    process.exit(EXIT_FAILED)
  })

let stop: (() => Promise<void>) | undefined
let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, async () => {
    if (stopping || !stop) process.exit(stopping ? EXIT_FAILED : 0)
    stopping = true
    log.info({ signal }, 'stopping')
    await stop()
    process.exit(0)
  })

try {
  const onRunning = (how: () => Promise<void>) => {
    stop = how
  }
  await startApp({ config, policy, policyHash, version: version(), log, onRunning, onFatal: fail })
} catch (error) {
  const forThePerson = [StoreInUse, StoreUnusable, SlackRefused, PortInUse].some(
    (kind) => error instanceof kind,
  )
  if (!(error instanceof Error && forThePerson)) throw error
  fail(error.message)
}

/** Reads the environment and the policy. Ends the process with every problem of both when there is any. */
async function readSetup() {
  const { readConfig } = await import('./config.ts')
  const { policyFileIn } = await import('./config-variables.ts')
  const { readPolicyFile } = await import('./policy-file.ts')
  const env = readConfig(process.env, read)
  const rules = readPolicyFile(policyFileIn(process.env))
  if (env.ok && rules.ok)
    return {
      config: env.config,
      policy: rules.policy,
      policyHash: createHash('sha256').update(rules.text).digest('hex'),
    }
  const problems = [...(env.ok ? [] : env.problems), ...(rules.ok ? [] : rules.problems)]
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
  process.stderr.write(
    `cckm-bot cannot start, because of ${count}:\n${problems.map((line) => `  ${line}\n`).join('')}`,
  )
  process.exit(EXIT_MISCONFIGURED)
}

function read(file: string): string {
  return readFileSync(file, 'utf8')
}

function version(): string {
  const { version } = JSON.parse(read(fileURLToPath(new URL('../package.json', import.meta.url))))
  return String(version)
}

function fail(sentence: string): never {
  process.stderr.write(`cckm-bot stops: ${sentence}\n`)
  process.exit(EXIT_FAILED)
}
