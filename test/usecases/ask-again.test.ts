import { describe, expect, it } from 'vitest'
import { expire } from '../../src/core/closing.ts'
import { askAgain } from '../../src/usecases/ask-again.ts'
import { aKey, BOB, later, ON, waiting } from '../builders.ts'
import { asked, byAnn, byBob, CARD, FRESH, ID, withTwoPersons } from './two-persons.ts'

const named = { request: ID, card: CARD }
const over = [...asked(), expire(waiting(), new Date(waiting().expiresAt))]
const fine = { find: [[aKey()]], usable: [true] }

describe('askAgain', () => {
  it('asks anew for whoever presses, with a link to the first time, but not in its words', async () => {
    const { deps, calls, written } = await withTwoPersons(over, fine)
    const reply = await askAgain(deps, byBob, named)
    expect(reply).toMatchObject({
      kind: 'asked',
      request: {
        ...{ id: FRESH, state: 'requested', follows: ID, requester: BOB },
        ...{ askedIn: byBob.channel, inputId: byBob.input, askedAt: later(60).getTime(), approvals: [] },
      },
    })
    expect(JSON.stringify(reply)).not.toContain('CHG-4711')
    expect(calls[0]).toEqual({ call: 'find', with: [{ by: 'uuid', id: aKey().id }] })
    expect(written.at(-1)?.entry).toMatchObject({ kind: 'asked', follows: ID, by: BOB })
  })

  it('carries no reason where there was none', async () => {
    const path = asked()
    const { reason: _, ...silent } = waiting()
    const withoutReason = path.map((step) => ({ ...step, to: silent }))
    const ended = expire(silent, new Date(silent.expiresAt))
    const { deps } = await withTwoPersons([...withoutReason, ended], fine)
    const reply = await askAgain(deps, byAnn, named)
    expect(reply).toMatchObject({ kind: 'asked', request: { follows: ID } })
    expect(JSON.stringify(reply)).not.toContain('reason')
  })

  it('keeps the reason of who asked the first time', async () => {
    const { deps } = await withTwoPersons(over, fine)
    expect(await askAgain(deps, byAnn, named)).toMatchObject({ request: { reason: 'CHG-4711' } })
  })

  it('answers the same input with the same request', async () => {
    const { deps, kinds } = await withTwoPersons(over, { find: [[aKey()]], usable: [true] })
    const first = await askAgain(deps, byBob, named)
    expect(await askAgain(deps, byBob, named)).toEqual(first)
    expect(await kinds()).toEqual(['asked', 'expired', 'asked'])
  })

  it('shows the open one to the second of two who press at once', async () => {
    const { deps, rows } = await withTwoPersons(over, { find: [[aKey()], [aKey()]], usable: [true, true] })
    const [first, second] = await Promise.all([askAgain(deps, byAnn, named), askAgain(deps, byBob, named)])
    expect(first).toMatchObject({ kind: 'asked' })
    expect(second).toMatchObject({ refusal: 'open_request', request: { id: FRESH } })
    expect(await rows('SELECT id FROM requests')).toHaveLength(2)
  })

  it('is refused while the request is open', async () => {
    const { deps } = await withTwoPersons(asked(), { find: [[aKey()]] })
    expect(await askAgain(deps, byBob, named)).toMatchObject({
      ...{ refusal: 'open_request', request: { id: ID } },
    })
  })

  it('looks at the key as it is now', async () => {
    const { deps, kinds } = await withTwoPersons(over, {
      find: [[aKey({ rotation: ON })]],
      readRotation: [ON],
    })
    expect(await askAgain(deps, byBob, named)).toMatchObject({ refusal: 'already_so' })
    expect(await kinds()).toEqual(['asked', 'expired', 'refused'])
  })

  it('counts on the card of the request only', async () => {
    const { deps, called } = await withTwoPersons(over)
    const reply = await askAgain(deps, byBob, { request: ID, card: null })
    expect([reply, called()]).toEqual([{ kind: 'refused', refusal: 'not_its_card' }, []])
  })
})
