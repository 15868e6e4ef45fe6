import type { Tools } from '../tools.ts'
import { inWords } from '../words.ts'
import type { Gates } from './gates.ts'
import { forever, type Life } from './life.ts'

export type Side = 'slack' | 'ciphertrust'

/** A request on its way. */
export interface Letter<T> {
  readonly to: Side
  /** The step, as stories and counts know it. */
  readonly name: string
  /** How long its sender waits for a reply. */
  readonly patience: number
  /** What it does once it is there; what it throws is a reply as well. */
  readonly effect: () => T
  /** What its sender takes a lost reply for, and a request that went nowhere. */
  readonly silence: (lost: 'request' | 'reply') => Error
}

const CALM_MS = 40
/**
 * A post that left a dying life is there before the next life looks for it: the one thing that looking rests on. A call to
 * CipherTrust may come as late as it likes.
 */
const ARRIVES_WITHIN_MS = { slack: 900, ciphertrust: 60_000 } as const

/** Carries requests to a server and replies back: slowly, out of order, or not at all. */
export function createNetwork({ dice, timeline, weather, tell, reach }: Tools, gates: Gates) {
  return async function send<T>(life: Life, letter: Letter<T>): Promise<T> {
    const { to, name, patience, effect, silence } = letter
    await gates.pass(life, 'before', name)
    const chance = dice.of(name)
    const lost = chance.chance(weather.calm ? 0 : weather.lost[to])
    const slow = !weather.calm && chance.chance(weather.slow)
    const most = slow ? patience * 0.9 : 300
    const there = weather.calm ? CALM_MS : chance.between(5, Math.min(most / 2, ARRIVES_WITHIN_MS[to]))
    const back = weather.calm ? CALM_MS : chance.between(5, most / 2)
    const what = lost ? chance.pick('request', 'reply') : null
    if (slow) reach(`slow: ${name}`)
    if (what) {
      reach(`lost ${what}: ${name}`)
      tell(`Bot ${life.number}`, `is ${inWords.step(name)}, but the ${what} is lost`)
    }
    const answer = await new Promise<() => T>((resolve) => {
      const giveUp = () => {
        throw silence(what ?? 'reply')
      }
      if (what === 'request') return gates.wake(life, timeline.now + patience, () => resolve(giveUp))
      // Its bytes have left: whatever becomes of the sender, they arrive.
      timeline.in(there, () => {
        const reply = replyOf(effect)
        const late = what === 'reply'
        gates.wake(life, timeline.now + (late ? patience - there : back), () =>
          resolve(late ? giveUp : reply),
        )
      })
    })
    await gates.pass(life, 'after', name)
    return life.alive ? answer() : forever()
  }
}
export type Network = ReturnType<typeof createNetwork>

function replyOf<T>(effect: () => T): () => T {
  try {
    const result = effect()
    return () => result
  } catch (error) {
    return () => {
      throw error
    }
  }
}
