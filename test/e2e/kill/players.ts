import { type Modal, type Observed, type Seen, until } from '../../../simulators/observed.ts'
import type { Bot, Stage } from '../../../simulators/stage.ts'
import { type Books, booksOf } from './books.ts'

export type Players = ReturnType<typeof createPlayers>

interface Cast {
  readonly stage: Stage
  readonly seen: Observed
  /** The bot that plays first. */
  readonly bot: Bot
  /** Starts the next life of the bot. */
  readonly restart: () => Promise<Bot>
}

const MOST_TRIES = 4

/**
 * People as they are: what was acked they do not do again, what nobody heard they do again once the bot is back. The
 * bot is started again whenever somebody finds it dead.
 */
export function createPlayers({ stage, seen, bot, restart }: Cast) {
  let running = bot
  let deaths = 0

  async function revive(): Promise<void> {
    if (running.exited() === null) return
    deaths += 1
    running = await restart()
  }

  function see<T>(look: () => Promise<T>, wanted: (found: T) => boolean): Promise<T> {
    return until(async () => {
      await revive()
      return look()
    }, wanted)
  }

  /** Does it until Slack says that the bot took it. */
  async function insist(doing: () => Promise<{ readonly ackMs: number | null }>): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await revive()
      if ((await doing()).ackMs !== null) return
    }
    throw new Error('nobody took what a person did')
  }

  /** The form, once it shows what is to be decided; whoever finds it dead closes it and presses again. */
  async function openForm(user: string, card: Seen, verdict: 'approve' | 'deny'): Promise<Modal> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await insist(() => seen.press(user, card, verdict, { wait: 0 }))
      const form = await until(
        async () => (await seen.modals(user)).at(-1),
        (shown) => isReady(shown) || running.exited() !== null,
      )
      if (form && isReady(form)) return form
      if (form) await close(user, form)
    }
    throw new Error('no form was ever shown')
  }

  async function close(user: string, { id }: Modal): Promise<void> {
    const response = await fetch(`${stage.slack.controlUrl}/control/close`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, viewId: id, all: true }),
    })
    if (!response.ok) throw new Error(await response.text())
  }

  return {
    deaths: () => deaths,
    see,
    type: (user: string, text: string) => insist(() => seen.type(user, text, { wait: 0 })),
    openForm,
    close,
    submit: (user: string, form: Modal, comment: string) =>
      insist(() => seen.submit(user, form, comment, { wait: 0 })),
    /** Waits until the bot has nothing to do but wait, and its books are as wanted. */
    rest: (key: string, wanted: (books: Books) => boolean) =>
      see(
        async () => booksOf(stage, key),
        (books) => books.idle && wanted(books),
      ),
    async leave(): Promise<void> {
      await running.end('SIGTERM')
    },
  }
}

function isReady(form: Modal | undefined): boolean {
  return form !== undefined && form.blocks[0]?.block_id !== 'loading'
}
