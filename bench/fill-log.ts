import { DatabaseSync } from 'node:sqlite'
import { requestIdFrom } from '../src/core/ids.ts'
import { append } from '../src/store/chain.ts'
import type { Sql } from '../src/store/database.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { last, pathTo } from '../test/builders.ts'

/** A log of lives of requests, each written as the bot writes it, with the requests beside it. */
export async function fillLog(file: string, entries: number) {
  await openSqlite(file, () => new Date()).close()
  const db = new DatabaseSync(file)
  db.exec('PRAGMA synchronous = OFF; BEGIN')
  const sql = prepared(db)
  const requests: string[] = []
  const keep = db.prepare(
    'INSERT INTO requests (id, version, state, arn, requester, input_id, body, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (let count = 0; count < entries; ) {
    const bytes = Buffer.alloc(8)
    for (let at = 0, n = requests.length; at < 8; at++, n = Math.floor(n / 32)) bytes[7 - at] = n % 32
    const id = requestIdFrom(bytes)
    const path = pathTo.succeeded({ id })
    for (const { entry } of path) await append(sql, entry)
    const { version, state, key, requester, inputId, askedAt, ...rest } = last(path)
    const body = JSON.stringify({ ...rest, version, state, key, requester, inputId, askedAt })
    keep.run(id, version, state, key.arn, requester, inputId, body, askedAt)
    requests.push(id)
    count += path.length
  }
  db.exec('COMMIT')
  db.close()
  return { file, requests }
}

function prepared(db: DatabaseSync): Sql {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  return async (text, ...params) => {
    const statement = statements.get(text) ?? db.prepare(text)
    statements.set(text, statement)
    return statement.all(Object.fromEntries(params.map((value, n) => [`$${n + 1}`, value])))
  }
}
