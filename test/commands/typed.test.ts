import { describe, expect, it } from 'vitest'
import { readTyped } from '../../src/commands/typed.ts'

describe('readTyped', () => {
  it.each([
    ['rotate alias/x', 'rotate', 'alias/x'],
    ['  ROTATE   alias/X  ', 'rotate', 'alias/X'],
    ['rotate\nalias/x\tbecause', 'rotate', 'alias/x\tbecause'],
    ['rotate\u00a0alias/x', 'rotate', 'alias/x'],
    ['help', 'help', ''],
    ['`rotate` alias/x', 'rotate', 'alias/x'],
    ['help, please', 'help', 'please'],
    ['“Help”!', 'help', ''],
    ['…', '…', ''],
    ['...', '...', ''],
    ['', '', ''],
    ['   ', '', ''],
  ])('splits %j', (text, name, words) => {
    expect(readTyped(text)).toEqual({ plain: text.trim(), name, words })
  })

  it.each([
    ['rotate &lt;https://x.test&gt; a&amp;b', '<https://x.test> a&b'],
    ['rotate &amp;lt;', '&lt;'],
    ['rotate &amp;amp;gt;', '&amp;gt;'],
    ['rotate &quot;', '&quot;'],
  ])('undoes what Slack escaped, once: %s', (text, words) => {
    expect(readTyped(text).words).toBe(words)
  })
})
