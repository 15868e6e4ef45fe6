/** What came of something that a person did. */
export interface Outcome {
  readonly ackMs: number | null
  readonly error?: string
  readonly ack?: unknown
  readonly problems?: readonly string[]
}

/** For people: the browser's own words for it say nothing about what to do. */
export const NOT_REACHED =
  'The simulator does not answer. If it has ended, start it again and open the address that it prints.'

/** Throws the server's own sentence where it refuses. */
export async function post<T = Outcome>(path: string, body: object): Promise<T> {
  return ask(path, { method: 'POST', body: JSON.stringify(body) })
}

/** What came of it, also where the simulator was not reached. */
export function attempt(path: string, body: object): Promise<Outcome> {
  return post(path, body).catch((thrown: unknown) => ({ ackMs: null, error: sentence(thrown) }))
}

/** What a person reads where the app did not take what they did. */
export function failureOf(error: string, app: string): string {
  if (error === 'operation_timeout') return `${app} did not respond in time.`
  if (error === 'dispatch_failed') return `${app} is not connected.`
  return error
}

export async function get<T>(path: string): Promise<T> {
  return ask(path, {})
}

async function ask<T>(path: string, request: RequestInit): Promise<T> {
  const response = await fetch(path, request).catch((cause: unknown) => {
    throw new Error(NOT_REACHED, { cause })
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error ?? `The simulator answered ${response.status}.`)
  return answer
}

export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
