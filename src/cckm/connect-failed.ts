/**
 * No connection came about, so nothing was sent. Made where connections are made, because afterwards the same codes
 * also come from connections that break. Holds the code of the cause only.
 */
export class ConnectFailed extends Error {
  override name = 'ConnectFailed' as const
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}
