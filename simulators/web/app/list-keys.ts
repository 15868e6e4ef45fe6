/** Where an arrow key leads in a list that goes round; from nowhere (-1) to its beginning or its end. */
export function stepped(at: number, step: number, length: number): number {
  return at < 0 && step < 0 ? length - 1 : (at + step + length) % length
}
