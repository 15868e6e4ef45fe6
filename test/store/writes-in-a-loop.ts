import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '../../src/store/open-store.ts'
import { openBeside, openSqlite } from '../../src/store/sqlite.ts'
import { isBusy } from '../../src/store/store-problem.ts'

// A process of its own: writes entries into a database as the bot does, or beside it, each in its transaction.
const [path = '', who = 'bot', count = '0'] = process.argv.slice(2)
const now = () => new Date()
const beside = who === 'beside'
const database = beside ? openBeside(path, now) : openSqlite(path, now)
const { ledger, close } = openStore(database, () => {}, { beside })
// Both begin when they are told to, so that neither is done before the other has started.
process.stdout.write('is ready\n')
await once(process.stdin, 'data')
for (let n = 0; n < Number(count); n++) {
  while (!(await written(n)));
  // Without a gap the first one would keep the other out to its end.
  await sleep(1)
}
await close()
process.stdin.destroy()

/** The bot waits half a second for its turn, and tries again later: a machine may be too busy for the other to end. */
async function written(n: number): Promise<boolean> {
  try {
    await ledger.note({ v: 1, kind: 'started', at: now().toISOString(), version: `${who} ${n}` })
    return true
  } catch (error) {
    if (isBusy(error)) return false
    throw error
  }
}
