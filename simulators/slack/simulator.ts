import type { Call } from './calls.ts'
import { type Changes, createChanges } from './changes.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createFaults, type Faults } from './faults.ts'
import { createFiles, type Files } from './files/files.ts'
import { randomTokens } from './ids.ts'
import type { Manifest } from './manifest.ts'
import { createPostLimit, type PostLimit } from './post-limit.ts'
import { createResponseUrls, type ResponseUrls } from './response-urls.ts'
import { type Cast, drawCast, seedWorld } from './seed.ts'
import { createSocketMode, type SocketMode } from './socket-mode/socket-mode.ts'
import { createTriggers, type Triggers } from './triggers.ts'
import { createViews, type Views } from './views/views.ts'
import type { World } from './world.ts'

export interface Simulator {
  readonly now: () => number
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  readonly tokens: { readonly bot: string; readonly app: string }
  readonly cast: Cast
  readonly manifest: Manifest | null
  world: World
  calls: Call[]
  readonly faults: Faults
  readonly postLimit: PostLimit
  readonly responseUrls: ResponseUrls
  readonly deliveries: Deliveries
  readonly changes: Changes
  readonly socket: SocketMode
  readonly triggers: Triggers
  readonly views: Views
  readonly files: Files
}

interface Options {
  readonly origin: string
  readonly now: () => number
  readonly postLimit: boolean
  readonly manifest: Manifest | null
}

export function createSimulator({ origin, now, postLimit, manifest }: Options): Simulator {
  const cast = drawCast()
  const changes = createChanges()
  return {
    now,
    origin,
    tokens: randomTokens(cast.appId),
    cast,
    manifest,
    world: seedWorld(cast),
    calls: [],
    faults: createFaults(),
    postLimit: createPostLimit({ now, enabled: postLimit }),
    responseUrls: createResponseUrls({ now }),
    deliveries: createDeliveries(),
    changes,
    socket: createSocketMode({ appId: cast.appId, onChange: changes.announce }),
    triggers: createTriggers({ now }),
    views: createViews({ now }),
    files: createFiles({ now }),
  }
}

/** Everything as after the start, with the same ids and tokens; open sockets stay open. */
export function resetSimulator(sim: Simulator): void {
  const { lastMicros } = sim.world
  sim.world = { ...seedWorld(sim.cast), lastMicros }
  sim.calls = []
  sim.faults.clear()
  sim.postLimit.reset()
  sim.responseUrls.clear()
  sim.triggers.clear()
  sim.views.clear()
  sim.files.clear()
}
