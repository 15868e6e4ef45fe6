import { describe, expect, it } from 'vitest'
import { PersonId } from '../../src/core/ids.ts'
import { ANN, SAM, waiting } from '../builders.ts'
import { closedDeps } from './deps.ts'
import { keeping } from './open-deps.ts'

describe('requests', () => {
  it.each([
    ['requests', 'open'],
    ['requests open', 'open'],
    ['requests `mine`.', 'mine'],
    ['requests mine', 'mine'],
    ['requests WAITING', 'waiting'],
    ['requests all', 'all'],
  ])('%s lists those that are %s, for whoever asks', async (text, which) => {
    const asked: unknown[] = []
    const { reads } = closedDeps().deps
    const listing = {
      ...reads,
      requests: async (...args: unknown[]) => {
        asked.push(args)
        return [waiting()]
      },
    }
    const { say } = keeping(waiting(), undefined, { reads: listing })
    const reply = await say(text, SAM)
    expect(reply).toEqual({ kind: 'requests', which, requests: [waiting()], more: null })
    expect(asked).toMatchObject([[{ which, person: SAM, before: null }]])
  })

  it.each(['requests openly', 'requests constructor', 'requests mine all', 'requests R-7K2M9QXD'])(
    'corrects %j',
    async (text) => {
      const { say } = keeping(waiting())
      const usage = { kind: 'usage', problem: 'unknown_word', help: { name: 'requests' } }
      expect(await say(text, ANN)).toMatchObject(usage)
    },
  )

  it('shows nothing to a stranger', async () => {
    const { say, refusals } = keeping(waiting())
    const stranger = PersonId.parse('U0STRANGER')
    expect(await say('requests', stranger)).toEqual({ kind: 'refused', refusal: 'not_allowed' })
    expect(refusals).toMatchObject([{ by: stranger, refused: { command: 'requests' } }])
  })
})
