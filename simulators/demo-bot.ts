import type { Bot, Stage } from './stage.ts'
import type { BotLook } from './web/wire.ts'

const LAST_WORDS = 6

export type KeptBot = ReturnType<typeof keepBot>

/** The bot of a demo, which people may end and start again; one at a time. */
export function keepBot(stage: Stage, first: Bot) {
  let bot = first
  let starting = false

  return {
    look(): BotLook {
      const ended = bot.exited()
      if (starting) return { state: 'starting', lastWords: [] }
      if (ended === null) return { state: 'running', lastWords: [] }
      const lines = bot.output().trimEnd().split('\n').slice(-LAST_WORDS)
      const how = typeof ended === 'number' ? `exit code ${ended}` : ended
      return { state: 'ended', ended: how, lastWords: lines }
    },
    /** Ends it properly where it runs, and starts it on the same database. */
    async restart(): Promise<void> {
      if (starting) return
      starting = true
      try {
        await bot.end('SIGTERM')
        bot = await stage.startBot()
      } finally {
        starting = false
      }
    },
    kill: () => bot.end('SIGKILL'),
    stop: () => bot.end('SIGTERM'),
  }
}
