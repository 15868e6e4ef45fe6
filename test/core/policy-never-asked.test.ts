import { describe, expect, it } from 'vitest'
import { findings } from '../../src/core/policy-findings.ts'

const TOP = { channel: 'C0AUDIT', requesters: ['U0ANN'], approvers: ['U0SAM', 'U0KIM'], approvals: 1 }
const NOBODY = { approvals: 0, approvers: undefined }
const STOP = { operations: ['disable-auto-rotation'] }
const both = { operations: ['enable-auto-rotation', ...STOP.operations] }
const withRule = (fields: object) => ({ rules: [{ name: 'one', ...fields }] })

function found(changes: object): readonly string[] {
  return findings({ ...TOP, ...changes }).map(({ path }) => path.join('.'))
}

describe('findings, of approvals that are never asked for,', () => {
  it.each<[string, object, object, readonly string[]]>([
    ['approvers', NOBODY, { approvers: ['U0X'] }, ['rules.0.approvers']],
    ['expires', NOBODY, { expires: 1_000 }, ['rules.0.expires']],
    ['remind', NOBODY, { remind: 1_000 }, ['rules.0.remind']],
    ['several, at the first', NOBODY, { remind: 1, expires: 9, approvers: ['U0X'] }, ['rules.0.approvers']],
    [
      'approvers where both are asked for',
      NOBODY,
      { approvers: ['U0X'], match: both },
      ['rules.0.approvers'],
    ],
    ['what it asks for no approval of itself', NOBODY, { approvers: ['U0X'], approvals: 0 }, []],
    ['what it asks an approval of itself', NOBODY, { approvers: ['U0X'], approvals: 1 }, []],
    ['what the top asks an approval of', {}, { approvers: ['U0X'], expires: 1_000, remind: 1 }, []],
    ['what is for switching off alone', NOBODY, { approvers: ['U0X'], match: STOP }, []],
    [
      'what it only inherits',
      { ...NOBODY, approvers: ['U0X'], expires: 9, remind: 1 },
      { notify: ['C0X'] },
      [],
    ],
    ['approvals that are told of already', NOBODY, { approvals: -1, approvers: ['U0X'] }, []],
  ])('finds a rule that names for an approval what is never asked for: %s', (_, top, rule, expected) => {
    expect(found({ ...top, ...withRule(rule) })).toEqual(expected)
  })

  it('says what to do where an approval is never asked for', () => {
    const [finding] = findings({ ...TOP, ...NOBODY, ...withRule({ approvers: ['U0X'] }) })
    expect(finding?.problem).toBe(
      'asks nobody where rotation is switched on, as approvals is 0: write in this rule how many must approve',
    )
  })
})
