import { describe, expect, it } from 'vitest'
import { parseRequest } from '../../src/commands/parse-request.ts'
import type { UsageProblem } from '../../src/core/reply.ts'

describe('parseRequest', () => {
  it.each([
    ['R-7K2M9QXD', undefined],
    ['r-7k2m9qxd', undefined],
    [' R-7K2M9QXD ', undefined],
    ['`R-7K2M9QXD`', undefined],
    ['(“R-7K2M9QXD”).', undefined],
    ['R–7K2M9QXD', undefined],
    ['R‑7K2M9QXD', undefined],
    ['R-7K2M9QXD, because wrong key', 'wrong key'],
    ['R-7K2M9QXD because wrong key', 'wrong key'],
    ['r-7k2m9qxd Because: R-00000000 is next', 'R-00000000 is next'],
    ['R-7K2M9QXD\nbecause\none\ntwo', 'one\ntwo'],
  ])('reads %j with the reason %j', (words, reason) => {
    const what = { request: 'R-7K2M9QXD', ...(reason === undefined ? {} : { reason }) }
    expect(parseRequest(words)).toEqual({ ok: true, what })
  })

  it.each([
    ['R-IL0O7K2M', 'R-11007K2M'],
    ['r-ilo07k2m', 'R-11007K2M'],
  ])('reads letters that are in no id as those that look like them: %s', (words, request) => {
    expect(parseRequest(words)).toEqual({ ok: true, what: { request } })
  })

  it.each<[string, UsageProblem]>([
    ['', 'no_request'],
    [' \n', 'no_request'],
    ['because wrong key', 'no_request'],
    ['7K2M9QXD', 'bad_request'],
    ['R-7K2M9QX', 'bad_request'],
    ['R-7K2M9QXDD', 'bad_request'],
    ['R-7K2M9QXU', 'bad_request'],
    ['R-7K2M9QX!', 'bad_request'],
    ['R-7K2M9QXD/../R-00000000', 'bad_request'],
    ['alias/payments', 'bad_request'],
    ['constructor', 'bad_request'],
    ['R-7K2M9QXD R-00000000', 'unknown_word'],
    ['R-7K2M9QXD please', 'unknown_word'],
    ['R-7K2M9QXD please because x', 'unknown_word'],
    ['R-7K2M9QXD because', 'empty_reason'],
    ['R-7K2M9QXD because \u2800', 'empty_reason'],
    ['R-7K2M9QXD please because', 'unknown_word'],
    [`R-7K2M9QXD because ${'x'.repeat(2_000)}`, 'too_long'],
    [`R-7K2M9QXD${' '.repeat(40_000)}x`, 'too_long'],
  ])('answers %j with %s', (words, problem) => {
    expect(parseRequest(words)).toMatchObject({ ok: false, problem })
  })

  it.each([
    ['R-7K2M9QX', { problem: 'bad_request', word: 'R-7K2M9QX' }],
    ['r-7k2m9qxd because', { problem: 'empty_reason', line: 'R-7K2M9QXD because <reason>' }],
    [
      'R-7K2M9QXD see <https://x.test|x.test>',
      { problem: 'unknown_word', word: 'see x.test', line: 'R-7K2M9QXD because see x.test' },
    ],
    ['R-7K2M9QXD please because x', { problem: 'unknown_word', word: 'please' }],
  ])('says what it did not read of %j, and how it may be meant', (words, unread) => {
    expect(parseRequest(words)).toEqual({ ok: false, ...unread })
  })
})
