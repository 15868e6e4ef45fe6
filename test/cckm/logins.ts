import nock from 'nock'
import { ORIGIN, TOKENS } from './harness.ts'

/**
 * Logins that succeed, each with a token of its own: token-1, token-2, … In a file of its own, because to import nock is
 * enough for a refused connection to look like a broken one.
 */
export function logins(times = 1): nock.Scope {
  let count = 0
  return nock(ORIGIN)
    .post(TOKENS)
    .times(times)
    .reply(200, () => {
      count += 1
      return { jwt: `token-${count}`, duration: 300 }
    })
}
