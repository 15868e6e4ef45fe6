import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'vitest'
import { until } from '../../simulators/observed.ts'
import { type OneRequest, oneRequest } from './one-request.ts'

const HOUR = 3_600
const ONCE = { cards: 1, sent: 1, committed: 1, on: true, shown: true, told: 1 }
const THREAD = ['asked', 'approved', 'succeeded']

describe.concurrent('a clock that is an hour wrong', () => {
  it.for([
    ['ahead', HOUR],
    ['behind', -HOUR],
  ] as const)(
    '%s: everything is done and told once, a lost answer included, and the log says so',
    async ([, seconds], { expect }) => {
      await using one = await oneRequest()
      one.setClock(seconds)
      await one.restart()
      await one.seen.slackFault({ method: 'chat.postMessage', kind: 'drop_after_commit' })

      await one.ask()
      await one.lines(1)
      await one.approve()

      expect(await one.outcome()).toMatchObject({ ...ONCE, thread: THREAD })
      expect(one.logged('differs from that of slack')[0]).toMatch(
        new RegExp(`"seconds":${seconds / HOUR > 0 ? '' : '-'}3[56]`),
      )
    },
  )
})

describe.concurrent('a clock that jumps', () => {
  it.for([
    ['forwards', HOUR],
    ['backwards', -HOUR],
  ] as const)(
    '%s by an hour between asking and deciding: nothing waits for it',
    async ([, seconds], { expect }) => {
      await using one = await oneRequest()
      await one.ask()
      one.setClock(seconds)

      await one.approve()

      expect(await one.outcome()).toMatchObject({ ...ONCE, thread: THREAD })
    },
  )

  it('backwards by an hour while a request waits for CipherTrust: it is tried again within seconds', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await approvedInVain(one)
    await one.seen.cipherTrustFault({ kind: 'none' })
    one.setClock(-HOUR)

    expect(await one.outcome()).toMatchObject({ ...ONCE, thread: THREAD })
  })

  it('forwards in the middle of the call: its answer counts, and it is not made twice', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await one.writeFault({ kind: 'slow', ms: 1_500 })
    await one.ask()
    await one.approve()
    await until(
      () => one.seen.writes(),
      (writes) => writes.length > 0,
    )
    one.setClock(HOUR)

    expect(await one.outcome()).toMatchObject({
      ...ONCE,
      thread: THREAD,
      last: { kind: 'succeeded', how: 'called' },
    })
  })
})

describe.concurrent('CipherTrust that is down', () => {
  it('shows on the card that nothing was sent, why, and until when it waits', async ({ expect }) => {
    await using one = await oneRequest()
    const { standing } = await approvedInVain(one)
    expect(standing).toMatch(/^Approved\. CipherTrust.*No call was made yet; the next try is .*\d/)
    await one.seen.cipherTrustFault({ kind: 'none' })
    one.pass(60)
    expect(await one.outcome()).toMatchObject({ ...ONCE, thread: THREAD })
  })
})

describe.concurrent('Slack and CipherTrust, both down for an hour', () => {
  async function anHourWithoutBoth(one: OneRequest) {
    await one.seen.cipherTrustFault({ kind: 'down' })
    await one.seen.slackFault({ method: '*', kind: '503', times: 1_000_000 })
    await one.seen.socket({ do: 'kill' })
    for (let minutes = 0; minutes < 60; minutes += 6) {
      one.pass(6 * 60)
      await sleep(300)
    }
    await one.seen.slackFault({ method: '*', kind: 'none' })
    await one.seen.cipherTrustFault({ kind: 'none' })
    one.pass(60)
    await until(one.seen.connections, (open) => open > 0, 45_000)
  }

  it('leave a request that waits for its decision as it was: it is approved and done afterwards', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await one.ask()

    await anHourWithoutBoth(one)

    await one.approve()
    expect(await one.outcome()).toMatchObject({ ...ONCE, thread: THREAD })
  })

  it('end a request that was approved: nothing is sent, and everybody hears why, once', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await approvedInVain(one)

    await anHourWithoutBoth(one)

    expect(await one.outcome()).toMatchObject({
      ...{ cards: 1, sent: 0, on: false, told: 1, thread: ['asked', 'approved', 'expired'] },
    })
    expect((await one.onCard('Expired')).standing).toMatch(
      /could not be made in time.*The bot changed nothing/,
    )
  })

  it('leave a call in doubt to be read afterwards, and never made again', async ({ expect }) => {
    await using one = await oneRequest()
    await one.writeFault({ kind: 'hangup_after_commit' })
    await one.flagFault({ kind: '500', times: 3 })
    await one.ask()
    await one.approve()
    await one.reach('unconfirmed')

    await anHourWithoutBoth(one)
    await one.readUntil(() => one.path().at(-1) === 'succeeded')

    expect(await one.outcome()).toMatchObject({ cards: 1, sent: 1, committed: 1, on: true, told: 1 })
  })
})

/** Approved while CipherTrust is down, so that it waits. */
async function approvedInVain(one: OneRequest) {
  await one.ask()
  await one.seen.cipherTrustFault({ kind: 'down' })
  await one.approve()
  return one.standing(/next try/)
}
