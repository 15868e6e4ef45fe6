import { describe, expect, it } from 'vitest'
import { later, T0 } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

const LEASE = 10_000

async function withOneJob() {
  const memory = openMemory()
  await memory.wake('card:1')
  const { jobs } = memory.store
  const claim = async (owner = 'bot-1') => {
    const job = await jobs.claim(owner, LEASE)
    if (!job) throw new Error('nothing is due')
    return job
  }
  return { ...memory, jobs, claim }
}

describe('clockMoved', () => {
  it('keeps what is left of a lease, and wakes everything', async () => {
    const { store, rows, clock, claim, wake } = await withOneJob()
    await claim()
    await wake('card:2', later(30).getTime())
    clock.at = later(-3_600)
    await store.jobs.clockMoved(-3_600_000)
    expect(await rows('SELECT subject, due, leased_until FROM jobs ORDER BY subject')).toEqual([
      { subject: 'card:1', due: clock.at.getTime(), leased_until: clock.at.getTime() + LEASE },
      { subject: 'card:2', due: clock.at.getTime(), leased_until: null },
    ])
  })
})

describe('claim', () => {
  it('gives one job to one of 8 who ask at once', async () => {
    const { jobs } = await withOneJob()
    const claims = await Promise.all(Array.from({ length: 8 }, (_, n) => jobs.claim(`bot-${n}`, LEASE)))
    expect(claims.filter((job) => job !== null)).toEqual([
      { subject: 'card:1', owner: 'bot-0', tries: 1, rev: 1 },
    ])
  })

  it('gives the job that is due longest', async () => {
    const { jobs, wake } = await withOneJob()
    await wake('card:2', later(-60).getTime())
    await wake('card:3', later(-30).getTime())
    const order = [await jobs.claim('bot-1', LEASE), await jobs.claim('bot-1', LEASE)]
    expect(order.map((job) => job?.subject)).toEqual(['card:2', 'card:3'])
  })

  it('gives nothing before it is due', async () => {
    const { store, wake, wait } = openMemory()
    await wake('card:1', later(5).getTime())
    wait(4)
    expect(await store.jobs.claim('bot-1', LEASE)).toBeNull()
    wait(1)
    expect(await store.jobs.claim('bot-1', LEASE)).toMatchObject({ subject: 'card:1' })
  })

  it('gives a job to another once its lease is over', async () => {
    const { jobs, claim, wait } = await withOneJob()
    await claim()
    wait(9)
    expect(await jobs.claim('bot-2', LEASE)).toBeNull()
    wait(1)
    expect(await jobs.claim('bot-2', LEASE)).toMatchObject({ owner: 'bot-2', tries: 2 })
  })
})

describe('finish', () => {
  it('drops a job that has come to its end', async () => {
    const { jobs, claim, subjects } = await withOneJob()
    await jobs.finish(await claim(), null)
    expect(await subjects()).toEqual([])
  })

  it('puts a job back for later', async () => {
    const { jobs, claim, wait } = await withOneJob()
    await jobs.finish(await claim(), later(5).getTime())
    expect(await jobs.claim('bot-1', LEASE)).toBeNull()
    wait(5)
    expect(await jobs.claim('bot-1', LEASE)).toMatchObject({ tries: 2 })
  })

  it.each([
    ['dropped', null],
    ['put back for later', later(60).getTime()],
  ])('leaves a job due that was woken while it ran, even when it is %s', async (_, again) => {
    const { jobs, claim, wake } = await withOneJob()
    const job = await claim()
    await wake('card:1')
    await jobs.finish(job, again)
    expect(await jobs.claim('bot-1', LEASE)).toMatchObject({ subject: 'card:1' })
  })

  it.each([
    ['drop', null],
    ['put back', later(60).getTime()],
  ])('does not let who lost the lease %s the job', async (_, again) => {
    const { jobs, claim, wait, rows } = await withOneJob()
    const lost = await claim()
    wait(10)
    await claim('bot-2')
    await jobs.finish(lost, again)
    expect(await rows('SELECT owner, due FROM jobs')).toEqual([{ owner: 'bot-2', due: T0.getTime() }])
  })

  it('does not let a lost try of the same owner drop the job', async () => {
    const { jobs, claim, wait, subjects } = await withOneJob()
    const lost = await claim()
    wait(10)
    await claim()
    await jobs.finish(lost, null)
    expect(await subjects()).toEqual(['card:1'])
  })
})

describe('wake', () => {
  it('keeps the earlier of two times', async () => {
    const { wake, rows } = await withOneJob()
    await wake('card:1', later(60).getTime())
    await wake('card:2', later(60).getTime())
    await wake('card:2')
    expect(await rows('SELECT due FROM jobs')).toEqual([{ due: T0.getTime() }, { due: T0.getTime() }])
  })
})
