import { EventEmitter } from 'node:events'
import type { Block } from './world.ts'

/** Something that came up on one person's screen. */
export interface Delivery {
  readonly to: string
  readonly via: 'response_url' | 'ephemeral' | 'dm'
  readonly text: string
  readonly blocks: readonly Block[]
  readonly channel: string
  /** The response_url it came by. */
  readonly exchange?: string
}

export type Deliveries = ReturnType<typeof createDeliveries>

export function createDeliveries() {
  const emitter = new EventEmitter<{ delivery: [Delivery] }>()
  emitter.setMaxListeners(0)

  return {
    announce(delivery: Delivery): void {
      emitter.emit('delivery', delivery)
    },
    /** Calls back on each delivery until the returned function is called. */
    listen(onDelivery: (delivery: Delivery) => void): () => void {
      emitter.on('delivery', onDelivery)
      return () => emitter.off('delivery', onDelivery)
    },
  }
}
