import { z } from 'zod'
import type { Bot } from '../../simulators/stage.ts'

/** What the bot says of itself; the port is from its log. */
export async function readyz(bot: Bot) {
  const line =
    bot
      .output()
      .split('\n')
      .find((printed) => printed.includes('"port":')) ?? '{}'
  const { port } = z.looseObject({ port: z.int() }).parse(JSON.parse(line))
  const response = await fetch(`http://127.0.0.1:${port}/readyz`)
  return { status: response.status, body: (await response.json()) as unknown }
}
