import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { Stage } from '../../simulators/stage.ts'

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts')

/** Types a command line on the machine of a stage's bot, as a process of its own beside it. */
export function atTheCommandLine({ database }: Pick<Stage, 'database'>, ...args: readonly string[]) {
  const env = { PATH: process.env.PATH ?? '', DATABASE_URL: `sqlite:${database}` }
  return new Promise<{ readonly exit: number | null; readonly out: string; readonly err: string }>(
    (resolve) => {
      const child = execFile(process.execPath, [MAIN, ...args], { env }, (_, out, err) =>
        resolve({ exit: child.exitCode, out, err }),
      )
    },
  )
}
