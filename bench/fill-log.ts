import { DatabaseSync } from 'node:sqlite'
import { requestIdFrom } from '../src/core/ids.ts'
import { append } from '../src/store/chain.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { sqlOn } from '../test/audit/log-database.ts'
import { last, later, pathTo } from '../test/builders.ts'

/** A log of lives of requests, each written as the bot writes it, with the requests beside it. */
export async function fillLog(file: string, entries: number) {
  await openSqlite(file, () => new Date()).close()
  const db = new DatabaseSync(file)
  db.exec('PRAGMA synchronous = OFF; BEGIN')
  const sql = sqlOn(db)
  let [count, requests] = [0, 0]
  const keep = db.prepare(
    'INSERT INTO requests (id, version, state, arn, requester, input_id, body, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  while (count < entries) {
    const bytes = Buffer.alloc(8)
    for (let at = 0, n = requests; at < 8; at++, n = Math.floor(n / 32)) bytes[7 - at] = n % 32
    const id = requestIdFrom(bytes)
    const path = pathTo.succeeded({ id })
    const [askedAt, endedAt] = [later(count).getTime(), later(count + path.length - 1).getTime()]
    const request = { ...last(path), askedAt, endedAt }
    const { version, state, key, requester, inputId } = request
    keep.run(id, version, state, key.arn, requester, inputId, JSON.stringify(request), askedAt)
    for (const { entry } of path) await append(sql, { ...entry, at: later(count++).toISOString() })
    requests++
  }
  db.exec('COMMIT')
  db.close()
  return { file, entries: count }
}
