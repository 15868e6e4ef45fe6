import { blockIds } from '../observed.ts'
import type { Acts, Scene } from './scene.ts'

export const DOCUMENTED_KEY = '/api/v1/cckm/aws/keys/baf58871-2503-4d13-a84a-339aeb8fdfaf'
const ACK_WITHIN_MS = 1_000

/** Who may ask, and for what. */
export function asking({ slack, seen, refusedWithoutACall }: Scene): Acts {
  const { requester, stranger, guest, deactivated, outsider } = slack.users
  const wish = 'rotate alias/aws-test-key'
  return {
    'help is answered': async () => blockIds(await seen.type(requester, 'help')).includes('commands'),
    'somebody from another company is refused, and nothing is called': () =>
      refusedWithoutACall(stranger, wish, 'foreign'),
    'a guest is refused, and nothing is called': () => refusedWithoutACall(guest, wish, 'guest'),
    'a deactivated person is refused, and nothing is called': () =>
      refusedWithoutACall(deactivated, wish, 'deactivated'),
    'a colleague who is not on the list is refused, and nothing is called': () =>
      refusedWithoutACall(outsider, wish, 'not_allowed'),
    'a key that cannot rotate is refused, and nothing is written': async () => {
      const answer = await seen.type(requester, 'rotate alias/orders-asymmetric')
      return blockIds(answer).includes('refused:asymmetric') && (await seen.writes()).length === 0
    },
    'the on-call engineer asks, and is heard within a second': async () => {
      const answer = await seen.type(requester, `${wish} because CHG-4711`)
      return answer.ackMs !== null && answer.ackMs < ACK_WITHIN_MS && blockIds(answer).includes('asked')
    },
  }
}
