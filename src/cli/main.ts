import { existsSync, readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { userInfo } from 'node:os'
import { loadEnvFile } from 'node:process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

// Only modules loaded after this are cached, so everything heavy is imported dynamically.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/cckm-bot/', import.meta.url)))

const { runCli } = await import('./run.ts')

// As `npm start` does. What stands in the environment already wins.
if (existsSync('.env')) loadEnvFile('.env')

// Whoever reads us may have had enough: `cckm-bot ids | head`.
process.stdout.on('error', () => process.exit())

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  readFile: read,
  version: version(),
  user: user(),
  now: () => new Date(),
  sleep: (ms) => sleep(ms),
  print: (text) => process.stdout.write(`${text}\n`),
  printParts: (parts) => pipeline(Readable.from(parts), process.stdout, { end: false }),
  complain: (text) => process.stderr.write(`${text}\n`),
  ...(process.stderr.isTTY ? { progress: (text) => process.stderr.write(`\r\u001B[K${text}`) } : {}),
  stdin: process.stdin,
})

function read(file: string): string {
  return readFileSync(file, 'utf8')
}

/** In a container a user may have a number, and no name. */
function user(): string {
  try {
    return userInfo().username
  } catch {
    return `user ${process.getuid?.()}`
  }
}

function version(): string {
  const { version } = JSON.parse(read(fileURLToPath(new URL('../../package.json', import.meta.url))))
  return String(version)
}
