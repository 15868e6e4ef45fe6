/** What came of something that a person did. */
export interface Outcome {
  readonly ackMs: number | null
  readonly error?: string
  readonly ack?: unknown
  readonly problems?: readonly string[]
}

/** Throws the server's own sentence where it refuses. */
export async function post<T = Outcome>(path: string, body: object): Promise<T> {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) })
  return read(response)
}

export async function get<T>(path: string): Promise<T> {
  return read(await fetch(path))
}

async function read<T>(response: Response): Promise<T> {
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error ?? `The simulator answered ${response.status}.`)
  return answer
}

export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
