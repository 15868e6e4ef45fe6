import { describe, expect, it } from 'vitest'
import { claim } from '../../src/core/calling.ts'
import { decide } from '../../src/core/deciding.ts'
import { anInputId, approver, KIM, later, ONE_APPROVAL, ruled } from '../builders.ts'
import { ASKED, aDatabaseEditedUnder, tamper } from './audit-files.ts'
import { VERIFY, verifying } from './audit-verifying.ts'
import { cli } from './harness.ts'

describe('audit verify, of the requests beside the log', () => {
  it('finds that the bot took up a request that somebody had marked as approved', async () => {
    const env = await aDatabaseEditedUnder((asked) =>
      claim({ ...asked, state: 'approved', approvedAt: 1, tries: 0 }, 'bot-1', later(30)),
    )
    const { exit, out } = await cli(VERIFY, env)
    expect(exit).toBe(1)
    expect(out.slice(0, 2)).toEqual([
      'The chain of the log holds, and yet something was tampered with, first at #3.',
      '#3 does not follow from what the log tells of R-11111111: it is “claimed”, and the request was “requested”. The request was edited in the database before that step, or something else than the bot wrote it.',
    ])
  })

  it('compares a request that has not ended', async () => {
    const rule = { ...ONE_APPROVAL, approvals: 2 }
    const said = { verdict: 'approve', input: anInputId(2) } as const
    const env = await aDatabaseEditedUnder((asked) =>
      ruled(decide(asked, said, { ...approver, rule }, later(20))),
    )
    expect((await cli(VERIFY, env)).exit).toBe(0)
    tamper(
      env.DATABASE_URL.replace('sqlite:', ''),
      `UPDATE requests SET body = replace(body, 'U0SAM', 'U0KIM')`,
    )
    const { exit, out } = await cli(VERIFY, env)
    expect(exit).toBe(1)
    expect(out[1]).toBe(
      'Request R-11111111 was edited outside of the log: #3 tells otherwise of its approvals.',
    )
  })

  it('finds that the bot counted an approval that nobody gave', async () => {
    const rule = { ...ONE_APPROVAL, approvals: 2 }
    const env = await aDatabaseEditedUnder((asked) => {
      const forged = { ...asked, approvals: [{ by: KIM, at: 1, input: anInputId(8) }] }
      const said = { verdict: 'approve', input: anInputId(2) } as const
      return ruled(decide(forged, said, { ...approver, rule, counting: [KIM] }, later(20)))
    })
    const { exit, out } = await cli(VERIFY, env)
    expect(exit).toBe(1)
    expect(out[1]).toMatch(
      /^#3 does not follow from what the log tells of R-11111111: it counts 2 approvals, and there is 1\./,
    )
  })
})

describe('audit verify --request', () => {
  it('says which entries a request has', async () => {
    const { verify } = await verifying()
    expect((await verify('--request', ASKED.toLowerCase())).out).toContain(
      'R-11111111 has 5 entries: #2, #3, #4, #5, #6.',
    )
  })

  it.each(['all', 'request:R-11111111', 'person:U0SAM', 'key:%'])(
    'finds an entry that was hidden from the history: %s',
    async (subject) => {
      const { verify } = await verifying(
        `DELETE FROM audit_subjects WHERE seq = 3 AND subject LIKE '${subject}'`,
      )
      const { exit, out } = await verify('--request', ASKED)
      expect(exit).toBe(1)
      expect(out[0]).toBe('The chain of the log holds, and yet something was tampered with, first at #3.')
      expect(out[1]).toMatch(
        /^#3 is no longer filed under “[a-z:]+.*”, so \/cckm history does not show it there\.$/,
      )
    },
  )

  it('does not say of an edited entry that it was hidden too', async () => {
    const { verify } = await verifying(
      `UPDATE audit SET body = replace(body, 'U0SAM', 'U0KIM') WHERE seq = 3`,
    )
    const { exit, out } = await verify('--request', ASKED)
    expect(exit).toBe(1)
    expect(out.join('\n')).not.toContain('filed')
  })

  it('ends with 2 for a request that the log has nothing of', async () => {
    const { verify } = await verifying()
    const { exit, err } = await verify('--request', 'R-ZZZZZZZZ')
    expect(exit).toBe(2)
    expect(err).toMatch(/^The log has no entry of R-ZZZZZZZZ\./)
  })

  it.each([[[...VERIFY, '--request', ASKED]], [['audit', 'evidence', ASKED]]])(
    'says of a request whose entries were taken out what was done to the log: %j',
    async (command) => {
      const { env } = await verifying('DELETE FROM audit WHERE seq BETWEEN 2 AND 6')
      const { exit, out, err } = await cli(command, env)
      expect(exit).toBe(1)
      const said = out.join('\n') + err
      expect(said).toMatch(/^The log was tampered with, first at #2\.\n#2 to #6 are missing/)
      expect(said).toContain('The log has no entry of R-11111111.')
    },
  )
})
