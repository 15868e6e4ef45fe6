import type { Dice } from './dice.ts'

/** How bad a world it is: each kind of trouble as a chance. A seed has some of them, and seldom all. */
export interface Weather {
  /** Nothing goes wrong any more, and everything takes the same short time. */
  calm: boolean
  /** The process ends between two steps. */
  crash: number
  /** It ends within a transaction. */
  torn: number
  /** The process sleeps, and wakes up much later. */
  sleep: number
  /** Another task goes first. */
  yield: number
  /** A request or its reply is lost on the way to Slack, or to CipherTrust. */
  readonly lost: { readonly slack: number; readonly ciphertrust: number }
  /** A call takes seconds. */
  slow: number
  /** Slack, or CipherTrust, answers with an error. */
  readonly errors: { readonly slack: number; readonly ciphertrust: number }
  /** A write is answered otherwise than it should be. */
  writes: number
  /** Slack brings the same twice. */
  doubled: number
  /** Others change keys, people leave, channels are archived, cards deleted. */
  changes: number
  /** Slack or CipherTrust is away for a while. */
  outages: number
}

export function drawWeather(dice: Dice): Weather {
  const some = (often: number, ...chances: readonly [number, ...number[]]) =>
    dice.chance(often) ? dice.pick(...chances) : 0
  return {
    calm: false,
    crash: some(0.6, 0.002, 0.006, 0.02),
    torn: some(0.4, 0.003, 0.01),
    sleep: some(0.3, 0.002, 0.01),
    yield: some(0.7, 0.05, 0.3),
    lost: { slack: some(0.5, 0.02, 0.05, 0.15), ciphertrust: some(0.5, 0.05, 0.2) },
    slow: some(0.6, 0.05, 0.3),
    errors: { slack: some(0.4, 0.02, 0.08), ciphertrust: some(0.4, 0.03, 0.1) },
    writes: some(0.6, 0.3, 0.8),
    doubled: some(0.5, 0.1, 0.4),
    changes: some(0.5, 1, 3, 6),
    outages: some(0.3, 1, 2),
  }
}
