import { isOsUser, type Witness } from '../../core/ids.ts'
import { type Inline, person, value } from './blocks.ts'
import { CLIP } from './text.ts'

/** Somebody in Slack, or somebody at the command line of the machine, whom Slack does not know. */
export function whoSays(by: Witness): readonly Inline[] {
  return isOsUser(by) ? [value(by, CLIP.name), ' at the command line'] : [person(by)]
}
