import { expect, it } from 'vitest'
import { find } from '../../src/commands/find.ts'
import { history } from '../../src/commands/history.ts'
import { requests } from '../../src/commands/requests.ts'

it.each([
  ['find', find],
  ['history', history],
  ['requests', requests],
])('%s does not search a line that is longer than any command', (_, command) => {
  expect(command.parse('x'.repeat(2_001))).toEqual({ ok: false, problem: 'too_long' })
})
