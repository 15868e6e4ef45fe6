import { describe, expect, it } from 'vitest'
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

describe('an option with no value that it knows', () => {
  it.each([
    [find, 'payments region', { problem: 'bad_region', word: 'region' }],
    [find, 'payments region ireland', { problem: 'bad_region', word: 'region ireland' }],
    [find, 'region=ireland payments', { problem: 'bad_region', word: 'region=ireland' }],
    [find, 'rotation', { problem: 'bad_rotation', word: 'rotation' }],
    [find, 'account', { problem: 'bad_account', word: 'account' }],
    [find, 'landing page', { problem: 'bad_page', word: 'page' }],
    [history, 'alias/payments since', { problem: 'bad_time', word: 'since' }],
    [history, 'until', { problem: 'bad_time', word: 'until' }],
    [requests, 'before', { problem: 'bad_request', word: 'before' }],
    [find, 'region eu-west-1 region eu-west-2', { problem: 'option_twice', word: 'region' }],
  ])('is told, and nothing else is read into it: %o', (command, words, unread) => {
    expect(command.parse(words)).toEqual({ ok: false, ...unread })
  })

  it.each([
    ['"region"', 'region'],
    ['landing `page`', 'landing page'],
  ])('is a word like any other in quotes: %s', (words, text) => {
    expect(find.parse(words)).toMatchObject({ ok: true, what: { text } })
  })
})
