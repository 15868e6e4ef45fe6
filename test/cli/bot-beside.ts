import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Transition } from '../../src/core/transition.ts'
import { openMemory } from '../memory-store.ts'
import { cli, folder } from './harness.ts'

/** A bot that holds a database with the requests of these paths in it, and the command line beside it. */
export async function botBeside(...paths: readonly (readonly Transition[])[]) {
  const file = join(folder(), 'bot.db')
  const bot = openMemory(file)
  let running = true
  onTestFinished(stop)
  for (const path of paths) await bot.walk(path)
  await bot.rows('DELETE FROM jobs')
  return {
    ...{ ...bot, file, stop },
    requests: (...argv: readonly string[]) => cli(['requests', ...argv], { DATABASE_URL: `sqlite:${file}` }),
    /** The newest entry. */
    newest: async () => {
      const [row] = await bot.rows('SELECT seq, hash, body FROM audit ORDER BY seq DESC LIMIT 1')
      return { seq: row?.seq, hash: row?.hash, entry: JSON.parse(String(row?.body)) }
    },
  }
  async function stop(): Promise<void> {
    if (running) await bot.store.close()
    running = false
  }
}
