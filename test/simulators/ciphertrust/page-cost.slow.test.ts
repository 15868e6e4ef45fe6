import { describe, expect, it } from 'vitest'
import { startClient, type TestClient } from './client.ts'

const TURNS = 25
/** What else the machine does can last: as long as it is too much, it is measured again. */
const MOST_TURNS = 8 * TURNS
const AT_MOST = 5

async function timeOf(work: () => unknown): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

async function ratioOf(client: TestClient, query: string): Promise<number> {
  const { jwt } = await client.login()
  const url = `${client.url}/api/v1/cckm/aws/keys?limit=1000&${query}`
  const fetchPage = async () => (await fetch(url, { headers: { authorization: `Bearer ${jwt}` } })).text()
  const page = JSON.parse(await fetchPage())
  if (page.resources?.length !== 1_000) throw new Error('expected a page of 1,000 keys')
  // The fastest of several, in turns: what else the machine does only adds to the others.
  let [fetched, stringified] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const isSettled = (turn: number) => turn >= TURNS && fetched <= AT_MOST * stringified
  for (let turn = 0; turn < MOST_TURNS && !isSettled(turn); turn += 1) {
    stringified = Math.min(stringified, await timeOf(() => JSON.stringify(page)))
    fetched = Math.min(fetched, await timeOf(fetchPage))
  }
  return fetched / stringified
}

describe('a page of 1,000 keys out of 100,000', () => {
  it.each(['skip=50000', 'skip=20000&region=us-east-1', 'skip=20000&sort=-updatedAt,alias'])(
    'by %s costs at most five times as much as to stringify it',
    async (query) => {
      await using client = await startClient({ keys: 100_000, seed: 1 })
      const ratio = await ratioOf(client, query)
      console.log(`page by ${query}: ${ratio.toFixed(1)} times JSON.stringify`)
      expect(ratio).toBeLessThanOrEqual(AT_MOST)
    },
  )
})

describe('100,000 keys', () => {
  it('are there within five seconds, and weigh less than 2 kB each', async () => {
    const before = process.memoryUsage().heapUsed
    const from = performance.now()
    await using _client = await startClient({ keys: 100_000, seed: 1 })
    const ms = performance.now() - from
    const perKey = (process.memoryUsage().heapUsed - before) / 100_000
    console.log(`100,000 keys: ${Math.round(ms)} ms, at most ${Math.round(perKey)} bytes each`)
    expect(ms).toBeLessThan(5_000)
    expect(perKey).toBeLessThan(2_000)
  })
})
