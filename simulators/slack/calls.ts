/** One line of the log behind `GET /control/calls`. Status 0: the caller got no answer at all. */
export interface Call {
  readonly at: number
  readonly method: string
  readonly ok: boolean
  readonly error?: string
  /** What Slack said against the blocks or the view, each with its place. */
  readonly reasons?: readonly string[]
  readonly status: number
  readonly user?: string
  readonly channel?: string
}
