import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Answer, blockIds } from '../../simulators/observed.ts'
import { blocksAsText } from '../../simulators/slack/blocks-as-text.ts'
import { auditOf, countedRefusalsOf, refusalsOf } from './audit.ts'
import { stageOfFile } from './staged.ts'

const EVERYBODYS_KEY = 'alias/orders-eligible'

const { stage, seen } = await stageOfFile()
// The bot logs in to CipherTrust after its start: from here on, a call more is a call too many.
await seen.type(stage.slack.users.requester, 'show alias/orders-eligible')

describe('somebody who may not ask', () => {
  it.each([
    ['stranger', 'foreign'],
    ['guest', 'guest'],
    ['deactivated', 'deactivated'],
    ['outsider', 'not_allowed'],
  ] as const)('%s is refused as %s, in the log too, and nothing is called', async (role, refusal) => {
    const person = stage.slack.users[role]
    await expectRefusedUnheard(person, refusal)
  })

  it.each([
    ['the bot itself', async () => (await authTest()).user_id],
    ['Slackbot', async () => 'USLACKBOT'],
  ])('%s is refused as an app', async (_, idOf) => {
    await expectRefusedUnheard(await idOf(), 'bot')
  })

  it('hears no names of keys', async () => {
    const answer = await seen.type(stage.slack.users.outsider, 'rotate alias/orders-hiden')

    expect(blockIds(answer)).toContain('refused:not_allowed')
    expect(textOf(answer)).not.toContain('alias/')
  })

  it('is in the log once at once when it happens five times in a minute, and the others are counted', async () => {
    const { guest } = stage.slack.users
    const entriesOfGuest = () => auditOf(stage).filter(({ kind, by }) => kind === 'refused' && by === guest)
    const first = refusalsOf(stage, guest).length
    for (let time = 0; time < 5 - first; time++) await seen.type(guest, `rotate ${EVERYBODYS_KEY}`)

    const atOnce = entriesOfGuest().length
    const counted = await countedRefusalsOf(stage, guest, 5)

    expect(atOnce).toBe(1)
    expect(counted).toEqual(Array.from({ length: 5 }, () => 'guest'))
    expect(entriesOfGuest().map(({ inputs }) => inputs?.map(({ count }) => count))).toEqual([[1], [4]])
  })
})

describe('a key that cannot be switched', () => {
  const KINDS = [
    ['alias/orders-asymmetric', 'asymmetric'],
    ['alias/orders-hmac', 'hmac'],
    ['alias/orders-imported', 'imported'],
    ['alias/orders-cloudhsm', 'custom_key_store'],
    ['alias/orders-xks', 'external_key_store'],
    ['alias/orders-disabled', 'disabled'],
    ['alias/orders-pending-deletion', 'pending_deletion'],
    ['alias/orders-gone', 'key_gone'],
    ['alias/aws/s3', 'aws_managed'],
    ['alias/orders-mrk-replica', 'replica'],
    ['alias/orders-on', 'already_so'],
    ['alias/orders-180', 'already_so'],
    ['alias/orders-hidden', 'key_not_found'],
    ['3895cc27-91b0-4a76-935d-973d0b7034c9', 'key_not_found'],
    ['alias/nobody-knows-this-one', 'key_not_found'],
    ['alias/shared', 'key_ambiguous'],
  ] as const

  it.each(KINDS)('%s is refused as %s without a write, and never becomes a request', async (key, refusal) => {
    const answer = await seen.type(stage.slack.users.approver1, `rotate ${key}`)

    expect(blockIds(answer)).toEqual([`refused:${refusal}`])
    expect(await seen.writes()).toEqual([])
    expect(await seen.cards()).toEqual([])
  })

  it('is in the log with its reason, each one', async () => {
    const person = stage.slack.users.approver1

    const logged = await countedRefusalsOf(stage, person, KINDS.length)

    expect([...logged].sort()).toEqual(KINDS.map(([, refusal]) => refusal as string).sort())
  })

  it('is answered with the ARN of the primary when it is a replica', async () => {
    const answer = await seen.type(stage.slack.users.requester, 'rotate alias/orders-mrk-replica')

    expect(textOf(answer)).toContain(
      'arn:aws:kms:eu-central-1:210987654321:key/mrk-6ca104944834b647f80f86c2d15ebc49',
    )
  })

  it('is answered with every ARN when several go by the name', async () => {
    const answer = await seen.type(stage.slack.users.requester, 'rotate shared')

    for (const { Arn } of await sharedKeys()) expect(textOf(answer)).toContain(Arn)
    expect.assertions(2)
  })

  it('is answered with the names most like it when nobody knows it, hidden ones left out', async () => {
    const answer = await seen.type(stage.slack.users.requester, 'rotate alias/orders-hiden')

    expect(textOf(answer)).toMatch(/alias\/orders-\w+/)
    expect(textOf(answer)).not.toContain('alias/orders-hidden')
  })
})

async function expectRefusedUnheard(person: string, refusal: string): Promise<void> {
  const before = (await seen.calls()).length

  const answer = await seen.type(person, `rotate ${EVERYBODYS_KEY}`)

  expect(blockIds(answer)).toEqual([`refused:${refusal}`])
  expect(refusalsOf(stage, person)).toEqual([refusal])
  expect((await seen.calls()).slice(before)).toEqual([])
}

async function sharedKeys() {
  const ids = ['76fdfa99-f9bd-4764-96ca-84a7778bc87d', '9dd039e7-134a-4b5f-a8c4-73f249f6036f']
  return Promise.all(ids.map(async (id) => (await seen.key(id)).aws_param))
}

async function authTest() {
  const headers = { authorization: `Bearer ${stage.slack.botToken}` }
  const reply = await fetch(`${stage.slack.apiUrl}auth.test`, { method: 'POST', headers })
  return z.object({ user_id: z.string() }).parse(await reply.json())
}

function textOf(answer: Answer): string {
  return answer.replies.map(({ blocks }) => blocksAsText(blocks)).join('\n')
}
