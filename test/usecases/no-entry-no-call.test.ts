import { describe, expect, it } from 'vitest'
import { CipherTrustFault } from '../../src/core/fault.ts'
import { execute } from '../../src/usecases/execute.ts'
import { a, ON, pathTo, UNREACHABLE } from '../builders.ts'
import { accepted, ready } from './carry-out.ts'
import { createWorld, type Script } from './world.ts'

/** From a kind of entry on, the disk takes no more. */
async function fullFrom(kind: string, script: Script, nth = 1) {
  const world = createWorld(script)
  await world.begin(pathTo.approved())
  await world.rows(`
    CREATE TRIGGER full BEFORE INSERT ON audit
    WHEN json_extract(NEW.body, '$.kind') = '${kind}'
      AND (SELECT count(*) FROM audit WHERE json_extract(body, '$.kind') = '${kind}') >= ${nth - 1}
    BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
  await expect(execute(world.deps, a('approved'))).rejects.toThrow('disk full')
  return world
}

describe('an entry that cannot be written', () => {
  it.each([
    ['claimed', 'approved'],
    ['calling', 'executing'],
  ])('means no call, and no step: %s', async (kind, state) => {
    const world = await fullFrom(kind, { ...ready, send: [accepted], readRotation: [ON] })
    expect([world.count('send'), (await world.stored()).state]).toEqual([0, state])
    expect(await world.kinds()).not.toContain(kind)
  })

  it('means no second call: the mark of one that had not left', async () => {
    const script = {
      ...ready,
      prepare: ['account-1', 'account-2'],
      send: [new CipherTrustFault(UNREACHABLE)],
    }
    const world = await fullFrom('calling', script, 2)
    expect([world.count('send'), (await world.stored()).state]).toEqual([1, 'executing'])
  })

  it('leaves what was announced to be read later, and nothing is sent again: the outcome', async () => {
    const world = await fullFrom('succeeded', { ...ready, send: [accepted], readRotation: [ON] })
    expect([world.count('send'), (await world.stored()).state]).toEqual([1, 'calling'])
  })
})
