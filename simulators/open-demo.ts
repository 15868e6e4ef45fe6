import { keepBot } from './demo-bot.ts'
import { createPanel } from './demo-panel.ts'
import { demoPolicy, type StageOptions, setStage } from './stage.ts'
import { builtPage } from './web/built-page.ts'

export type Demo = Awaited<ReturnType<typeof openDemo>>

/** Everything that somebody needs to play everybody on one page: the stage, its bot, and the panel beside Slack. */
export async function openDemo(options: StageOptions = {}) {
  const panel = createPanel()
  // Built while the bot starts; whoever asks for the page is told why it could not be.
  builtPage().catch(() => {})
  const stage = await setStage({
    policy: (slack) => demoPolicy(slack),
    ...options,
    slack: { beside: panel.beside, ...options.slack },
  })
  const bot = keepBot(stage, await stage.startBot())
  panel.play({ ciphertrust: stage.ciphertrust, bot })
  return {
    stage,
    bot,
    async close(): Promise<void> {
      await bot.stop()
      await stage.close()
    },
  }
}
