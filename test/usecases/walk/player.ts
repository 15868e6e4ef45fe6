import type { CommandDeps } from '../../../src/commands/command.ts'
import { ChannelId, InputId, MessageTs, type PersonId, RequestId } from '../../../src/core/ids.ts'
import type { Reply } from '../../../src/core/reply.ts'
import { MessengerFault } from '../../../src/ports.ts'
import { considerPress, runInput } from '../../../src/slack/listeners/run-input.ts'
import { AUDIT } from '../../builders.ts'
import { Killed } from './activity.ts'
import { createBot } from './bot.ts'
import { POLICIES } from './cast.ts'
import { changeWorld } from './change-world.ts'
import { type Deed, type Mid, type Step, tell } from './deeds.ts'
import { expectReply, type Saying } from './replies.ts'
import { createWorld, keyIdOf } from './world.ts'

/** What was typed or pressed: delivered again, it is the same one. */
interface Input extends Saying {
  readonly again: boolean
  readonly run: (deps: CommandDeps) => Promise<Reply>
}

const ASKED_IN = ChannelId.parse('C0ONCALL')
const NO_SUCH = RequestId.parse('R-ZZZZZZZZ')

/** Plays steps in a world of their own. Whatever is written, answered or sent on the way is judged by the model. */
export function createPlayer() {
  const world = createWorld()
  let mid: Mid | undefined
  let calls = 0
  let inputs = 0
  let last: Input | undefined
  const unanswered: Input[] = []
  const bot = createBot(world, POLICIES.two, async (when, what) => {
    if (!mid || (mid.what === 'commit' && what === 'call')) return
    if (when === 'before') calls++
    if (calls !== mid.nth || mid.when !== when) return
    const { deeds } = mid
    mid = undefined
    for (const activity of bot.underWay) activity.disturbed = true
    for (const deed of deeds) await play(deed)
  })
  const { model } = bot

  async function step(step: Step): Promise<void> {
    model.story.push(`  ${new Date(world.now).toISOString().slice(8, 19)} ${tell(step)}`)
    mid = step.mid
    calls = 0
    await play(step.deed)
    mid = undefined
    await model.observe(null)
  }

  async function play(deed: Deed): Promise<void> {
    try {
      await happen(deed)
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
  }

  async function happen(deed: Deed): Promise<void> {
    switch (deed.do) {
      case 'jobs':
        return bot.jobs()
      case 'wait':
        return wait(deed.s, deed.promptly)
      case 'restart':
        await bot.restart(deed.policy && POLICIES[deed.policy])
        for (const input of unanswered.splice(0)) await put({ ...input, again: true })
        return
      case 'same again':
        return last && put({ ...last, again: true })
      case 'ask':
      case 'look':
      case 'approve':
      case 'deny':
      case 'withdraw':
      case 'settle_on':
      case 'settle_off':
      case 'ask_again':
        last = await inputOf(deed)
        return put(last)
      default:
        return changeWorld(world, deed, requestAt)
    }
  }

  async function put(input: Input): Promise<void> {
    const fits = expectReply(input, { model, world, life: bot.life() })
    try {
      const { activity, result } = await bot.act(input, input.run)
      model.story.push(
        `    ${input.person} is answered: ${result.kind} ${'refusal' in result ? result.refusal : ''}`,
      )
      if (!activity.disturbed && !input.again) fits(result)
    } catch (error) {
      if (error instanceof Killed) unanswered.push(input)
      else if (!(error instanceof MessengerFault && world.knobs.postsDown)) throw error
    }
  }

  async function wait(s: number, promptly: boolean): Promise<void> {
    const end = world.now + s * 1_000
    while (promptly) {
      await bot.jobs()
      const due = await bot.due()
      if (due === null || due > end) break
      world.now = Math.max(world.now, due)
    }
    world.now = Math.max(world.now, end)
  }

  function requestAt(which: number): RequestId {
    const books = model.books()
    return books.at(-1 - (which % Math.max(1, books.length)))?.body.id ?? NO_SUCH
  }

  async function inputOf(deed: Extract<Deed, { who: PersonId }>): Promise<Input> {
    const { who: by } = deed
    const id = InputId.parse(`input:${++inputs}`)
    const from = { id, by, channel: ASKED_IN, responseUrl: 'https://hooks.slack.com/commands/1' }
    const command = (text: string) => (deps: CommandDeps) =>
      runInput(deps, { ...from, kind: 'command', text })
    const does = deed.do
    const common = { person: by, again: false, known: true }
    if (does === 'ask')
      return { ...common, does: 'rotate', key: deed.key, run: command(`rotate ${keyIdOf(deed.key)}`) }
    if (!('which' in deed)) throw new Error(`${does} is nothing that a person says to the bot`)
    const target = requestAt(deed.which)
    const key = model.book(target)?.key
    const subject = { ...common, target, ...(key === undefined ? {} : { key }) }
    if (!('place' in deed)) {
      const { do: does } = deed
      if (does === 'withdraw') return { ...subject, does, run: command(`withdraw ${target}`) }
      const decision = {
        ...from,
        kind: 'decision',
        request: target,
        verdict: does,
        comment: 'so be it',
      } as const
      return { ...subject, does, run: (deps) => runInput(deps, decision) }
    }
    const kept = await bot.store.requests.cardOf(target)
    const here = deed.place === 'card' ? kept : null
    const card = here ?? { channel: AUDIT, ts: MessageTs.parse('2.2') }
    const pressed = { ...from, channel: AUDIT, request: target, card }
    const known = deed.place === 'command' || here !== null
    if (deed.do !== 'look') {
      const action = deed.do
      return {
        ...subject,
        known,
        does: action,
        run: (deps) => runInput(deps, { ...pressed, kind: 'press', action }),
      }
    }
    const { verdict } = deed
    const look = { ...subject, known, verdict, does: 'look' as const }
    return deed.place === 'command'
      ? { ...look, run: command(`${verdict} ${target}`) }
      : { ...look, run: (deps) => considerPress(deps, { ...pressed, verdict }) }
  }

  return { bot, world, model, step, wait }
}
export type Player = ReturnType<typeof createPlayer>
