import { EventEmitter } from 'node:events'

export type Changes = ReturnType<typeof createChanges>

/** Tells that something on somebody's screen may have changed; listeners look for themselves. */
export function createChanges() {
  const emitter = new EventEmitter<{ change: [] }>().setMaxListeners(0)

  return {
    announce(): void {
      emitter.emit('change')
    },
    /** Calls back on each change until the returned function is called. */
    listen(onChange: () => void): () => void {
      emitter.on('change', onChange)
      return () => emitter.off('change', onChange)
    },
  }
}
