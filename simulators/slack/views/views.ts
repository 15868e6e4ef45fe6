import { EventEmitter } from 'node:events'
import type { ViewDefinition } from '../block-kit/check-view.ts'
import { fillIds } from '../block-kit/fill-ids.ts'
import { randomHash, randomId } from '../ids.ts'
import type { StateValues } from './state-values.ts'

/** A modal or a home as one person has it before them. */
export interface StoredView {
  readonly id: string
  readonly user: string
  readonly rootId: string
  readonly previousId: string | null
  definition: ViewDefinition
  hash: string
  /** What the person typed or chose; it outlives an update that keeps the inputs. */
  entered: StateValues
  /** What the app said against the last submission, by block_id. */
  errors: Readonly<Record<string, string>>
}

export type Views = ReturnType<typeof createViews>

/** Every open view of the workspace: a stack of modals and one home for each person. */
export function createViews({ now }: { now: () => number }) {
  const changes = new EventEmitter<{ change: [user: string] }>().setMaxListeners(0)
  const stacks = new Map<string, readonly StoredView[]>()
  const homes = new Map<string, StoredView>()

  function stackOf(user: string): readonly StoredView[] {
    return stacks.get(user) ?? []
  }

  function put(user: string, stack: readonly StoredView[]): void {
    stacks.set(user, stack)
    changes.emit('change', user)
  }

  function create(user: string, definition: ViewDefinition, below?: StoredView): StoredView {
    const id = randomId('V')
    return {
      id,
      user,
      rootId: below?.rootId ?? id,
      previousId: below?.id ?? null,
      definition: withIds(definition),
      hash: randomHash(now()),
      entered: {},
      errors: {},
    }
  }

  function all(): readonly StoredView[] {
    return [...[...stacks.values()].flat(), ...homes.values()]
  }

  return {
    stackOf,
    homeOf: (user: string): StoredView | undefined => homes.get(user),
    find: (id: string): StoredView | undefined => all().find((view) => view.id === id),
    findByExternalId: (id: string): StoredView | undefined =>
      all().find((view) => view.definition.external_id === id),

    /** A new root: whatever was open before is gone. */
    open(user: string, definition: ViewDefinition): StoredView {
      const view = create(user, definition)
      put(user, [view])
      return view
    },

    push(user: string, definition: ViewDefinition): StoredView {
      const view = create(user, definition, stackOf(user).at(-1))
      put(user, [...stackOf(user), view])
      return view
    },

    update(view: StoredView, definition: ViewDefinition): void {
      Object.assign(view, { definition: withIds(definition), hash: randomHash(now()), errors: {} })
      changes.emit('change', view.user)
    },

    publish(user: string, definition: ViewDefinition): StoredView {
      const view = homes.get(user) ?? create(user, definition)
      homes.set(user, view)
      this.update(view, definition)
      return view
    },

    closeTop(user: string): void {
      put(user, stackOf(user).slice(0, -1))
    },

    closeAll(user: string): void {
      put(user, [])
    },

    /** Calls back whenever something changes before the person's eyes, until the returned function is called. */
    watch(user: string, onChange: () => void): () => void {
      const listener = (whose: string) => {
        if (whose === user) onChange()
      }
      changes.on('change', listener)
      return () => changes.off('change', listener)
    },

    clear(): void {
      stacks.clear()
      homes.clear()
    },
  }
}

function withIds(definition: ViewDefinition): ViewDefinition {
  return { ...definition, blocks: fillIds(definition.blocks) }
}
