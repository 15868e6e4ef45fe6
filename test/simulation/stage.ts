import type { PersonId, RequestId } from '../../src/core/ids.ts'
import type { Database } from '../../src/store/database.ts'
import { POLICIES } from '../usecases/walk/cast.ts'
import { createEars } from './bot/ears.ts'
import { createGates } from './bot/gates.ts'
import { createLives } from './bot/lives.ts'
import { createNetwork } from './bot/network.ts'
import { createProcess } from './bot/process.ts'
import { createBooks } from './judge/books.ts'
import { createPromises } from './judge/promises.ts'
import type { Plant } from './plant.ts'
import type { Tools } from './tools.ts'
import { archive, changeKey, firstPolicy, leave, POLICY_NAMES } from './world/happenings.ts'
import { createKeys } from './world/keys.ts'
import { createPersons } from './world/persons.ts'
import { createSlack } from './world/slack.ts'
import { createStaff } from './world/staff.ts'

/** Everything there is: the world, the people in it, the lives of the bot, and who watches them. */
export function createStage(tools: Tools, db: Database, plant: Plant) {
  const { timeline } = tools
  const now = () => timeline.now
  const keys = createKeys(now)
  const staff = createStaff(now)
  const meddle = (id: RequestId, by: PersonId) => {
    const book = books.all().find((one) => one.id === id)
    const chance = tools.dice.of('meddling')
    const what = chance.pick('person', 'person', 'asker', 'key', 'key', 'key', 'policy', 'channel')
    if (what === 'person') leave(tools, staff, by)
    else if (what === 'channel') archive(tools, slack, 30_000)
    else if (what === 'policy') void lives.restart(POLICIES[chance.pick(...POLICY_NAMES)])
    else if (what === 'asker' && book) leave(tools, staff, book.requester)
    else if (book) changeKey(tools, keys, book.key)
  }
  const persons = createPersons(tools, { keys, meddle, ears: () => ears })
  const slack = createSlack(tools, persons)
  const policy = () => lives.newest()?.policy ?? POLICIES.two
  const hadCard = (id: RequestId) =>
    slack.messages.some(({ event, value }) => event === 'card' && value === id)
  const promises = createPromises(tools, { keys, staff, said: persons.said, policy, hadCard })
  const books = createBooks(db, tools, promises.judgeEntry)
  const gates = createGates(tools, (life) => lives.die(life))
  const network = createNetwork(tools, gates)
  const state = { away: false, lag: 0 }
  const judge = promises.judgeCall.bind(null, books)
  const ciphertrust = { keys, state, send: network, judge }
  const announced = new Set<string>()
  const outside = {
    ...{ db, touched: books.touched, gates, network, ciphertrust, slack, announced, staff, plant },
  }
  const lives = createLives(
    tools,
    {
      create: (life) => createProcess(tools, outside, life),
      dropJobs: () => db.transaction(async (sql) => void (await sql('DELETE FROM jobs'))),
    },
    POLICIES[firstPolicy(tools)],
  )
  const ears = createEars(tools, { lives, gates, slack })
  return { keys, staff, persons, slack, announced, books, lives, ciphertrust: state }
}
export type Stage = ReturnType<typeof createStage>
