import type { Handlers } from '../../src/jobs/loop.ts'
import type { CipherTrust, Ledger, Messenger, People, PostAnchor } from '../../src/ports.ts'
import type { Database } from '../../src/store/database.ts'
import type { Store } from '../../src/store/open-store.ts'

/** What the parts of a broken bot have at hand. */
export interface PlantedIn {
  readonly db: Database
  readonly store: Store
  readonly ciphertrust: CipherTrust
  /** The clock that the bot reads. */
  readonly clock: { now: () => Date }
}

type Instead<Part> = (real: Part, bot: PlantedIn) => Part

/** A bug: what a bot that has it does in the place of some of its parts. The simulation has to find it. */
export interface Plant {
  readonly database?: (db: Database) => Database
  readonly ledger?: Instead<Ledger>
  readonly anchors?: Instead<Store['anchors']>
  readonly inputs?: Instead<Store['inputs']>
  readonly people?: Instead<People>
  readonly messenger?: Instead<Messenger>
  readonly postAnchor?: Instead<PostAnchor>
  readonly ciphertrust?: Instead<CipherTrust>
  readonly handlers?: Instead<Handlers>
  readonly rebuilds?: false
}
