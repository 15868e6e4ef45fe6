import { describe, expect, it } from 'vitest'
import { splitReason } from '../../src/commands/split-reason.ts'

describe('splitReason', () => {
  it.each([
    ['', [], ''],
    ['R-7K2M9QXD', ['R-7K2M9QXD'], ''],
    ['R-7K2M9QXD because CHG-1', ['R-7K2M9QXD'], 'CHG-1'],
    ['a  b\nc because x', ['a', 'b', 'c'], 'x'],
    ['because x', [], 'x'],
    ['because', [], ''],
    ['a because', ['a'], ''],
    ['a because:', ['a'], ''],
    ['a BECAUSE, x', ['a'], 'x'],
    ['a because x because y', ['a'], 'x because y'],
    ['a because\none\n\ntwo  ', ['a'], 'one\n\ntwo'],
    ['becauseof x', ['becauseof', 'x'], ''],
    ['a unbecause x', ['a', 'unbecause', 'x'], ''],
    ['a because-of x', ['a', 'because-of', 'x'], ''],
    ['a because of x', ['a'], 'of x'],
  ])('splits %j', (words, names, reason) => {
    expect(splitReason(words)).toEqual({ names, reason })
  })
})
