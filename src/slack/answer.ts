import type { WebClient } from '@slack/web-api'
import type { Log, Messenger } from '../ports.ts'
import { loggedFetch } from './logged-fetch.ts'
import { messengerFault } from './slack-fault.ts'
import { reply as drawReply } from './views/reply.ts'

interface AnswerOptions {
  readonly interactive: WebClient
  readonly command: string
  readonly log: Log
  readonly now: () => Date
}

const ANSWER_WITHIN_MS = 10_000

/** A response_url is good for 30 minutes and 5 uses; after a long outage the answer comes as an ephemeral message. */
export function createAnswer({ interactive, command, log, now }: AnswerOptions): Messenger['answer'] {
  const fetch = loggedFetch(log, now)
  return async (input, reply) => {
    const view = drawReply(reply, command)
    if (await respond(fetch, input.responseUrl, { response_type: 'ephemeral', ...view })) return
    try {
      await interactive.chat.postEphemeral({ channel: input.channel, user: input.by, parse: 'none', ...view })
    } catch (error) {
      throw messengerFault(error)
    }
  }
}

async function respond(fetch: ReturnType<typeof loggedFetch>, url: string, body: object): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    return response.ok
  } catch {
    return false
  }
}
