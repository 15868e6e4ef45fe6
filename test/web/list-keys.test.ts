import { describe, expect, it } from 'vitest'
import { stepped } from '../../simulators/web/app/list-keys.ts'

describe('the arrow keys in a list', () => {
  it.each([
    ['down from nowhere to the first', -1, 1, 0],
    ['up from nowhere to the last', -1, -1, 8],
    ['up from the first to the last', 0, -1, 8],
    ['down from the last to the first', 8, 1, 0],
    ['down by one', 3, 1, 4],
    ['up by one', 3, -1, 2],
  ])('lead %s', (_, at, step, to) => {
    expect(stepped(at, step, 9)).toBe(to)
  })
})
