import type { DatabaseSync } from 'node:sqlite'
import { isBusy, storeProblem } from './store-problem.ts'

/** Told, with a sentence for an operator, when the database can no longer be written, and with null when it can again. */
export type OnProblem = (sentence: string | null) => void

/** Tells once when writing begins to fail, and once when it succeeds again: a transaction that only reads says nothing. */
export function watchWrites(db: DatabaseSync, path: string, onProblem: OnProblem) {
  const changes = db.prepare('SELECT total_changes() AS made')
  const made = () => Number(changes.get()?.made)
  let failing: { readonly since: number } | null = null
  return async <T>(transaction: () => Promise<T>): Promise<T> => {
    try {
      const result = await transaction()
      if (failing && made() > failing.since) {
        failing = null
        onProblem(null)
      }
      return result
    } catch (error) {
      const problem = isBusy(error) ? null : storeProblem(path, error)
      if (problem !== null && failing === null) onProblem(problem)
      if (problem !== null) failing = { since: made() }
      throw error
    }
  }
}
