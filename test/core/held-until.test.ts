import { describe, expect, it } from 'vitest'
import { fail, heldUntil, succeed } from '../../src/core/transitions.ts'
import { ANN, a, aKey, as, later, ON, UNREACHABLE } from '../builders.ts'

const on = aKey({ rotation: ON })
const called = later(60)
const tenMinutesOn = later(600, called).getTime()

const readLater = as(succeed(a('unconfirmed'), on, later(90)).to, 'succeeded')

describe('heldUntil', () => {
  it.each([
    ['10 minutes from the call when it was settled by reading', readLater, tenMinutesOn],
    [
      '10 minutes from the call when a person settled it as succeeded',
      { ...a('succeeded'), settledBy: ANN },
      tenMinutesOn,
    ],
    [
      '10 minutes from the call when a person settled it as failed',
      { ...a('failed'), settledBy: ANN },
      tenMinutesOn,
    ],
    ['nothing when its own answer ended it well', a('succeeded'), 0],
    ['nothing when its own answer ended it badly', a('failed'), 0],
    ['nothing when no call was made', succeed(a('executing'), on, later(90)).to, 0],
    ['nothing when it certainly was not sent', fail(a('calling'), UNREACHABLE, later(90)).to, 0],
    ['nothing while it is open', a('unconfirmed'), 0],
  ])('holds the key for %s', (_, request, expected) => {
    expect(heldUntil(request)).toBe(expected)
  })
})
