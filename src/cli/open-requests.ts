import { existsSync } from 'node:fs'
import type { Request } from '../core/request.ts'
import type { Database } from '../store/database.ts'
import { createRequestReads } from '../store/requests.ts'
import { openReadOnly } from '../store/sqlite.ts'

/** What the bot's database says of requests, as far as it can be read from here. */
export interface OpenRequests {
  lastRequestOn(arn: string): Promise<Request | null>
  /** Why nothing is known of requests; null where all is. */
  unknown(): string | null
  close(): Promise<void>
}

/** Reads beside a bot that may be running. What cannot be read is taken for none, and `unknown` says so. */
export function openRequests(path: string): OpenRequests {
  let unknown = existsSync(path) ? null : `there is no database at ${path}`
  const database = unknown === null ? opened(path) : null
  if (unknown === null && database === null) unknown = unreadable(path)
  return {
    async lastRequestOn(arn) {
      if (database === null) return null
      return createRequestReads(database)
        .lastRequestOn(arn)
        .catch(() => {
          unknown = unreadable(path)
          return null
        })
    },
    unknown: () => unknown,
    close: async () => database?.close(),
  }
}

function opened(path: string): Database | null {
  try {
    return openReadOnly(path)
  } catch {
    return null
  }
}

function unreadable(path: string): string {
  return `the database at ${path} cannot be read`
}
