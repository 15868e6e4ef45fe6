import { WebAPIRateLimitedError } from '@slack/web-api'
import { z } from 'zod'
import type { Clock } from '../ports.ts'

const Paged = z.object({ response_metadata: z.object({ next_cursor: z.string().optional() }).optional() })

/** After that many waits in one list Slack is not only busy. */
const MOST_WAITS = 20

/**
 * One page after the other. The client's own way over pages cannot go on after Slack asked to wait, which it does in
 * large workspaces. Throws what Slack's client throws.
 */
export async function* pages(
  { sleep }: Pick<Clock, 'sleep'>,
  limit: number,
  read: (page: { readonly limit: number; readonly cursor?: string }) => Promise<unknown>,
): AsyncGenerator<unknown, void> {
  let waits = 0
  for (let cursor: string | undefined; cursor !== ''; ) {
    try {
      const page = await read({ limit, ...(cursor === undefined ? {} : { cursor }) })
      cursor = Paged.parse(page).response_metadata?.next_cursor ?? ''
      yield page
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || ++waits > MOST_WAITS) throw error
      await sleep(error.retryAfter * 1_000)
    }
  }
}

/** The same, all of them. */
export async function everyPage(...of: Parameters<typeof pages>): Promise<readonly unknown[]> {
  const all: unknown[] = []
  for await (const page of pages(...of)) all.push(page)
  return all
}
