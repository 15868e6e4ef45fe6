import { z } from 'zod'
import { randomId, randomSecret } from '../ids.ts'
import type { Fields } from '../json.ts'
import { directMessageWith } from '../messages.ts'
import type { Simulator } from '../simulator.ts'
import { viewJson } from '../views/view-json.ts'
import type { User } from '../world.ts'
import { interact, type Outcome, personOf, stamp, waiting } from './interact.ts'
import { notesOn } from './notes.ts'
import { scheduleRetries } from './retries.ts'
import { screenOf } from './screen.ts'

export const homeInput = z.strictObject({
  user: z.string(),
  tab: z.enum(['home', 'messages']).default('home'),
  /** Deliver it as Slack's n-th try after one that was not acked. */
  retry: z.strictObject({ attempt: z.int().min(1).max(3), reason: z.string() }).optional(),
  ...waiting,
})

/** Opens the app's home as a person; the app hears of it by an event. */
export async function openHome(
  sim: Simulator,
  input: z.output<typeof homeInput>,
): Promise<Outcome & ReturnType<typeof screenOf>> {
  const person = personOf(sim, input.user)
  const payload = eventCallback(sim, person, homeOpened(sim, person, input.tab))
  const { attempt, reason } = input.retry ?? { attempt: 0, reason: '' }
  const outcome = await interact(
    sim,
    {
      person,
      type: 'events_api',
      payload,
      accepts: false,
      retry: { retry_attempt: attempt, retry_reason: reason },
      notes: notesOn(sim, 'home', { event: 'app_home_opened' }),
    },
    input,
  )
  if (outcome.error === 'operation_timeout') scheduleRetries(sim, payload, attempt)
  return { ...outcome, ...screenOf(sim, person.id) }
}

function homeOpened(sim: Simulator, person: User, tab: string): Fields {
  const home = sim.views.homeOf(person.id)
  return {
    type: 'app_home_opened',
    user: person.id,
    channel: directMessageWith(sim.world, person.id, () => randomId('D')).id,
    event_ts: stamp(sim),
    tab,
    ...(tab === 'home' && home ? { view: viewJson(sim.world, home) } : {}),
  }
}

function eventCallback({ world, now }: Simulator, person: User, event: Fields) {
  return {
    token: randomSecret(),
    team_id: world.team.id,
    ...(person.team_id === world.team.id ? {} : { context_team_id: person.team_id }),
    api_app_id: world.bot.appId,
    event,
    type: 'event_callback' as const,
    event_id: randomId('E'),
    event_time: Math.floor(now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: world.team.id,
        user_id: world.bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  }
}
