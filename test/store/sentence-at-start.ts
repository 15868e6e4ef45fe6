import { openSqlite } from '../../src/store/sqlite.ts'
import { StoreUnusable } from '../../src/store/store-problem.ts'
import { T0 } from '../builders.ts'

/** The sentence for the person who starts the bot; anything else that is thrown fails the test. */
export function sentenceAtStart(file: string): string {
  try {
    openSqlite(file, () => T0)
  } catch (error) {
    if (error instanceof StoreUnusable) return error.message
    throw error
  }
  throw new Error('it was opened')
}
