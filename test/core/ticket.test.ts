import { describe, expect, it } from 'vitest'
import { ticketIn, ticketLink } from '../../src/core/ticket.ts'

const PREFIXES = ['CHG', 'INC', 'CHG_EU', 'A1']

describe('ticketIn', () => {
  it.each<[string, string, string | null]>([
    ['alone', 'CHG-4711', 'CHG-4711'],
    ['in small letters', 'see chg-4711', 'CHG-4711'],
    ['in mixed letters', 'see Inc-1, please', 'INC-1'],
    ['in brackets', '(CHG-4711)', 'CHG-4711'],
    ['at the end of a sentence', 'because of CHG-4711.', 'CHG-4711'],
    ['in an address', 'https://tickets.example.com/CHG-4711?x', 'CHG-4711'],
    ['as the first of several', 'INC-2 and CHG-1', 'INC-2'],
    ['after one of another system', 'OPS-9, then CHG-1', 'CHG-1'],
    ['with a prefix that goes on behind another', 'CHG_EU-7', 'CHG_EU-7'],
    ['with a prefix that has a digit', 'a1-7', 'A1-7'],
    ['before a dash and words', 'CHG-4711-rollback', 'CHG-4711'],
    ['in a second line', 'audit\nCHG-4711', 'CHG-4711'],
    ['not at all', 'the auditor said so', null],
    ['without its number', 'CHG and CHG- and CHG-x', null],
    ['without its dash', 'CHG4711 CHG 4711 CHG–4711', null],
    ['inside of a longer prefix', 'XCHG-4711', null],
    ['behind another dash', 'PRE-CHG-4711', null],
    ['with a prefix that only begins so', 'CH-4711 CHGX-4711 CHG_-1', null],
    ['with letters after its number', 'CHG-4711a', null],
    ['with a low line after its number', 'CHG-4711_2', null],
    ['between letters of another script', 'äCHG-4711 CHG-4711ä жCHG-1 CHG-1ж', null],
    ['with digits of another script', 'CHG-٤٧١١ CHG-4711٣', null],
    ['in letters that only look or fold alike', 'ınc-4711 CHG‑4711 ＣＨＧ-1', null],
    ['in nothing', '', null],
  ])('finds a ticket %s', (_, reason, expected) => {
    expect(ticketIn(reason, PREFIXES)).toBe(expected)
  })

  it('finds no part of a longer prefix, and none where no prefix is named', () => {
    expect(ticketIn('CHG_EU-7', ['CHG'])).toBeNull()
    expect(ticketIn('CHG-7', ['CHG_EU'])).toBeNull()
    expect(ticketIn('CHG-7', [])).toBeNull()
    expect(ticketIn('\u017f-1 \u212a-1', ['S', 'K'])).toBeNull()
  })

  it('finds none where there is no reason', () => {
    expect(ticketIn(undefined, PREFIXES)).toBeNull()
  })

  it.each(['a'.repeat(100_000), 'CHG-'.repeat(25_000), 'A_1-'.repeat(25_000), `CHG-${'1'.repeat(100_000)}x`])(
    'takes no time over a long reason',
    (reason) => {
      const before = performance.now()
      expect(ticketIn(reason, PREFIXES)).toBeNull()
      expect(performance.now() - before).toBeLessThan(500)
    },
  )
})

describe('ticketLink', () => {
  const rule = { required: true, tickets: ['CHG'], link: 'https://tickets.example.com/{ticket}/show' }

  it('is the address with the ticket in it, in upper case', () => {
    expect(ticketLink('for chg-7', rule)).toBe('https://tickets.example.com/CHG-7/show')
  })

  it.each<[string, string | undefined, object]>([
    ['the reason names none', 'for INC-7', {}],
    ['there is no reason', undefined, {}],
    ['the rule has no address', 'for CHG-7', { link: undefined }],
    ['the rule names no prefix', 'for CHG-7', { tickets: [] }],
  ])('is nothing where %s', (_, reason, changes) => {
    expect(ticketLink(reason, { ...rule, ...changes })).toBeNull()
  })
})
