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
    ['a because \u200b\u2060\ufeff', ['a'], ''],
    ['a because \u3164 \u00ad', ['a'], ''],
    ['a because \u2800 \u2800', ['a'], ''],
    ['a because \u00a0\u2003', ['a'], ''],
    ['a because CHG-4\u200b711', ['a'], 'CHG-4711'],
    ['a because \u202eCHG-1\u202c, x', ['a'], 'CHG-1, x'],
    ['a because CHG\u00ad-1', ['a'], 'CHG-1'],
    ['a because \u2800x\u2800y', ['a'], '\u2800x\u2800y'],
    ['a because Prüfung, 監査', ['a'], 'Prüfung, 監査'],
  ])('splits %j', (words, names, reason) => {
    expect(splitReason(words)).toEqual({ names, reason })
  })
})
