import { OPEN_STATES } from '../core/request.ts'

/** The open states as SQL knows them, for `state IN (…)`. */
export const OPEN = OPEN_STATES.map((state) => `'${state}'`).join(', ')
