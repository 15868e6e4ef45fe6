import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { KeptBot } from './demo-bot.ts'
import { readBook } from './read-book.ts'
import type { Beside } from './slack/page/beside.ts'
import type { Stage } from './stage.ts'
import type { CipherTrustCall, KeyLook, Panel, Trial } from './web/wire.ts'

const LOOK_EVERY_MS = 250

const TRIALS: readonly Trial[] = [
  {
    title: 'Switch rotation on',
    line: '/cckm rotate alias/aws-test-key because CHG-4711',
    role: 'requester',
    result:
      'The card appears in #kms-audit. Become Sam at the top, press Approve there, and read the thread.',
  },
  {
    title: 'Ask for a key that cannot rotate',
    line: '/cckm rotate alias/orders-asymmetric because CHG-4712',
    role: 'requester',
    result: 'It is refused at once, with the reason, and nobody is bothered.',
  },
  {
    title: 'Ask for a key of production',
    line: '/cckm rotate alias/payments-prod because CHG-4714',
    role: 'requester',
    result:
      'Its rule takes a ticket and two approvers. Approve it as Sam, read “1 of 2” on the card, then approve it as Kim.',
  },
  {
    title: 'Ask for a key that a rule denies',
    line: '/cckm rotate alias/root-backup because CHG-4715',
    role: 'requester',
    result: 'The policy refuses it whoever asks, and says what to do instead.',
  },
  {
    title: 'Change a period',
    line: '/cckm rotate alias/orders-180 every 365 days because CHG-4716',
    role: 'requester',
    result:
      'The key rotates every 180 days. Approve it as Sam: the card shows the period that was read back.',
  },
  {
    title: 'Switch rotation off',
    line: '/cckm stop-rotation alias/orders-180 because CHG-4717',
    role: 'requester',
    result: 'It always takes a reason and an approval. Try it without the reason, too.',
  },
  {
    title: 'Lose CipherTrust’s answer',
    line: '/cckm rotate alias/fault-hangup-after-commit because CHG-4713',
    role: 'requester',
    result:
      'CipherTrust hangs up in the middle of the call. Approve it, and see that it is settled by reading, with one call.',
  },
]

const botOrder = z.strictObject({ do: z.enum(['restart', 'kill']) })

interface Played {
  readonly ciphertrust: Pick<Stage['ciphertrust'], 'url'>
  readonly bot: KeptBot
}

/** What stands beside the workspace in a demo. It is there before the bot is, and shows nothing until `play`. */
export function createPanel() {
  const watchers = new Set<(panel: Panel) => void>()
  let played: Played | undefined
  let watching = false

  /** CipherTrust tells nobody what it saw, so it is asked, as long as somebody looks. */
  async function watchOn(): Promise<void> {
    if (watching) return
    watching = true
    while (watchers.size > 0) {
      const panel = played && (await look(played).catch(() => undefined))
      if (panel) for (const tell of watchers) tell(panel)
      await sleep(LOOK_EVERY_MS, undefined, { ref: false })
    }
    watching = false
  }

  const beside: Beside = {
    watch(tell) {
      watchers.add(tell)
      void watchOn()
      return () => watchers.delete(tell)
    },
    answer: async (request) =>
      played
        ? answer(request, played)
        : Response.json({ error: 'The bot has not started yet.' }, { status: 503 }),
    book: readBook,
  }
  return {
    beside,
    play(next: Played): void {
      played = next
    },
  }
}

async function look({ ciphertrust, bot }: Played): Promise<Panel> {
  const read = async <T>(path: string): Promise<T> =>
    (await fetch(`${ciphertrust.url}${path}`)).json() as Promise<T>
  const [calls, keys, faults] = await Promise.all([
    read<readonly CipherTrustCall[]>('/control/calls'),
    read<readonly KeyLook[]>('/control/keys'),
    read<readonly string[]>('/control/faults'),
  ])
  return { bot: bot.look(), calls, keys, faults, trials: TRIALS }
}

/** The page talks to its own origin only; what it wants of CipherTrust is handed on. */
async function answer(request: Request, { ciphertrust, bot }: Played): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (request.method === 'POST' && pathname === '/demo/ciphertrust/fault') {
    const answered = await fetch(`${ciphertrust.url}/control/fault`, {
      method: 'POST',
      body: await request.text(),
    })
    return Response.json(await answered.json(), { status: answered.status })
  }
  if (request.method === 'POST' && pathname === '/demo/bot') {
    const order = botOrder.safeParse(await request.json().catch(() => undefined))
    if (!order.success) return Response.json({ error: 'do must be restart or kill.' }, { status: 400 })
    await (order.data.do === 'kill' ? bot.kill() : bot.restart())
    return Response.json(bot.look())
  }
  return Response.json({ error: `There is no ${request.method} ${pathname}.` }, { status: 404 })
}
