import type { Input } from '../../../src/core/input.ts'
import type { Reply } from '../../../src/core/reply.ts'
import { MessengerFault } from '../../../src/ports.ts'
import type { FormPress } from '../../../src/slack/listeners/press.ts'
import { considerPress } from '../../../src/slack/listeners/run-input.ts'
import { takeInTime } from '../../../src/slack/listeners/take-in-time.ts'
import type { Tools } from '../tools.ts'
import type { Slack } from '../world/slack.ts'
import type { Gates } from './gates.ts'
import type { Lives } from './lives.ts'
import { silent } from './process.ts'

interface Around {
  readonly lives: Lives
  readonly gates: Gates
  readonly slack: Slack
}

/** How Slack brings to the bot what people do: late, twice, or to nobody. */
export function createEars(
  { dice, timeline, weather, reach, wrong }: Tools,
  { lives, gates, slack }: Around,
) {
  const chance = dice.of('ears')
  const onTheWay = () => (weather.calm ? 50 : chance.between(10, 900))

  const awake = () => (slack.away ? undefined : lives.awake())

  async function hear(input: Input, heard: (taken: boolean) => void): Promise<void> {
    const living = awake()
    if (!living) return heard(false)
    const { life, bot, jobs } = living
    await gates.pass(life, 'before', 'take')
    const take: typeof bot.inputs.take = async (...args) => {
      const taken = await bot.inputs.take(...args)
      jobs.nudge()
      return taken
    }
    const refusal = await takeInTime({ inputs: { take }, now: bot.deps.now, log: silent }, input)
    await gates.pass(life, 'after', 'take')
    heard(refusal === null)
  }

  return {
    /** Something that may change something. `heard` is told whether the bot took it; never, when it died meanwhile. */
    bring(input: Input, heard: (taken: boolean) => void): void {
      timeline.in(onTheWay(), () => void hear(input, heard))
      if (weather.calm || !chance.chance(weather.doubled)) return
      reach(`doubled: ${input.kind}`)
      timeline.in(onTheWay() + chance.between(0, 5_000), () => void hear(input, () => {}))
    },
    /** A press of Approve or Deny, which only asks for the form. */
    ask(press: FormPress, shown: (reply: Reply) => void): void {
      timeline.in(onTheWay(), async () => {
        const living = awake()
        if (!living) return
        const reply = await considerPress(living.bot.deps, press).catch((error: unknown) => {
          if (!(error instanceof MessengerFault)) wrong(`a form broke: ${String(error)}`)
          return null
        })
        if (living.life.alive && reply) shown(reply)
      })
    },
  }
}
export type Ears = ReturnType<typeof createEars>
