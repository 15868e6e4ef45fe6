import type { PersonId } from '../core/ids.ts'
import type { Database } from './database.ts'
import { text } from './rows.ts'

/** What people call themselves, beside the audit log: entries hold ids, which never change. */
export function createNames(db: Database) {
  return {
    all: (): Promise<readonly (readonly [person: string, name: string])[]> =>
      db.transaction(async (sql) => {
        const rows = await sql('SELECT person, name FROM names')
        return rows.map((row) => [text(row, 'person'), text(row, 'name')] as const)
      }),
    /** Somebody was identified just now, under this name. */
    seen: (person: PersonId, name: string): Promise<void> =>
      db.transaction(
        async (sql) =>
          void (await sql(
            `INSERT INTO names (person, name, first_seen, last_seen) VALUES ($1, $2, now_ms(), now_ms())
             ON CONFLICT (person) DO UPDATE SET name = excluded.name, last_seen = excluded.last_seen`,
            person,
            name,
          )),
      ),
  }
}
