import { describe, expect, it } from 'vitest'
import { Entry, isOfRequest } from '../../src/core/entry.ts'

const about = '"v":1,"at":"2026-03-02T09:00:00.000Z","request":"R-11111111"'
const always = '"v":1,"at":"2026-03-02T09:00:00.000Z"'
const fault = '{"kind":"flag_disagrees","outcome":"unknown","status":200}'

/** Entries as the first version wrote them, before fields were added to their kinds. */
const FIRST = [
  `{${about},"kind":"asked","by":"U0ANN","operation":"enable-auto-rotation","arn":"arn:aws:kms:…","key":"2f3b","snapshot":"aa","before":{"on":false},"rule":"policy","approvals":1,"input":"command:1","channel":"C0ONCALL"}`,
  `{${about},"kind":"approved","by":"policy","rule":"policy","needed":0,"given":0}`,
  `{${about},"kind":"approved","by":"U0SAM","rule":"policy","needed":2,"given":1,"void":["U0KIM"],"input":"view:1"}`,
  `{${about},"kind":"denied","by":"U0SAM","input":"view:1"}`,
  `{${about},"kind":"withdrawn","by":"U0ANN","input":"command:2"}`,
  `{${about},"kind":"succeeded","how":"settled","before":{"on":false},"after":{"on":true},"by":"U0SAM","input":"press:1"}`,
  `{${about},"kind":"failed","fault":${fault}}`,
  `{${about},"kind":"unconfirmed","fault":${fault}}`,
  `{${about},"kind":"expired"}`,
  `{${always},"kind":"policy_loaded","hash":"ab"}`,
  `{${always},"kind":"started","version":"0.1.0"}`,
  `{${always},"kind":"stopped"}`,
]

describe('Entry', () => {
  it.each(FIRST)('reads, as it is, what the first version wrote: %s', (body) => {
    expect(Entry.parse(JSON.parse(body))).toEqual(JSON.parse(body))
  })

  it.each(['U0SAM', 'os:kim', 'os:CORP\\kim'])('knows who says what became of a call: %s', (by) => {
    const body = { ...JSON.parse(FIRST[6] ?? ''), by }
    expect(Entry.parse(body)).toEqual(body)
  })

  it.each(['kim', 'os:', 'os:\u202ekim', 'policy'])('does not take for somebody: %j', (by) => {
    expect(Entry.safeParse({ ...JSON.parse(FIRST[6] ?? ''), by }).success).toBe(false)
  })
})

describe('isOfRequest', () => {
  it.each([
    [FIRST[0], true],
    [FIRST[10], false],
    [`{${about},"kind":"post_given_up","post":"card","to":"C0AUDIT"}`, false],
    [`{${about},"kind":"posts_retried","by":"os:kim","posts":3}`, false],
  ])('of %s: %s', (body, is) => {
    expect(isOfRequest(Entry.parse(JSON.parse(body ?? '')))).toBe(is)
  })
})
