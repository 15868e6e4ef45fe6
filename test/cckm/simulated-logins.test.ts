import { describe, expect, it } from 'vitest'
import { startCipherTrust } from '../../simulators/ciphertrust/start.ts'
import type { CipherTrustConfig } from '../../src/cckm/cipher-trust-config.ts'
import { KeyId } from '../../src/core/ids.ts'
import { faultOf, passwordAccount, T0, testClient } from './harness.ts'

const DOCUMENTED = KeyId.parse('baf58871-2503-4d13-a84a-339aeb8fdfaf')
const OF_SUB_DOMAIN = KeyId.parse('d3b07384-d9a0-4f6e-8c1d-5e2f7a9b0c64')

/** A simulator and a client of it, both on the clock of the test. */
async function start(more: Partial<CipherTrustConfig> = {}) {
  let at = T0.getTime()
  const server = await startCipherTrust({ now: () => new Date(at) })
  const { url, username, password } = server
  const { client, world } = testClient({ url, account: passwordAccount(username, password), ...more })
  return {
    client,
    world,
    password,
    url,
    pass(ms: number) {
      at += ms
      world.pass(ms)
    },
    control: (path: string, body: object) =>
      fetch(`${url}/control/${path}`, { method: 'POST', body: JSON.stringify(body) }),
    async logins(): Promise<number[]> {
      const calls = (await (await fetch(`${url}/control/calls`)).json()) as { path: string; status: number }[]
      return calls.filter(({ path }) => path === '/api/v1/auth/tokens').map(({ status }) => status)
    },
    [Symbol.asyncDispose]: () => server.close(),
  }
}

describe('the client, with logins as CipherTrust ends them,', () => {
  it('asks for one new token for 1,000 callers at a time whose token has expired', async () => {
    await using simulated = await start()
    await simulated.client.prepare()
    simulated.pass(301_000)
    const subjects = await Promise.all(Array.from({ length: 1_000 }, () => simulated.client.prepare()))
    expect(new Set(subjects).size).toBe(1)
    expect(await simulated.logins()).toEqual([200, 200])
  })

  it('goes back to its password once after a night without a call', async () => {
    await using simulated = await start()
    await simulated.client.read(DOCUMENTED)
    simulated.pass(8 * 3_600_000)
    expect((await simulated.client.read(DOCUMENTED))?.id).toBe(DOCUMENTED)
    expect(await simulated.logins()).toEqual([200, 401, 200])
  })

  it('stays logged in for a day of calls with one password', async () => {
    await using simulated = await start()
    for (let n = 0; n < 72; n += 1) {
      await simulated.client.prepare()
      simulated.pass(20 * 60_000)
    }
    expect(new Set(await simulated.logins())).toEqual(new Set([200]))
    expect(simulated.world.lines.every(({ fields }) => fields.status === 200)).toBe(true)
  })

  it('renews a token once that CipherTrust ends during a call', async () => {
    await using simulated = await start()
    await simulated.client.prepare()
    await simulated.control('revoke', { what: 'jwt' })
    expect((await simulated.client.read(DOCUMENTED))?.id).toBe(DOCUMENTED)
    expect(await simulated.logins()).toEqual([200, 200])
  })

  it('does not lock its own account with a wrong password', async () => {
    await using simulated = await start({ account: passwordAccount('svc-cckm-bot', 'wrong') })
    await simulated.control('lockout', { minutes: [0, 0, 30] })
    for (let n = 0; n < 20; n += 1) await faultOf(simulated.client.read(DOCUMENTED))
    expect(await simulated.logins()).toEqual([401])
  })

  it.each([
    [{}, true, false],
    [{ domain: 'payments' }, false, true],
    [{ domain: 'payments', authDomain: 'root' }, false, true],
  ])('sees with %j a key of the root domain (%s) or of the sub-domain (%s)', async (fields, root, sub) => {
    await using simulated = await start(fields)
    const seen = [await simulated.client.read(DOCUMENTED), await simulated.client.read(OF_SUB_DOMAIN)]
    expect(seen.map((key) => key !== null)).toEqual([root, sub])
  })

  it('logs in to the tenant where its account lives', async () => {
    await using simulated = await start()
    const { url } = simulated
    const account = passwordAccount('svc-payments', simulated.password)
    const { client } = testClient({ url, account, authDomain: 'elsewhere', authDomainPath: '/payments' })
    expect((await client.read(OF_SUB_DOMAIN))?.id).toBe(OF_SUB_DOMAIN)
    expect(await client.read(DOCUMENTED)).toBeNull()
  })
})
