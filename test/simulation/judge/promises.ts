import type { RequestEntry } from '../../../src/core/entry.ts'
import type { PersonId, RequestId } from '../../../src/core/ids.ts'
import { Key } from '../../../src/core/key.ts'
import type { Wanted } from '../../../src/core/operations.ts'
import type { Policy } from '../../../src/core/policy.ts'
import { requestOf } from '../../../src/store/rows.ts'
import { isSealed } from '../../usecases/walk/standing.ts'
import type { Life } from '../bot/life.ts'
import type { Tools } from '../tools.ts'
import { inWords } from '../words.ts'
import { type Keys, shown } from '../world/keys.ts'
import type { Personnel } from '../world/staff.ts'
import type { Book, Books } from './books.ts'

export interface Truth {
  readonly keys: Keys
  readonly staff: Personnel
  /** Who ever said yes to a request. */
  readonly said: ReadonlyMap<RequestId, ReadonlySet<PersonId>>
  readonly policy: () => Policy
  /** Whether a card of it was ever posted. */
  readonly hadCard: (id: RequestId) => boolean
}

/** Reads may be this far behind. */
const OLDEST_COPY_MS = 60_000
const MARK_GOOD_FOR_MS = 5_000
/** How long an approval that waits stays good. */
const UNUSED_FOR_MS = 900_000
/** From finding out who somebody is to writing what they decided, with every call as slow as it can be. */
const DECIDING_MS = 120_000
const ASLEEP_MS = 1_800_000

/** What is written about a request must be true, whatever led there. */
export function createPromises(
  { timeline, weather, wrong }: Tools,
  { keys, staff, said, policy, hadCard }: Truth,
) {
  function judgeEntry(entry: RequestEntry, book: Book, all: readonly Book[]): void {
    switch (entry.kind) {
      case 'asked':
        judgeAsking(Date.parse(entry.at), book, all)
        break
      case 'approved':
      case 'denied':
        if (entry.by !== 'policy') judgeDecision(entry.by, book)
        break
      case 'withdrawn':
        judgeWithdrawal(entry.by, book)
        break
      case 'succeeded':
        if (entry.how !== 'settled') judgeGreen(entry.how === 'called', book)
        break
      case 'failed':
        judgeRed(book)
    }
  }

  /** Since when somebody may have been found to stand in a list who acts on it now. */
  const foundSince = () => timeline.now - DECIDING_MS - (weather.sleep > 0 ? ASLEEP_MS : 0)

  function judgeWithdrawal(by: PersonId, { id, requester }: Book): void {
    if (by !== requester && !staff.stood(policy(), by, 'admins', foundSince()))
      wrong(`${inWords.person(by)} withdrew ${id}, which is not theirs`)
  }

  function judgeDecision(by: PersonId, { id, requester }: Book): void {
    if (by === requester) wrong(`${inWords.person(by)} decided about their own request ${id}`)
    if (!staff.stood(policy(), by, 'approvers', foundSince()))
      wrong(`${inWords.person(by)} decided about ${id}, but is no approver`)
  }

  /** What was settled without an answer may still be carried out: until then nobody else comes to the key. */
  function judgeAsking(at: number, { id, key }: Book, all: readonly Book[]): void {
    const other = all.find((book) => book.id !== id && book.key === key && at < (book.holdsUntil ?? 0))
    if (other) wrong(`${id} was asked for while ${other.id} may still be carried out`)
  }

  function judgeGreen(called: boolean, book: Book): void {
    const since = called && book.mark ? book.mark.at : book.before - OLDEST_COPY_MS
    if (!keys.wasAsWanted(book.key, book.wanted, since))
      wrong(`${book.id} is shown as done, but ${inWords.key(book.key)} is not as asked`)
  }

  function judgeRed({ id, key }: Book): void {
    const [done] = keys.callsOf(id)
    if (done && !keys.undone(key, done.at))
      wrong(`${id} is shown as failed, but its call was carried out, or still will be`)
  }

  return {
    judgeEntry,
    /** A call leaves: on a mark of this very life, with its approvals under the policy in force, for the key as it was shown. */
    async judgeCall(books: Books, life: Life, key: number, wanted: Wanted): Promise<RequestId | null> {
      await books.observe()
      const book = books
        .all()
        .filter(({ key: of, mark, claim }) => of === key && mark && !mark.used && claim?.owner === life.owner)
        .sort((a, b) => (b.mark?.at ?? 0) - (a.mark?.at ?? 0))
        .at(0)
      if (!book?.mark || !book.claim) {
        wrong(`a call for ${inWords.key(key)} goes out without a mark that allows it`)
        return null
      }
      book.mark.used = true
      const { id, claim, mark, requester, approvedAt = 0 } = book
      if (timeline.now - mark.at > MARK_GOOD_FOR_MS) wrong(`the call of ${id} goes out long after its mark`)
      if (JSON.stringify(wanted) !== JSON.stringify({ ...wanted, ...book.wanted }))
        wrong(`another call than ${id} asked for`)
      if (!hadCard(id)) wrong(`the call of ${id} goes out before anybody could see its card`)
      if (claim.at - approvedAt >= UNUSED_FOR_MS)
        wrong(`the call of ${id} goes out on an approval that is old`)
      if (isSealed(life.policy, key)) wrong(`a call for ${id}, which the policy denies`)
      if (!staff.stood(life.policy, requester, 'requesters', claim.at))
        wrong(`a call for ${id}, whose requester may not ask any more`)
      const asked = await shownWhenAsked(books, id)
      if (!wasShown(key, asked, claim.at - OLDEST_COPY_MS)) wrong(`a call for ${id}, whose key has changed`)
      const good = [...(said.get(id) ?? [])].filter(
        (person) => person !== requester && staff.stood(life.policy, person, 'approvers', claim.at),
      )
      const needed = quorum(life.policy, book.wanted, asked)
      if (good.length < needed)
        wrong(`the call of ${id} goes out with ${good.length} of ${needed} approvals that count`)
      return id
    },
  }

  function wasShown(key: number, asked: string, since: number): boolean {
    return [since, ...keys.changesOf(key)].some(
      (at) =>
        at >= since &&
        at <= timeline.now &&
        JSON.stringify(Key.parse(shown(key, keys.lookAt(key, at)))) === asked,
    )
  }
}

async function shownWhenAsked(books: Books, id: RequestId): Promise<string> {
  const [row] = await books.rows('SELECT body FROM requests WHERE id = $1', id)
  return row ? JSON.stringify(requestOf(row).key) : ''
}

/** Switching off, and changing the period of a key that rotates, always take one. */
function quorum({ approvals }: Policy, { operation, periodDays }: Wanted, asked: string): number {
  const on = asked.includes('"rotation":{"on":true')
  const always = operation === 'disable-auto-rotation' || (periodDays !== undefined && on)
  return Math.max(approvals, always ? 1 : 0)
}
