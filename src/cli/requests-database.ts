import { existsSync } from 'node:fs'
import { readDatabaseConfig } from '../config.ts'
import type { ChainedEntry } from '../core/entry.ts'
import type { Database } from '../store/database.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { openBeside, openReadOnly } from '../store/sqlite.ts'
import { StoreUnusable, storeProblem } from '../store/store-problem.ts'
import { noDatabase } from './audit-database.ts'
import { misconfigured } from './slack.ts'
import type { Exit, World } from './world.ts'

/** Reads the requests of DATABASE_URL, and says in a sentence when that cannot be done. */
export function withRequests(world: World, work: (store: Store) => Promise<Exit>): Promise<Exit> {
  return within(world, { open: openReadOnly, verb: 'read' }, (database) =>
    work(openStore(database, () => {})),
  )
}

/** The same for short writes, beside a bot that may be running. `written` are the entries that were written so far. */
export function changingRequests(
  world: World,
  work: (store: Store, written: readonly ChainedEntry[]) => Promise<Exit>,
): Promise<Exit> {
  const written: ChainedEntry[] = []
  const open = (path: string) => openBeside(path, world.now)
  return within(world, { open, verb: 'written', written }, (database) =>
    work(
      openStore(database, (entries) => void written.push(...entries), { beside: true }),
      written,
    ),
  )
}

interface Opening {
  readonly open: (path: string) => Database
  readonly verb: 'read' | 'written'
  readonly written?: readonly ChainedEntry[]
}

async function within(
  world: World,
  { open, verb, written = [] }: Opening,
  work: (database: Database) => Promise<Exit>,
): Promise<Exit> {
  const config = readDatabaseConfig(world.env, world.readFile)
  if (!config.ok) return misconfigured(world, config.problems)
  const { path } = config.database
  if (!existsSync(path)) return misconfigured(world, [noDatabase(path)])
  let database: Database | undefined
  try {
    database = open(path)
    return await work(database)
  } catch (error) {
    const problem = problemOf(error, path, {
      ...{ done: `${verb} by ${world.user}` },
      changed: written.length > 0 ? 'What is said above was done, and no more.' : UNCHANGED,
    })
    if (problem === null) throw error
    return misconfigured(world, [problem])
  } finally {
    await database?.close()
  }
}

// https://sqlite.org/rescode.html
const SQLITE = { error: 1, busy: 5, readOnly: 8, cantOpen: 14, notADatabase: 26 } as const

const UNCHANGED = 'Nothing in it was changed.'

/** A row that another version wrote, or somebody by hand. */
const UNREAD = ['ZodError', '$ZodError', 'SyntaxError']

interface Wanted {
  readonly done: string
  readonly changed: string
}

function problemOf(error: unknown, path: string, { done, changed }: Wanted): string | null {
  if (error instanceof StoreUnusable) return error.message
  if (error instanceof Error && UNREAD.includes(error.name))
    return `The database at ${path} holds what this cckm-bot cannot read. ${changed} Use the command line of the one that runs on it.`
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
  switch (code) {
    case SQLITE.error:
      return `The database at ${path} is not as this cckm-bot makes it. ${changed} Start this cckm-bot on it once, or use the command line of the one that runs.`
    case SQLITE.busy:
      return `The database at ${path} is held by another program, such as a backup. ${changed} Try again when that one is done.`
    case SQLITE.readOnly:
    case SQLITE.cantOpen:
      return `The database at ${path} cannot be ${done}. ${changed} Run this as the user that runs the bot, who can write to the file and to its folder.`
    case SQLITE.notADatabase:
      return `${path} is no database: set DATABASE_URL to the one of the bot.`
    default:
      return storeProblem(path, error)
  }
}
