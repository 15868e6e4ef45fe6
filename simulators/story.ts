import type { Observed } from './observed.ts'
import type { Bot, Stage } from './stage.ts'
import { approving } from './story/approving.ts'
import { asking } from './story/asking.ts'
import { otherwise } from './story/otherwise.ts'
import { ruling } from './story/ruling.ts'
import { createScene } from './story/scene.ts'

export interface Step {
  readonly name: string
  readonly ok: boolean
}

/** What was seen, and the bot that runs at the end: the story starts it anew. */
export interface Played {
  readonly steps: readonly Step[]
  readonly bot: Bot
}

/** Plays the story and judges each step by what the simulators recorded; `say` hears of each as it is known. */
export async function play(
  { stage, bot }: { readonly stage: Stage; readonly bot: Bot },
  seen: Observed,
  say: (step: Step) => void,
): Promise<Played> {
  const scene = createScene(stage, seen, bot)
  const steps: Step[] = []
  const acts = { ...asking(scene), ...approving(scene), ...ruling(scene), ...otherwise(scene) }
  for (const [name, act] of Object.entries(acts)) {
    const ok = await act().catch(() => false)
    steps.push({ name, ok })
    say({ name, ok })
  }
  return { steps, bot: scene.bot() }
}
