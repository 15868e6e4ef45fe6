import { methodOf, type Point } from './step.ts'

/** The bot's notes of its own progress. A redraw on the way may be passed over when a request goes on at once. */
const NOTES = /^(deliveries\.|inputs\.answered|messenger\.redrawCard\((approved|executing|calling)\))/

/** What is announced before it is done: by an ack that follows, by a mark, by a try that is counted. */
const ANNOUNCED = /^(inputs\.take|ciphertrust\.send|messenger\.(post\w+|tellRequester|redrawCard))$/

/**
 * Where the world and the bot's own notes disagree: something was done and is not noted yet, or is noted as being
 * tried and was not done.
 */
export function worstOf(points: readonly Point[]): readonly Point[] {
  return points.filter((point) => !NOTES.test(point) && (isDone(point) || ANNOUNCED.test(methodOf(point))))
}

/**
 * Of what a flow has and the ones before it have not, the moments right after its transitions; and those that are more
 * in this one. At all others the simulation of whole lives dies, and kill-every-point.long.test.ts.
 */
export function onlyHere(
  points: readonly Point[],
  before: readonly (readonly Point[])[],
  anew: RegExp | undefined,
): readonly Point[] {
  const tried = new Set(before.flat())
  const isItsOwn = (point: Point) => !tried.has(point) && methodOf(point) === 'ledger.commit'
  return points.filter((point) => isDone(point) && (isItsOwn(point) || anew?.test(point)))
}

function isDone(point: Point): boolean {
  return point.endsWith(':after')
}
