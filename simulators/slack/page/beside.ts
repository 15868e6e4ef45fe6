import type { Book, Panel } from '../../web/wire.ts'

/** What a demo puts beside the workspace: a panel that the page shows, and the paths below `/demo` that it calls. */
export interface Beside {
  /** Tells what the panel shows, now and whenever it changes, until the returned function is called. */
  watch(tell: (panel: Panel) => void): () => void
  answer(request: Request): Promise<Response>
  /** Everything that the app says, for the page `/book`. */
  book(): Book
}
