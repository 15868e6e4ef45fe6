import { AUDIT } from '../builders.ts'
import { POLICIES } from '../usecases/walk/cast.ts'
import type { Stage } from './stage.ts'
import type { Tools } from './tools.ts'

/** Whatever was broken works again, whoever left is back, and the bot starts afresh; keys stay as people left them. */
export function calmDown({ weather, tell }: Tools, stage: Stage, drops?: boolean): void {
  const { staff, slack, lives, ciphertrust, persons } = stage
  tell('Everything', 'works again')
  weather.calm = true
  Object.assign(ciphertrust, { away: false, lag: 0 })
  slack.away = false
  slack.open(AUDIT)
  staff.allBack()
  lives.drops = drops
  const life = lives.newest()
  if (life) life.asleepUntil = 0
  void lives.restart(POLICIES.two)
  for (const card of slack.cards()) persons.see(card)
}

/** What came of it, whenever it came: the states of the requests, the lines in their threads, the answers. */
export async function endsOf({ books, slack }: Stage): Promise<readonly string[]> {
  const rows = await books.rows('SELECT a.hash, a.body FROM audit a ORDER BY a.seq')
  const kinds = new Map(rows.map(({ hash, body }) => [String(hash), String(JSON.parse(String(body)).kind)]))
  const requests = books.all().map(({ id, state }) => `${id} ${state}`)
  // Which entry an anchor names depends on the moment.
  const lines = slack.messages.map(({ event, value, anchor }) =>
    anchor ? `anchor of ${anchor.at.slice(0, 10)}` : `${event} ${kinds.get(value) ?? value}`,
  )
  const answers = slack.answers.map(({ person, reply }) => `${person} ${reply.kind}`)
  return [...requests, ...lines.sort(), ...answers.sort()]
}
