import { statSync } from 'node:fs'
import { readDatabaseConfig } from '../config.ts'
import { type AuditReads, openAuditReads } from '../store/audit-reads.ts'
import { misconfigured } from './slack.ts'
import { EXIT, type Exit, type World } from './world.ts'

/** Reads the audit log of DATABASE_URL, and says in a sentence when that cannot be done. */
export async function withAudit(world: World, work: (reads: AuditReads) => Promise<Exit>): Promise<Exit> {
  const config = readDatabaseConfig(world.env, world.readFile)
  if (!config.ok) return misconfigured(world, config.problems)
  const { path } = config.database
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return misconfigured(world, [noDatabase(path)])
  let reads: AuditReads | undefined
  try {
    reads = openAuditReads(path)
    return await work(reads)
  } catch (error) {
    if (reads?.isOutdated()) return again(world)
    const { problem, exit } = problemOf(error, path)
    world.complain(problem)
    return exit
  } finally {
    reads?.close()
  }
}

export function noDatabase(path: string): string {
  return `There is no database at ${path}: set DATABASE_URL to the one of the bot.`
}

/** What was read as the file of a stopped bot was changed under it. */
export function again({ complain }: World): Exit {
  complain('A bot was started on this database while it was read. Run this again.')
  return EXIT.usage
}

// https://sqlite.org/rescode.html
const SQLITE = { error: 1, busy: 5, ioError: 10, corrupt: 11, cantOpen: 14, notADatabase: 26 } as const

function problemOf(error: unknown, path: string): { readonly problem: string; readonly exit: Exit } {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
  const says = error instanceof Error ? error.message : ''
  switch (code) {
    case SQLITE.corrupt:
      return {
        problem: `The database at ${path} is damaged, so the log cannot be read to its end (${says}). A broken disk does that too: compare with a copy.`,
        exit: EXIT.not,
      }
    case SQLITE.ioError:
      return { problem: `The database at ${path} cannot be read to its end (${says}).`, exit: EXIT.not }
    case SQLITE.error:
      return {
        problem: `The database at ${path} is not as the bot makes it (${says}). If it is the bot’s, somebody changed it.`,
        exit: EXIT.not,
      }
    case SQLITE.busy:
      return { problem: `The database at ${path} is locked by something else. Try again.`, exit: EXIT.usage }
    case SQLITE.cantOpen:
      return {
        problem: `The database at ${path} cannot be opened: it must be readable, with the files beside it that end in -wal and -shm where there are any.`,
        exit: EXIT.usage,
      }
    case SQLITE.notADatabase:
      return { problem: `${path} is no database: set DATABASE_URL to the one of the bot.`, exit: EXIT.usage }
    default:
      throw error
  }
}
