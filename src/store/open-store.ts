import { createAnchors } from './anchors.ts'
import type { Database } from './database.ts'
import { createDeliveries } from './deliveries.ts'
import { createHistory, fileAll } from './history.ts'
import { createInputs } from './inputs.ts'
import { createJobs } from './job-table.ts'
import { createLedger } from './ledger.ts'
import { createNames } from './names.ts'
import { createPosts } from './posts.ts'
import { createRequestReads } from './requests.ts'
import { createPolicyHash, meetBot, rebuildJobs, tryWriting } from './start-up.ts'
import { createUnprinted, leaveToPrint } from './unprinted.ts'
import { createWrite, type OnWritten } from './write.ts'

interface StoreOptions {
  /** Another process than the bot, which leaves its entries to the bot to print. */
  readonly beside?: boolean
}

/** Everything the bot keeps, over either engine. `onWritten` hears of entries once they are on disk. */
export function openStore(db: Database, onWritten: OnWritten, { beside = false }: StoreOptions = {}) {
  const write = createWrite(db, onWritten, beside ? leaveToPrint : undefined)
  return {
    ledger: createLedger(write),
    requests: { ...createRequestReads(db), ...createHistory(db) },
    deliveries: createDeliveries(db, write),
    anchors: createAnchors(db, write),
    names: createNames(db),
    posts: createPosts(db, write),
    ...createUnprinted(db),
    inputs: createInputs(db),
    jobs: createJobs(db),
    policyHash: createPolicyHash(db),
    meetBot: (botId: string) => meetBot(db, botId),
    fileEntries: () => fileAll(db),
    rebuildJobs: () => rebuildJobs(db),
    tryWriting: () => tryWriting(db),
    close: () => db.close(),
  }
}
export type Store = ReturnType<typeof openStore>
