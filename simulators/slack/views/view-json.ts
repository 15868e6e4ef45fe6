import type { Fields } from '../json.ts'
import type { World } from '../world.ts'
import { stateValues } from './state-values.ts'
import type { StoredView } from './views.ts'

/** The view as replies and payloads show it. */
export function viewJson({ team, bot }: World, view: StoredView): Fields {
  const { definition, id, hash, rootId, previousId, entered } = view
  const modal =
    definition.type === 'modal'
      ? {
          title: definition.title,
          close: definition.close ?? null,
          submit: definition.submit ?? null,
          clear_on_close: definition.clear_on_close ?? false,
          notify_on_close: definition.notify_on_close ?? false,
        }
      : { title: null, close: null, submit: null, clear_on_close: false, notify_on_close: false }
  return {
    id,
    team_id: team.id,
    type: definition.type,
    blocks: definition.blocks,
    private_metadata: definition.private_metadata ?? '',
    callback_id: definition.callback_id ?? '',
    external_id: definition.external_id ?? '',
    ...modal,
    state: { values: stateValues(definition.blocks, entered) },
    hash,
    root_view_id: rootId,
    previous_view_id: previousId,
    app_id: bot.appId,
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  }
}
