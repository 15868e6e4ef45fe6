import { describe, expect, it } from 'vitest'
import { createTokenSource, type Token } from '../../src/cckm/token.ts'
import { CipherTrustFault } from '../../src/core/fault.ts'
import { faultOf, testWorld } from './harness.ts'

/** A token source whose logins succeed with tokens of five minutes, until `refuse` is set. */
function source() {
  const world = testWorld()
  const logins = { count: 0, refuse: false }
  const tokens = createTokenSource(async (): Promise<Token> => {
    logins.count += 1
    if (logins.refuse) throw new CipherTrustFault({ kind: 'login_refused', outcome: 'not_sent', status: 401 })
    return { jwt: `token-${logins.count}`, expiresAt: world.now().getTime() + 300_000, subject: 'local|1' }
  }, world)
  return { world, logins, tokens }
}

describe('createTokenSource', () => {
  it('logs in once for 50 callers at a time', async () => {
    const { logins, tokens } = source()
    const got = await Promise.all(Array.from({ length: 50 }, () => tokens.get()))
    expect(logins.count).toBe(1)
    expect(new Set(got.map(({ jwt }) => jwt))).toEqual(new Set(['token-1']))
  })

  it('keeps the token while it is good for 60 s more', async () => {
    const { world, tokens } = source()
    await tokens.get()
    world.pass(240_000)
    expect((await tokens.get()).jwt).toBe('token-1')
  })

  it('renews the token when less than 60 s are left', async () => {
    const { world, tokens } = source()
    await tokens.get()
    world.pass(240_001)
    expect((await tokens.get()).jwt).toBe('token-2')
  })

  it('keeps a token that is good for as long as is asked', async () => {
    const { world, tokens } = source()
    await tokens.get()
    world.pass(270_000)
    expect((await tokens.get(30_000)).jwt).toBe('token-1')
  })

  it('logs in again after the token was dropped', async () => {
    const { tokens } = source()
    tokens.drop(await tokens.get())
    expect((await tokens.get()).jwt).toBe('token-2')
  })

  it('keeps a newer token when a late caller drops the old one', async () => {
    const { tokens } = source()
    const old = await tokens.get()
    tokens.drop(old)
    await tokens.get()
    tokens.drop(old)
    expect((await tokens.get()).jwt).toBe('token-2')
  })

  it('leaves a refused login alone for a minute and says why', async () => {
    const { world, logins, tokens } = source()
    logins.refuse = true
    await faultOf(tokens.get())
    world.pass(59_999)
    expect((await faultOf(tokens.get())).fault).toEqual({
      kind: 'login_refused',
      outcome: 'not_sent',
      status: 401,
    })
    expect(logins.count).toBe(1)
  })

  it('logs in again a minute after the refusal', async () => {
    const { world, logins, tokens } = source()
    logins.refuse = true
    await faultOf(tokens.get())
    logins.refuse = false
    world.pass(60_000)
    expect((await tokens.get()).jwt).toBe('token-2')
  })

  it('refuses all who wait for the same login', async () => {
    const { logins, tokens } = source()
    logins.refuse = true
    const faults = await Promise.all([faultOf(tokens.get()), faultOf(tokens.get()), faultOf(tokens.get())])
    expect(faults.map(({ fault }) => fault.kind)).toEqual(['login_refused', 'login_refused', 'login_refused'])
    expect(logins.count).toBe(1)
  })
})
