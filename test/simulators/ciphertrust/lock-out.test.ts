import { describe, expect, it } from 'vitest'
import { startClient } from './client.ts'

const minute = 60_000

/** A simulator that locks accounts, with a clock that stands still until told. */
async function start(minutes: readonly number[] | null) {
  let at = new Date('2026-03-02T10:00:00Z').getTime()
  const client = await startClient({ now: () => new Date(at) })
  if (minutes) await client.control('lockout', { minutes })
  const logIn = async (password?: string) => (await client.grant(password ? { password } : {})).body.message
  return {
    logIn,
    control: client.control,
    pass: (ms: number) => {
      at += ms
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }
}

const wrong = 'Wrong username or password.'
const locked = 'User account is locked.'

describe('an account', () => {
  it('is never locked unless that is switched on', async () => {
    await using simulated = await start(null)
    for (let n = 0; n < 10; n += 1) await simulated.logIn('wrong')
    expect(await simulated.logIn()).toBeUndefined()
  })

  it('is locked for longer after each wrong password, and for the last time from then on', async () => {
    await using simulated = await start([0, 5, 30])
    const { logIn, pass } = simulated
    const heard = [await logIn('wrong'), await logIn('wrong'), await logIn()]
    pass(5 * minute)
    heard.push(await logIn('wrong'), await logIn())
    pass(30 * minute)
    heard.push(await logIn('wrong'))
    pass(29 * minute)
    heard.push(await logIn())
    pass(minute)
    heard.push(await logIn())
    expect(heard).toEqual([wrong, wrong, locked, wrong, locked, wrong, locked, undefined])
  })

  it('starts anew after a good login, and after the switch is turned', async () => {
    await using simulated = await start([0, 5])
    const { logIn, control } = simulated
    await logIn('wrong')
    await logIn()
    const heard = [
      await logIn('wrong'),
      await logIn(),
      await logIn('wrong'),
      await logIn('wrong'),
      await logIn(),
    ]
    await control('lockout', { minutes: null })
    expect([...heard, await logIn()]).toEqual([wrong, undefined, wrong, wrong, locked, undefined])
  })
})
