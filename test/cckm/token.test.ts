import { describe, expect, it } from 'vitest'
import { createTokenSource, type Token } from '../../src/cckm/token.ts'
import { CipherTrustFault } from '../../src/core/fault.ts'
import { faultOf, testWorld } from './harness.ts'

/** A token source whose logins succeed with tokens of five minutes, until `refuse` is set. */
function source() {
  const world = testWorld()
  const logins = { count: 0, refuse: false }
  const logIn = async (): Promise<Token> => {
    logins.count += 1
    if (logins.refuse) throw refusal()
    return { jwt: `token-${logins.count}`, expiresAt: world.now().getTime() + 300_000, subject: 'local|1' }
  }
  return { world, logins, tokens: createTokenSource({ logIn }, world) }
}

function refusal(): CipherTrustFault {
  return new CipherTrustFault({ kind: 'login_refused', outcome: 'not_sent', status: 401 })
}

/** The same with refresh tokens; `refresh` says what comes of using one. */
function refreshing(refresh: (used: string) => Promise<Partial<Token>> = async () => ({})) {
  const world = testWorld()
  const calls: string[] = []
  const refused = { logins: false }
  const token = (more: Partial<Token>): Token => ({
    jwt: `token-${calls.length}`,
    expiresAt: world.now().getTime() + 300_000,
    subject: 'local|1',
    ...more,
  })
  const tokens = createTokenSource(
    {
      logIn: async () => {
        calls.push('login')
        if (refused.logins) throw refusal()
        return token({ refreshToken: `refresh-${calls.length}` })
      },
      refresh: async (used) => {
        calls.push(used)
        return token(await refresh(used))
      },
    },
    world,
  )
  return { world, calls, refused, tokens }
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
    expect(world.lines).toEqual([
      {
        level: 'warn',
        fields: {
          fault: { kind: 'login_refused', outcome: 'not_sent', status: 401 },
          until: '2026-03-02T10:01:00.000Z',
        },
        message: 'login was refused; it is not tried again for a minute',
      },
    ])
  })

  it('logs in again a minute after the refusal', async () => {
    const { world, logins, tokens } = source()
    logins.refuse = true
    await faultOf(tokens.get())
    logins.refuse = false
    world.pass(60_000)
    expect((await tokens.get()).jwt).toBe('token-2')
  })

  it.each([
    ['back', -3_600_000, true],
    ['forth', 3_600_000, true],
    ['back by less than a minute', -59_999, false],
  ])('holds a refused login for no longer where the clock is set %s', async (_, step, again) => {
    const { world, logins, tokens } = source()
    logins.refuse = true
    await faultOf(tokens.get())
    world.pass(step)
    await faultOf(tokens.get())
    expect(logins.count).toBe(again ? 2 : 1)
  })

  it('asks once a call for tokens that live shorter than is asked, and gives them all the same', async () => {
    const { logins, tokens } = source()
    const asked = [tokens.get(400_000), tokens.get(400_000)]
    expect((await Promise.all(asked)).map(({ jwt }) => jwt)).toEqual(['token-1', 'token-1'])
    expect((await tokens.get(400_000)).jwt).toBe('token-2')
    expect(logins.count).toBe(2)
  })

  it('holds a token as long as it is good for what is asked, and never asks for one', async () => {
    const { world, logins, tokens } = source()
    const none = tokens.held(0)
    const token = await tokens.get()
    world.pass(270_000)
    expect([none, tokens.held(30_000), tokens.held(30_001), logins.count]).toEqual([null, token, null, 1])
  })

  it('refuses all who wait for the same login', async () => {
    const { logins, tokens } = source()
    logins.refuse = true
    const faults = await Promise.all([faultOf(tokens.get()), faultOf(tokens.get()), faultOf(tokens.get())])
    expect(faults.map(({ fault }) => fault.kind)).toEqual(['login_refused', 'login_refused', 'login_refused'])
    expect(logins.count).toBe(1)
  })
})

describe('a refresh token', () => {
  it('brings one new token for 1,000 callers at a time whose token has expired', async () => {
    const { world, calls, tokens } = refreshing()
    await tokens.get()
    world.pass(300_001)
    const got = await Promise.all(Array.from({ length: 1_000 }, () => tokens.get()))
    expect(calls).toEqual(['login', 'refresh-1'])
    expect(new Set(got.map(({ jwt }) => jwt))).toEqual(new Set(['token-2']))
  })

  it('is used from 60 s before the token ends', async () => {
    const { world, calls, tokens } = refreshing()
    await tokens.get()
    world.pass(240_000)
    await tokens.get()
    expect(calls).toEqual(['login'])
    world.pass(1)
    await tokens.get()
    expect(calls).toEqual(['login', 'refresh-1'])
  })

  it('is used again when CipherTrust brings no other, and replaced when it does', async () => {
    const replies = [{}, { refreshToken: 'another' }, {}]
    const { world, calls, tokens } = refreshing(async () => replies.shift() ?? {})
    for (let n = 0; n < 4; n += 1) {
      await tokens.get()
      world.pass(300_000)
    }
    expect(calls).toEqual(['login', 'refresh-1', 'refresh-1', 'another'])
  })

  it('that is refused is followed by one login, and never used again', async () => {
    const { world, calls, tokens } = refreshing(() => Promise.reject(refusal()))
    await tokens.get()
    world.pass(300_000)
    await Promise.all(Array.from({ length: 1_000 }, () => tokens.get()))
    expect(calls).toEqual(['login', 'refresh-1', 'login'])
    world.pass(300_000)
    await tokens.get()
    expect(calls).toEqual(['login', 'refresh-1', 'login', 'refresh-3', 'login'])
  })

  it('that is refused together with the login leaves both alone for a minute', async () => {
    const { world, calls, refused, tokens } = refreshing(() => Promise.reject(refusal()))
    await tokens.get()
    refused.logins = true
    world.pass(300_000)
    for (let n = 0; n < 5; n += 1) await faultOf(tokens.get())
    expect(calls).toEqual(['login', 'refresh-1', 'login'])
    world.pass(60_000)
    await faultOf(tokens.get())
    expect(calls).toEqual(['login', 'refresh-1', 'login', 'login'])
  })

  it('that gets no answer ends the call, and the next one logs in', async () => {
    const { world, calls, tokens } = refreshing(() =>
      Promise.reject(new CipherTrustFault({ kind: 'timeout', outcome: 'not_sent' })),
    )
    await tokens.get()
    world.pass(300_000)
    expect((await faultOf(tokens.get())).fault.kind).toBe('timeout')
    expect(calls).toEqual(['login', 'refresh-1'])
    await tokens.get()
    expect(calls).toEqual(['login', 'refresh-1', 'login'])
  })

  it('renews a token that CipherTrust refused', async () => {
    const { calls, tokens } = refreshing()
    tokens.drop(await tokens.get())
    await tokens.get()
    expect(calls).toEqual(['login', 'refresh-1'])
  })
})
