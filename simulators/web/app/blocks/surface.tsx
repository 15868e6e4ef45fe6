import { createContext, type ReactNode, useContext } from 'react'
import { attempt, type Outcome, post } from '../api.ts'
import { useHere } from '../directory.tsx'
import type { Fields, Values } from './element-value.ts'

/** A message, a modal or the home: where an element stands when somebody touches it. */
export type Where =
  | { readonly channel: string; readonly ts: string }
  | { readonly viewId: string }
  | { readonly home: true }

/** The inputs of a modal, which are sent together. */
export interface Form {
  readonly valueOf: (blockId: string, actionId: string) => unknown
  readonly change: (blockId: string, actionId: string, value: unknown) => void
  readonly errors: Readonly<Record<string, string>>
}

interface Surface {
  readonly where: Where
  /** What the simulator knows to stand in the elements of a view. */
  readonly held: Values
  readonly form?: Form | undefined
  /** What a touch leads to, where it does not reach the app. */
  readonly press?: ((touch: Touch) => Promise<Outcome>) | undefined
}

const Context = createContext<Surface | undefined>(undefined)

export function SurfaceProvider({
  where,
  held = {},
  form,
  press,
  children,
}: Partial<Surface> & { readonly where: Where; readonly children: ReactNode }) {
  return <Context.Provider value={{ where, held, form, press }}>{children}</Context.Provider>
}

export interface Touch {
  readonly blockId: string
  readonly actionId: string
  readonly value?: unknown
}

export interface Suggestions {
  readonly options?: readonly Fields[]
  readonly option_groups?: readonly {
    readonly label: { readonly text: string }
    readonly options: readonly Fields[]
  }[]
}

/** How the elements of this place reach the app, as the person who looks at them. */
export function useSurface() {
  const surface = useContext(Context)
  const { viewer } = useHere().screen
  if (!surface) throw new Error('There is no message, modal or home around this element.')
  const { where } = surface
  return {
    ...surface,
    press:
      surface.press ??
      ((touch: Touch): Promise<Outcome> =>
        attempt('/control/press', { user: viewer, ...where, ...touch, wait: 0 })),
    suggest: async (touch: Touch): Promise<Suggestions> => {
      const { ack, error } = await post('/control/suggest', { user: viewer, ...where, ...touch, wait: 0 })
      if (error === 'query_too_short') return {}
      if (error) throw new Error(error)
      return (ack ?? {}) as Suggestions
    },
  }
}
