import { describe, expect, it } from 'vitest'
import { splitReason } from '../../src/commands/split-reason.ts'

describe('splitReason', () => {
  it.each([
    ['', [], undefined],
    ['R-7K2M9QXD', ['R-7K2M9QXD'], undefined],
    ['R-7K2M9QXD because CHG-1', ['R-7K2M9QXD'], 'CHG-1'],
    ['a  b\nc because x', ['a', 'b', 'c'], 'x'],
    ['because x', [], 'x'],
    ['because', [], ''],
    ['a because', ['a'], ''],
    ['a because:', ['a'], ''],
    ['a BECAUSE, x', ['a'], 'x'],
    ['a because x because y', ['a'], 'x because y'],
    ['a because\none\n\ntwo  ', ['a'], 'one\n\ntwo'],
    ['becauseof x', ['becauseof', 'x'], undefined],
    ['a unbecause x', ['a', 'unbecause', 'x'], undefined],
    ['a because-of x', ['a', 'because-of', 'x'], undefined],
    ['a because of x', ['a'], 'of x'],
    ['a because \u200b\u2060\ufeff', ['a'], ''],
    ['a because \u3164 \u00ad', ['a'], ''],
    ['a because \u2800 \u2800', ['a'], ''],
    ['a because \u00a0\u2003', ['a'], ''],
    ['a because CHG-4\u200b711', ['a'], 'CHG-4711'],
    ['a because \u202eCHG-1\u202c, x', ['a'], 'CHG-1, x'],
    ['a because CHG\u00ad-1', ['a'], 'CHG-1'],
    ['a because \u2800x\u2800y', ['a'], '\u2800x\u2800y'],
    ['<https://x.test|because of the key> because x', ['<https://x.test|because of the key>'], 'x'],
    ['a because <https://x.test/CHG-1|CHG-1>', ['a'], 'CHG-1 (https://x.test/CHG-1)'],
    ['a because <https://x.test/CHG-1>', ['a'], 'https://x.test/CHG-1'],
    ['a because <http://x.test|x.test> is down', ['a'], 'x.test is down'],
    ['a because <mailto:a@x.test|a@x.test> says so', ['a'], 'a@x.test says so'],
    [
      'a because <@U0ANN|ann> and <@U0BOB> in <#C0AUDIT|audit> asked',
      ['a'],
      '@ann and @U0BOB in #audit asked',
    ],
    ['a because <!subteam^S0SEC|@security> asked', ['a'], '@security asked'],
    ['a because <@U0<@U0ANN>> 1 < 2 > <!here>', ['a'], '@U0@U0ANN 1 < 2 > <!here>'],
    ['a because Prüfung, 監査', ['a'], 'Prüfung, 監査'],
  ])('splits %j', (words, names, reason) => {
    expect(splitReason(words)).toEqual({ names, reason })
  })
})
