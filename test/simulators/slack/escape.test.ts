import { describe, expect, it } from 'vitest'
import { escapeTyped } from '../../../simulators/slack/control/escape.ts'

describe('escapeTyped', () => {
  it.each([
    ['rotate alias/payments', 'rotate alias/payments'],
    ['a & b < c > d', 'a &amp; b &lt; c &gt; d'],
    ['already &amp;', 'already &amp;amp;'],
    [
      'ask <@U0ANN|ann> in <#C0OPS|ops> or <!subteam^S0SEC|@sec>',
      'ask <@U0ANN|ann> in <#C0OPS|ops> or <!subteam^S0SEC|@sec>',
    ],
    ['<!channel> <https://e.x|x>', '&lt;!channel&gt; &lt;https://e.x|x&gt;'],
    ['<@U0ANN> & <@nobody>', '<@U0ANN> &amp; &lt;@nobody&gt;'],
  ])('delivers %j as %j', (typed, delivered) => {
    expect(escapeTyped(typed)).toBe(delivered)
  })
})
