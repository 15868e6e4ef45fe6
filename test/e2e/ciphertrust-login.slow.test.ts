import { describe, expect, it } from 'vitest'
import { blockIds, until } from '../../simulators/observed.ts'
import { countedRefusalsOf, outcomeOf, refusalsOf } from './audit.ts'
import { staged, stageOfFile } from './staged.ts'

const TOKENS = '/api/v1/auth/tokens'
const LOGIN = `POST ${TOKENS}`

const { stage, seen, freshKey } = await stageOfFile()
// The bot logs in at its start: a fault set before that would be met there.
await until(seen.calls, (calls) => calls.some(({ path }) => path === TOKENS))

const ask = (alias: string) => seen.type(stage.slack.users.requester, `rotate ${alias}`)

/** A look-up whose token is refused, so that the bot has to log in again and meets the fault there. */
async function askThroughLogin(fault: object) {
  await seen.cipherTrustFault({ kind: '401', match: 'GET /api/v1/cckm/aws/keys?alias=' })
  await seen.cipherTrustFault({ ...fault, match: LOGIN })
  const answer = await ask(freshKey().alias)
  await seen.cipherTrustFault({ kind: 'none' })
  return answer
}

describe('a fault at the login', () => {
  it.each([
    ['500', { kind: '500' }],
    ['a page of HTML', { kind: '5xx_html' }],
    ['429', { kind: '429' }],
    ['a hang-up', { kind: 'hangup_before' }],
    ['an account that is locked', { kind: 'lockout' }],
  ])('%s is told in a sentence, and nothing is sent', async (_, fault) => {
    const answer = await askThroughLogin(fault)

    expect(answer.ackMs).toBeLessThan(1_000)
    expect(blockIds(answer)).toEqual(['refused:ciphertrust_fault'])
    expect(await seen.writes()).toEqual([])
  })

  it('is not answered with more logins once the login itself was refused', async () => {
    const before = (await seen.calls()).length

    const answer = await ask(freshKey().alias)

    expect(blockIds(answer)).toEqual(['refused:ciphertrust_fault'])
    expect((await seen.calls()).slice(before)).toEqual([])
  })

  it('is in the audit log by its kind', async () => {
    const faults = await countedRefusalsOf(stage, stage.slack.users.requester, 6)

    expect([...faults].sort()).toEqual([
      'hung_up',
      'login_refused',
      'login_refused',
      'rate_limited',
      'server_error',
      'server_error',
    ])
  })
})

describe('a login that fails between the two tries of a write', () => {
  it('ends the request as failed, with the one call that was turned away', async () => {
    await using other = await another()
    const key = other.freshKey()
    const { requester } = other.stage.slack.users
    // Whoever is shown a key has the bot logged in, so the fault is met by the next login.
    await other.seen.type(requester, `show ${key.alias}`)
    await other.seen.cipherTrustFault({ kind: '401', match: `POST /api/v1/cckm/aws/keys/${key.id}/enable` })
    await other.seen.cipherTrustFault({ kind: '500', match: LOGIN })
    await other.seen.type(requester, `rotate ${key.alias}`)

    expect(await outcomeOf(other.stage, other.seen, key)).toMatchObject({
      last: { kind: 'failed', fault: { kind: 'server_error', outcome: 'not_sent' } },
      ...{ sent: 1, committed: 0, on: false, told: 1 },
    })
  })
})

describe('a CipherTrust that is gone', () => {
  it('is told in a sentence, and recorded as unreachable', async () => {
    await using other = await another()
    const { requester } = other.stage.slack.users
    await other.stage.ciphertrust.close()

    const answer = await other.seen.type(requester, `rotate ${other.freshKey().alias}`)

    expect(blockIds(answer)).toEqual(['refused:ciphertrust_fault'])
    expect(refusalsOf(other.stage, requester)).toEqual(['unreachable'])
  })
})

async function another() {
  const set = await staged()
  await set.start()
  return { ...set, [Symbol.asyncDispose]: set.close }
}
