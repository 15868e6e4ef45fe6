import { CipherTrustFault, type Fault } from '../../src/core/fault.ts'
import type { Sent } from '../../src/ports.ts'
import { execute } from '../../src/usecases/execute.ts'
import { a, aKey, ON, pathTo } from '../builders.ts'
import { ann, createWorld, type Script, type World } from './world.ts'

export const accepted: Sent = { rotation: ON, status: 200, ciphertrustRequest: 'req-1' }
export const TIMEOUT: Fault = { kind: 'timeout', outcome: 'not_sent' }
export const fault = (of: Fault) => new CipherTrustFault(of)
/** All that comes before the mark goes well. */
export const ready: Script = { identify: [ann], read: [aKey()], prepare: ['account-1'] }

/** Executes an approved request whose card stands. `entries` are those after asking and approval. */
export async function carryOut(script: Script, prepare: (world: World) => void = () => {}) {
  const world = createWorld(script)
  await world.begin(pathTo.approved())
  prepare(world)
  await execute(world.deps, a('approved'))
  return { ...world, request: await world.stored(), entries: (await world.kinds()).slice(2) }
}
