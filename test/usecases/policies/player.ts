import { dispatch } from '../../../src/commands/dispatch.ts'
import { ChannelId, InputId, RequestId } from '../../../src/core/ids.ts'
import type { Reply } from '../../../src/core/reply.ts'
import { runInput } from '../../../src/slack/listeners/run-input.ts'
import { advance } from '../../../src/usecases/advance.ts'
import { openMemory } from '../../memory-store.ts'
import { keyIdOf, oneIdOf } from './cast.ts'
import { changeWorld } from './change-world.ts'
import { createCheck } from './check.ts'
import type { Asks, Clicks, Step } from './deeds.ts'
import { judgeCall, must } from './judge-call.ts'
import { createModel } from './model.ts'
import { depsOf } from './ports.ts'
import { type Asked, countingFor, isOpen, ruleOf, type Wish } from './requests.ts'
import { findAsked, findPerson, findWish } from './resolve.ts'
import { openChannels } from './standing.ts'
import { whyNotAsk, whyNotDecide, whyNotWithdraw } from './why-not.ts'
import { type Beginning, createWorld } from './world.ts'

/** Lives in a world of their own: the model says what is to come, the bot does it, and both must agree. */
export function createPlayer(beginning: Beginning) {
  const world = createWorld(beginning)
  const memory = openMemory(':memory:', () => new Date(world.now))
  const model = createModel(world)
  const { seen, requests } = model
  const check = createCheck(memory, model)
  const story: string[] = []
  let atWork: Asked | undefined
  const deps = depsOf(world, memory, (key, wanted) => {
    if (atWork?.wish.key === key) judgeCall(world, atWork, wanted)
    else must(false, 'a call that nobody asked for')
  })
  let inputs = 0
  const newInput = () => InputId.parse(`input:${++inputs}`)

  async function step({ deed, works }: Step): Promise<void> {
    story.push(JSON.stringify(deed))
    if (deed.do === 'ask') await asks(deed)
    else if (deed.do === 'click') await clicks(deed)
    else changeWorld(world, requests, deed)
    if (works) await work()
    await check()
  }

  /** Whether it is the answer to expect; a refusal must be one of these. */
  function hears(who: string, reply: Reply, whys: readonly string[], yes: Reply['kind']): boolean {
    const said = reply.kind === 'refused' ? reply.refusal : reply.kind
    story.push(`    ${who} hears ${said}`)
    const wanted = whys.length > 0 ? whys : [yes]
    must(wanted.includes(said), `${who} hears ${said} instead of ${wanted.join(' or ')}`)
    return reply.kind !== 'refused'
  }

  async function asks(deed: Asks): Promise<void> {
    const { wish, person: typedBy } = findWish(world, requests, deed)
    const person = oneIdOf(typedBy)
    const whys = whyNotAsk(world, person, wish, requests)
    const channel = ChannelId.parse(wish.channel)
    story.push(`    ${typedBy} in ${channel}: ${textOf(wish)}`)
    const reply = await dispatch(deps, { id: newInput(), by: typedBy, channel, text: textOf(wish) })
    if (reply.kind === 'refused') seen.add(`ask: ${reply.refusal}`)
    if (whys.includes('not_here') && (openChannels(world.policy)?.includes(channel) ?? true))
      seen.add('ask: not_here for this key')
    if (!hears(typedBy, reply, whys, 'asked') || reply.kind !== 'asked') return
    must(!isTaken(reply.request.id), 'the same request is answered with twice')
    model.open(wish, person, { id: reply.request.id })
    if (typedBy !== person) seen.add('asked by the other id of somebody')
  }

  function isTaken(id: string): boolean {
    return requests.some((asked) => asked.id === id)
  }

  async function clicks(deed: Clicks): Promise<void> {
    const asked = findAsked(requests, deed.which)
    if (!asked) return
    const by = findPerson(world, deed.who, ruleOf(world, asked), asked)
    const person = oneIdOf(by)
    const command = (text: string) => {
      const channel = ChannelId.parse(openChannels(world.policy)?.[0] ?? 'C0DEV')
      return dispatch(deps, { id: newInput(), by, channel, text })
    }
    story.push(`    ${by} ${deed.what} ${asked.id} of ${asked.requester}, ${asked.state}`)
    if (deed.what === 'withdraw') {
      const whys = whyNotWithdraw(world, person, asked)
      const reply = await command(`withdraw ${asked.id}`)
      if (hears(by, reply, whys, 'withdrawn')) model.withdraw(asked, person)
      else if (reply.kind === 'refused') seen.add(`withdraw: ${reply.refusal}`)
      return
    }
    const verdict = deed.what === 'deny' ? 'deny' : 'approve'
    const whys = whyNotDecide(world, person, asked, verdict)
    if (deed.what === 'look') return looks(asked, by, { whys, reply: () => command(`approve ${asked.id}`) })
    const reply = await runInput(deps, {
      ...{ kind: 'decision', id: newInput(), by, channel: ChannelId.parse('C0AUDIT'), verdict },
      ...{ request: RequestId.parse(asked.id), responseUrl: 'https://hooks.slack.com/commands/1' },
    })
    if (reply.kind === 'refused') {
      seen.add(`${verdict}: ${reply.refusal}`)
      if (by !== person) seen.add(`by the other id of somebody: ${reply.refusal}`)
    }
    if (hears(by, reply, whys, 'decided')) model[verdict](asked, person)
  }

  async function looks(
    asked: Asked,
    by: string,
    { whys, reply }: { whys: readonly string[]; reply: () => Promise<Reply> },
  ): Promise<void> {
    // Where the rule denies it, nobody could approve it: whoever might have closes it.
    const mayLook = whys.every((why) => why === 'policy_denies' || why === 'already_approved')
    const denied = whys.includes('policy_denies')
    const closes = mayLook && (denied || whys.length === 0) && model.look(asked)
    const said = await reply()
    hears(by, said, closes ? [] : whys, closes ? 'closed' : 'form')
    if (said.kind !== 'form') return
    seen.add('the form is shown')
    must(said.rule.approvals === ruleOf(world, asked).approvals, 'the form says another quorum')
    must(String(said.counting) === String(countingFor(world, asked)), 'the form counts others')
  }

  /** The bot gets to its own work: each request that there is goes on by one step. */
  async function work(): Promise<void> {
    for (const asked of requests.filter(isOpen)) {
      if (asked.id === '') await check()
      atWork = asked
      model.work(asked)
      await advance(deps, RequestId.parse(asked.id))
      atWork = undefined
    }
  }

  /** Time enough, and Slack speaks again: every request comes to its end. */
  async function rest(): Promise<void> {
    world.silent.clear()
    for (const minutes of [0, 2, 20, 24 * 60, 24 * 60]) {
      world.now += minutes * 60_000
      await work()
      await check()
    }
    must(!requests.some(isOpen), 'a request never ends')
    must(world.posted.length === requests.filter(({ called }) => called).length, 'a call is done twice')
  }

  return { step, rest, seen, story, close: () => memory.store.close() }
}

function textOf({ operation, key, period, reason }: Wish): string {
  const command = operation === 'enable-auto-rotation' ? 'rotate' : 'stop-rotation'
  const every = period === null ? '' : ` every ${period} days`
  return `${command} ${keyIdOf(key)}${every}${reason === null ? '' : ` because ${reason}`}`
}
