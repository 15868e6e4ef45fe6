import { appendFileSync, readdirSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// Loaded into the bot's process by `--import`, beside the bot itself: writes down what that process holds.
const { SOAK_SAMPLES: file = '', SOAK_EVERY_MS: every = '5000' } = process.env
setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')
setInterval(sample, Number(every)).unref()

function sample(): void {
  // What the first leaves to finalizers, the second takes.
  for (let time = 0; time < 2; time++) if (typeof collect === 'function') collect()
  const { rss, heapUsed, external } = process.memoryUsage()
  const handles = process.getActiveResourcesInfo().length
  const line = { at: Date.now(), rss, heapUsed, external, handles, files: openFiles() }
  appendFileSync(file, `${JSON.stringify(line)}\n`)
}

/** Linux says which files and sockets a process has open; elsewhere this stays at 0. */
function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}
