import type { Fields } from '../json.ts'
import type { Simulator } from '../simulator.ts'
import { viewJson } from '../views/view-json.ts'
import type { StoredView } from '../views/views.ts'

/** What a person has open: the modals from the bottom to the top, and the home that the app published. */
export function screenOf(
  { views, world }: Simulator,
  user: string,
): { modals: Fields[]; home: Fields | null } {
  const show = (view: StoredView) => ({ ...viewJson(world, view), errors: view.errors })
  const home = views.homeOf(user)
  return { modals: views.stackOf(user).map(show), home: home ? show(home) : null }
}
